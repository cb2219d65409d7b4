package io.rowcast;

import io.rowcast.cli.RowcastCommand;
import io.rowcast.cli.StandardError;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the process starts: hands the arguments to the command line and ends with its exit code. */
public final class Main {
    /** Their logs are their output; the other commands print a result, and keep the logs apart from it. */
    private static final Set<String> DAEMONS = Set.of("run", "reader", "writer");

    private Main() {}

    public static void main(String[] arguments) {
        StandardError.install();
        if (List.of(arguments).stream().noneMatch(DAEMONS::contains)) {
            System.setProperty("rowcast.log.target", "System.err"); // read by logback.xml, before the first logger
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install(); // MySQL's binlog client logs to java.util.logging
        System.exit(execute(arguments));
    }

    private static int execute(String[] arguments) {
        try {
            return RowcastCommand.execute(new Rowcast(), System.getenv(), arguments);
        } catch (Error e) { // a root: other threads would keep a process alive that does nothing
            LoggerFactory.getLogger(Main.class).error("stopped", e);
            return 1;
        }
    }
}
