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
 * What earlier mappings of a table wrote to keys that it shares with others, and the one of now does not: its ledger tells of
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
            long whole = 0;
            for (String ledger : ledgers) {
                HashPages pages = store.fields(ledger);
                while (pages.hasNext()) {
                    List<Item> items = items(ledger, pages.next());
                    apply(verification, lane, items);
                    whole += items.stream().filter(item -> item.within() == null).count();
                }
            }
            places += whole;
            if (whole == 0) {
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
            Set<Command> undo = undo(field, value);
            List<Command> still = now.stream()
                    .flatMap(mapping -> mapping.forget(field, value).stream())
                    .toList();
            if (!still.isEmpty()) {
                undo.forEach(command -> fields(command, still).forEach(items::add));
            } else if (!undo.isEmpty()) {
                List<Command> commands = new ArrayList<>(undo);
                String key = commands.get(0).key();
                commands.add(Command.of(Verb.HDEL, ledger, field).beside(key));
                items.add(new Item(key, null, Guard.TOUCH, commands));
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

    /** Of a place that the mapping of now has, the fields of a hash go that it does not write. */
    private static List<Item> fields(Command command, List<Command> still) {
        if (command.verb() != Verb.HDEL) {
            return List.of();
        }
        Set<String> fields = new LinkedHashSet<>(command.arguments());
        still.stream()
                .filter(each -> each.verb() == Verb.HDEL && each.key().equals(command.key()))
                .forEach(each -> fields.removeAll(each.arguments()));
        return fields.stream()
                .map(field -> new Item(
                        command.key(), field, Guard.TOUCH, List.of(Command.of(Verb.HDEL, command.key(), field))))
                .toList();
    }
}
