package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.List;

/**
 * Commands that go to Redis in one write. Lettuce hands a collection of commands to the network one by one, each with a
 * buffer and a promise of its own; its handler of a connection also takes a list, which becomes one buffer. Measured by
 * the section {@code writer} of {@code deploy/bench}.
 */
final class Bundle extends Command<byte[], byte[], String> {
    /** To be set on the client: unpacks bundles on their way out. */
    static final NettyCustomizer UNPACKING = new NettyCustomizer() {
        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addLast(new Unpacking());
        }
    };

    private static final Wire.Keyword NAME = new Wire.Keyword("BUNDLE");

    private final List<RedisCommand<byte[], byte[], ?>> commands;

    Bundle(List<RedisCommand<byte[], byte[], ?>> commands) {
        super(NAME, new StatusOutput<>(ByteArrayCodec.INSTANCE));
        this.commands = commands;
    }

    /** It could not be sent: nor could any of its commands. */
    @Override
    public boolean completeExceptionally(Throwable reason) {
        commands.forEach(command -> command.completeExceptionally(reason));
        return super.completeExceptionally(reason);
    }

    @Override
    public void cancel() {
        commands.forEach(RedisCommand::cancel);
        super.cancel();
    }

    /** Stands before Lettuce's own handlers on the way out. */
    private static final class Unpacking extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
            context.write(message instanceof Bundle bundle ? bundle.commands : message, written);
        }
    }
}
