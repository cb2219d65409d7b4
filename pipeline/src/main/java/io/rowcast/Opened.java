package io.rowcast;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a pipeline has opened so far; closes it in reverse, all of it, whatever fails on the way. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    /** @throws IllegalStateException with the first failure, and the others suppressed in it, when all is closed that can be */
    @Override
    public void close() {
        @Nullable Exception failure = null;
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception e) { // one that fails must not keep the others open
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw new IllegalStateException("not everything could be closed", failure);
        }
    }
}
