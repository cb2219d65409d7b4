package io.rowcast.guarantee;

import java.util.Random;

/**
 * Something that goes wrong, and ends.
 *
 * @param target what it befalls; two faults of one target do not happen at the same time
 * @param strike makes it happen, lets it last, and puts it right again
 */
record Fault(String target, String name, Strike strike) {

    interface Strike {
        void strike(Random random) throws Exception;
    }

    @Override
    public String toString() {
        return target + " " + name;
    }
}
