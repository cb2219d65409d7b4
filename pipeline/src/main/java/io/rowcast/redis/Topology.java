package io.rowcast.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Which master has which slots, as one node of a Cluster sees it. */
record Topology(List<Master> masters) {

    /**
     * A master that has slots.
     *
     * @param ranges its slots: {@code 0-5460,7000}
     * @param slots the same, one by one, in order
     */
    record Master(String host, int port, String ranges, List<Integer> slots) {
        String address() {
            return host + ":" + port;
        }

        /** The slot in which it holds what is true of all its slots. */
        int carrier() {
            return slots.get(0);
        }
    }

    /**
     * Reads the answer to CLUSTER SLOTS.
     *
     * @param asked the host that answered, which is where a node is that does not know its own
     */
    static Topology of(List<?> answer, String asked) throws RedisAwayException {
        Map<String, List<int[]>> ranges = new LinkedHashMap<>();
        for (Object entry : answer) {
            List<?> range = (List<?>) entry;
            List<?> node = (List<?>) range.get(2);
            String host = node.get(0) == null ? "" : Wire.text((byte[]) node.get(0));
            String address = (host.isEmpty() || host.equals("?") ? asked : host) + ":" + node.get(1);
            ranges.computeIfAbsent(address, unseen -> new ArrayList<>())
                    .add(new int[] {((Long) range.get(0)).intValue(), ((Long) range.get(1)).intValue()});
        }
        Topology topology = new Topology(ranges.entrySet().stream()
                .map(master -> master(master.getKey(), master.getValue()))
                .toList());
        int covered = topology.masters.stream()
                .mapToInt(master -> master.slots().size())
                .sum();
        if (covered < Slots.COUNT) {
            throw new RedisAwayException(
                    "found a Cluster with masters for " + covered + " slots; expected all " + Slots.COUNT);
        }
        return topology;
    }

    private static Master master(String address, List<int[]> ranges) {
        ranges.sort((a, b) -> a[0] - b[0]);
        StringJoiner text = new StringJoiner(",");
        List<Integer> slots = new ArrayList<>();
        for (int[] range : ranges) {
            text.add(range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1]);
            for (int slot = range[0]; slot <= range[1]; slot++) {
                slots.add(slot);
            }
        }
        int colon = address.lastIndexOf(':');
        return new Master(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                text.toString(),
                List.copyOf(slots));
    }
}
