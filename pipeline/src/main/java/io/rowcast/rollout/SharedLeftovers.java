package io.rowcast.rollout;

import io.rowcast.mapping.Mapping;
import io.rowcast.model.Command;
import io.rowcast.model.TableId;
import io.rowcast.model.Verb;
import io.rowcast.redis.HashPages;
import io.rowcast.redis.MappingStore;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.topic.RepairRequest.Guard;
import io.rowcast.topic.RepairRequest.Item;
import io.rowcast.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What outputs of earlier mappings of a table, which are no more, wrote to keys that it shares with others: its ledger tells of
 * it. It is taken back by a writer, in the order of a topic, and struck out of the ledger in the same transaction.
 */
final class SharedLeftovers {
    private static final int TIMES = 20;

    private final MappingStore store;
    private final List<Mapping> before;
    private final List<Mapping> now;
    private final Set<String> ledgers;

    /**
     * @param before mappings of the table
     * @param now the one of now, or none
     */
    SharedLeftovers(MappingStore store, List<Mapping> before, List<Mapping> now) {
        this.store = store;
        this.before = before;
        this.now = now;
        this.ledgers = before.stream().flatMap(each -> each.ledger().stream()).collect(Collectors.toSet());
    }

    boolean isEmpty() {
        return ledgers.isEmpty();
    }

    /**
     * Until there is nothing left: what rows of now write to at that moment is left for another time.
     *
     * @return how many places there were
     */
    long takeBack(Verification verification, TableId lane)
            throws NotRolledOutException, RedisAwayException, InterruptedException {
        long places = 0;
        for (int i = 0; i < TIMES; i++) {
            long found = 0;
            for (String ledger : ledgers) {
                HashPages pages = store.fields(ledger);
                while (pages.hasNext()) {
                    List<Item> items = items(ledger, pages.next());
                    apply(verification, lane, items);
                    found += items.size();
                }
            }
            places += found;
            if (found == 0) {
                return places;
            }
        }
        throw new NotRolledOutException("rows write all the time to what is to be taken back of shared keys");
    }

    private static void apply(Verification verification, TableId lane, List<Item> items)
            throws NotRolledOutException, InterruptedException {
        if (!items.isEmpty()) {
            Optional<String> failure = verification.apply(lane, items);
            if (failure.isPresent()) {
                throw new NotRolledOutException(failure.get());
            }
        }
    }

    private List<Item> items(String ledger, Map<String, String> entries) {
        List<Item> items = new ArrayList<>();
        entries.forEach((field, value) -> {
            List<Command> commands = new ArrayList<>(undo(field, value));
            if (!commands.isEmpty()
                    && now.stream()
                            .allMatch(mapping -> mapping.forget(field, value).isEmpty())) {
                Command first = commands.get(0);
                List<String> arguments = first.arguments();
                String within = commands.size() == 1 && arguments.size() == 1 ? arguments.get(0) : null;
                // An amount is taken back whatever else is added meanwhile.
                Guard guard = value.isEmpty() ? Guard.TOUCH : Guard.NONE;
                commands.add(Command.of(Verb.HDEL, ledger, field).beside(first.key()));
                items.add(new Item(first.key(), within, guard, commands));
            }
        });
        return items;
    }

    private Set<Command> undo(String field, String value) {
        Set<Command> undo = new LinkedHashSet<>();
        for (Mapping mapping : before) {
            if (value.isEmpty() || undo.isEmpty()) {
                undo.addAll(mapping.forget(field, value));
            }
        }
        return undo;
    }
}
