package io.rowcast.redis;

import io.lettuce.core.cluster.SlotHash;

/** The slots of a Cluster, and for each a hash tag that puts a key of ours into it. */
final class Slots {
    static final int COUNT = SlotHash.SLOT_COUNT;

    private static final String[] TAGS = tags();

    private Slots() {}

    private static String[] tags() {
        String[] tags = new String[COUNT];
        int found = 0;
        for (int number = 0; found < COUNT; number++) {
            String tag = Integer.toString(number, Character.MAX_RADIX);
            int slot = of(tag);
            if (tags[slot] == null) {
                tags[slot] = "{" + tag + "}";
                found++;
            }
        }
        return tags;
    }

    static int of(String key) {
        return SlotHash.getSlot(Wire.bytes(key));
    }

    /** Part of a key that decides its slot, in braces. */
    static String tag(int slot) {
        return TAGS[slot];
    }
}
