package io.rowcast.rollout;

import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Inspection.Counts;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import io.rowcast.redis.HashPages;
import io.rowcast.redis.MappingStore;
import io.rowcast.redis.Pages;
import io.rowcast.redis.RedisAwayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that earlier mappings of a table made and the one of now makes too, but of another Redis type, or as a counter to which
 * what is there cannot be added. They go before the first change is applied, which would fail.
 */
final class OtherTypes {
    private static final Logger LOG = LoggerFactory.getLogger(OtherTypes.class);

    private final MappingStore store;
    private final Written now;
    private final Collection<Written> before;

    OtherTypes(MappingStore store, Written now, Collection<Written> before) {
        this.store = store;
        this.now = now;
        this.before = before;
    }

    void remove() throws RedisAwayException {
        for (Inspection output : of(now)) {
            for (Inspection earlier : earlier()) {
                if (disagree(earlier, output) && earlier.space().overlaps(output.space())) {
                    remove(earlier, output);
                }
            }
        }
    }

    private List<Inspection> earlier() {
        List<Inspection> earlier = new ArrayList<>();
        before.forEach(each -> earlier.addAll(of(each)));
        return earlier;
    }

    private static List<Inspection> of(Written written) {
        Optional<Mapping> mapping = written.mapping();
        return mapping.stream()
                .flatMap(each -> each.inspections().stream())
                .filter(output -> output.form() != Form.NOTHING && output.type() != Verb.KeyType.ANY)
                .toList();
    }

    /** Whether one cannot go on with what the other left. */
    static boolean disagree(Inspection earlier, Inspection output) {
        return earlier.type() != output.type() || adds(earlier, output);
    }

    /** Whether it adds to what an earlier output may have left as something that nothing can be added to. */
    private static boolean adds(Inspection earlier, Inspection output) {
        return output.counts() != Counts.NOTHING
                && !output.shared()
                && earlier.counts() != Counts.INTEGERS
                && earlier.counts() != output.counts();
    }

    private void remove(Inspection earlier, Inspection output) throws RedisAwayException {
        Pages keys = store.keys(
                earlier.space().scanPattern(),
                key -> earlier.space().owns(key) && output.space().owns(key));
        long removed = 0;
        while (keys.hasNext()) {
            List<String> page = keys.next();
            removed += store.unlinkOthers(page, output.type().names());
            if (adds(earlier, output)) {
                removed += removeText(page, output);
            }
        }
        LOG.atInfo()
                .addKeyValue("table", now.schema().table())
                .addKeyValue("mapping", output.output())
                .addKeyValue("removed", removed)
                .log("keys are of another type from now on; what was of the earlier type is removed");
    }

    private long removeText(List<String> keys, Inspection output) throws RedisAwayException {
        boolean integers = output.counts() == Counts.INTEGERS;
        if (output.type() == Verb.KeyType.STRING) {
            return store.unlinkOthers(keys, integers);
        }
        long removed = 0;
        for (String key : output.type() == Verb.KeyType.HASH ? keys : List.<String>of()) {
            HashPages fields = store.fields(key);
            while (fields.hasNext()) {
                removed += store.removeOthers(key, fields.next().keySet(), integers);
            }
        }
        return removed;
    }
}
