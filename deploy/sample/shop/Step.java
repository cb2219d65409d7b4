package shop;

import java.util.List;

/**
 * One transaction of the shop, as the SQL that is run and shown, and what it should become in Redis. What to expect is
 * said here by hand: nothing of Rowcast takes part.
 */
record Step(List<String> sql, List<Sight> sights) {

    /**
     * One place in Redis to look at.
     *
     * @param member the hash field, the member, or the list index; nothing for a string
     * @param expected the text it should read once the change is visible; {@code null} when it should be gone
     * @param shown whether to wait for {@code expected}, or only to show what is there (counters)
     */
    record Sight(Look look, String key, String member, String expected, boolean awaited) {

        static Sight field(String key, String field, String expected) {
            return new Sight(Look.FIELD, key, field, expected, true);
        }

        static Sight string(String key, String expected) {
            return new Sight(Look.STRING, key, "", expected, true);
        }

        static Sight member(String key, String member, boolean present) {
            return new Sight(Look.MEMBER, key, member, present ? "member" : null, true);
        }

        static Sight score(String key, String member, String expected) {
            return new Sight(Look.SCORE, key, member, expected == null ? null : Numbers.plain(expected), true);
        }

        static Sight element(String key, int index, String expected) {
            return new Sight(Look.ELEMENT, key, Integer.toString(index), expected, true);
        }

        static Sight counter(String key) {
            return new Sight(Look.STRING, key, "", null, false);
        }

        static Sight counter(String key, String field) {
            return new Sight(Look.FIELD, key, field, null, false);
        }
    }

    /** The Redis command that reads it. */
    enum Look {
        FIELD,
        STRING,
        MEMBER,
        SCORE,
        ELEMENT
    }
}
