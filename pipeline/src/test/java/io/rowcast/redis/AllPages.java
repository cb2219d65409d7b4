package io.rowcast.redis;

import java.util.Set;
import java.util.TreeSet;

/** Goes through pages to their end. */
final class AllPages {
    private AllPages() {}

    static Set<String> of(Pages pages) throws RedisAwayException {
        Set<String> all = new TreeSet<>();
        while (pages.hasNext()) {
            all.addAll(pages.next());
        }
        return all;
    }
}
