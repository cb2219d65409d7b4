package io.rowcast.redis;

import io.lettuce.core.ScanArgs;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** What SCAN finds on each master of a Cluster, one after the other. Fails when slots were moved meanwhile. */
final class ClusterScan implements Pages {
    private final ClusterNodes nodes;
    private final ScanArgs args;
    private final Predicate<String> owned;
    private final String layout;
    private final Iterator<Topology.Master> others;
    private Pages current;

    ClusterScan(ClusterNodes nodes, ScanArgs args, Predicate<String> owned) throws RedisAwayException {
        this.nodes = nodes;
        this.args = args;
        this.owned = owned;
        this.layout = nodes.settledLayout();
        this.others = nodes.topology.masters().iterator();
        this.current = pages(others.next());
    }

    private Pages pages(Topology.Master master) {
        var redis = nodes.connection(master).async();
        return new ScanPages<>(cursor -> redis.scan(cursor, args), page -> Wire.texts(page.getKeys(), owned));
    }

    @Override
    public boolean hasNext() {
        return current.hasNext() || others.hasNext();
    }

    @Override
    public List<String> next() throws RedisAwayException {
        if (!current.hasNext()) {
            current = pages(others.next());
        }
        List<String> found = current.next();
        if (!hasNext() && !nodes.settledLayout().equals(layout)) {
            throw new RedisAwayException("found slots that were moved while keys were looked for; looks again");
        }
        return found;
    }
}
