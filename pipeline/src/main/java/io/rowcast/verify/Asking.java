package io.rowcast.verify;

import io.rowcast.redis.LaneId;
import io.rowcast.topic.RepairRequest;
import io.rowcast.topic.RepairRequest.Item;
import io.rowcast.topic.RepairRequests;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Writes requests for repair to topics, and waits until the writers have passed them. */
final class Asking {
    private static final long PAUSE_MILLIS = 10;

    private final Values values;
    private final Map<LaneId, String> lanes;
    private final RepairRequests requests;
    private final Duration patience;

    /** @param lanes what each lane's watermark is called */
    Asking(Values values, Map<LaneId, String> lanes, RepairRequests requests, Duration patience) {
        this.values = values;
        this.lanes = lanes;
        this.requests = requests;
        this.patience = patience;
    }

    /** @param asked by partition */
    void ask(String id, boolean apply, Map<Integer, List<Item>> asked)
            throws NotVerifiedException, InterruptedException {
        Map<LaneId, Long> offsets = new HashMap<>();
        for (LaneId lane : lanes.keySet()) {
            List<Item> own = asked.get(lane.partition());
            if (own != null) {
                offsets.put(lane, requests.send(lane.topic(), lane.partition(), new RepairRequest(id, apply, own)));
            }
        }
        await(offsets);
    }

    void unlessTouched(LaneId lane, List<Item> items) throws NotVerifiedException, InterruptedException {
        String id = UUID.randomUUID().toString();
        List<Item> places = items.stream()
                .map(item -> new Item(item.key(), item.within(), item.guard(), List.of()))
                .toList();
        ask(id, false, Map.of(lane.partition(), places));
        ask(id, true, Map.of(lane.partition(), items));
    }

    private void await(Map<LaneId, Long> asked) throws NotVerifiedException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Map<LaneId, Long> watermarks = values.look(lanes, List.of()).before();
            if (asked.entrySet().stream()
                    .allMatch(each -> watermarks.getOrDefault(each.getKey(), -1L) > each.getValue())) {
                return;
            }
            if (System.nanoTime() - end > 0) {
                throw new NotVerifiedException("the writer has not come to a request for repair", false);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
