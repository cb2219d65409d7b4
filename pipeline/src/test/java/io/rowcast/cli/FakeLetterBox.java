package io.rowcast.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two letters of one row, of which a replay leaves one. */
record FakeLetterBox(List<String> asked) implements LetterBox {
    private static final List<ListedLetter> LETTERS = List.of(
            new ListedLetter(
                    "shop.shop.orders-0@7",
                    "shop.orders",
                    "2026-01-02T03:04:05Z",
                    "WRONGTYPE Operation against a key (HSET of order:{id})",
                    1),
            new ListedLetter(
                    "shop.shop.orders-0@9",
                    "shop.orders",
                    "2026-01-02T03:04:06Z",
                    "held behind shop.shop.orders-0@7",
                    0));

    @Override
    public List<ListedLetter> list(Choice choice, int limit) {
        asked.add("list " + choice + " " + limit);
        return LETTERS.stream().limit(limit).toList();
    }

    @Override
    public int count(Choice choice) {
        return LETTERS.size();
    }

    @Override
    public Optional<ShownLetter> show(String position) {
        return LETTERS.stream()
                .filter(letter -> letter.position().equals(position))
                .map(letter -> new ShownLetter(
                        letter,
                        "HSET order:1",
                        List.of("INCRBY orders"),
                        Map.of("rowcast.version", "a1"),
                        "{\"id\":1}",
                        "{}"))
                .findFirst();
    }

    @Override
    public Outcome ask(Request request, Choice choice, Duration wait) {
        asked.add(request + " " + choice + " " + wait);
        return new Outcome(!wait.isZero(), 2, request == Request.REPLAY ? 1 : 0);
    }

    @Override
    public void close() {
        asked.add("closed");
    }
}
