package io.rowcast.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a port; can fall silent on the connections it has, without closing them. */
final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final String host;
    private final int target;
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

    /** One direction of a connection. */
    private static final class Pipe implements Runnable {
        private final Socket from;
        private final Socket to;
        private volatile boolean silent;

        Pipe(Socket from, Socket to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8_192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int read = in.read(buffer);
                while (read >= 0) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                    }
                    read = in.read(buffer);
                }
            } catch (IOException e) {
                // one side went away: the other is closed with it
                return;
            }
        }
    }

    TcpProxy(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(host, target);
                for (Pipe pipe : List.of(new Pipe(client, upstream), new Pipe(upstream, client))) {
                    pipes.add(pipe);
                    daemon(pipe);
                }
            }
        } catch (IOException e) {
            // the proxy was closed
            return;
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** What is connected now hears and says nothing any more; how many directions that were. */
    int silence() {
        pipes.forEach(pipe -> pipe.silent = true);
        return pipes.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Pipe pipe : pipes) {
            pipe.from.close();
            pipe.to.close();
        }
    }
}
