package io.rowcast.redis;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A command on a key of one slot, which can be sent again when it was not executed. */
final class SlotCall<T> {
    final int slot;

    /** It changes nothing, so that any server that has the slot will do. */
    final boolean reads;

    private final Supplier<Command<byte[], byte[], T>> command;
    private AsyncCommand<byte[], byte[], T> sent;

    private SlotCall(int slot, boolean reads, Supplier<Command<byte[], byte[], T>> command) {
        this.slot = slot;
        this.reads = reads;
        this.command = command;
        this.sent = new AsyncCommand<>(command.get());
    }

    static <T> SlotCall<T> reading(int slot, Supplier<Command<byte[], byte[], T>> command) {
        return new SlotCall<>(slot, true, command);
    }

    static <T> SlotCall<T> writing(int slot, Supplier<Command<byte[], byte[], T>> command) {
        return new SlotCall<>(slot, false, command);
    }

    AsyncCommand<byte[], byte[], T> command() {
        return sent;
    }

    /** The same again, as a command is good for one journey only. */
    AsyncCommand<byte[], byte[], T> renewed() {
        sent = new AsyncCommand<>(command.get());
        return sent;
    }

    /** What the server answered, once {@link ClusterNodes#settle} has returned. */
    T answer() {
        CompletableFuture<T> done = sent.toCompletableFuture();
        return done.join();
    }
}
