package io.rowcast.ops;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A desk with one letter and no row, that notes what it was asked to do. */
final class FakeDesk implements Desk {
    private static final Letter LETTER = new Letter("shop-0@1", "shop.orders", "1970-01-01T00:00:00Z", "WRONGTYPE", 0);

    final List<String> done = new CopyOnWriteArrayList<>();

    @Override
    public List<MappedTable> mappings() {
        return List.of(new MappedTable("shop.orders", List.of("id"), "any number of partitions", List.of()));
    }

    @Override
    public Optional<Explained> explain(String table, List<String> key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("found no key");
        }
        return Optional.empty();
    }

    @Override
    public List<Letter> letters(int limit) {
        return List.of(LETTER);
    }

    @Override
    public Optional<LetterRecord> letter(String position) {
        throw new IllegalStateException("Redis is away");
    }

    @Override
    public Outcome ask(LetterRequest request, List<String> positions) {
        done.add(request + " " + positions);
        return new Outcome(true, positions.size(), 0);
    }

    @Override
    public void verify() {
        done.add("verify");
    }

    @Override
    public void resync(String table) {
        if (table.isEmpty()) {
            throw new IllegalArgumentException("found no table");
        }
        done.add("resync " + table);
    }

    @Override
    public void cancelResync() {
        done.add("cancel");
    }
}
