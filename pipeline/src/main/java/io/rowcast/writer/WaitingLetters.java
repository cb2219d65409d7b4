package io.rowcast.writer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The dead letters of one lane that wait, in the order of the lane. Redis holds the same. */
final class WaitingLetters {
    private final TreeMap<Long, WaitingLetter> letters = new TreeMap<>();
    private final Map<String, TreeSet<Long>> byTouch = new HashMap<>();

    void add(WaitingLetter letter) {
        remove(letter.position());
        letters.put(letter.position(), letter);
        letter.touches()
                .forEach(touch ->
                        byTouch.computeIfAbsent(touch, any -> new TreeSet<>()).add(letter.position()));
    }

    void remove(long position) {
        WaitingLetter letter = letters.remove(position);
        if (letter == null) {
            return;
        }
        for (String touch : letter.touches()) {
            byTouch.computeIfPresent(touch, (any, positions) -> {
                positions.remove(position);
                return positions.isEmpty() ? null : positions;
            });
        }
    }

    void clear() {
        letters.clear();
        byTouch.clear();
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    int size() {
        return letters.size();
    }

    boolean contains(long position) {
        return letters.containsKey(position);
    }

    List<WaitingLetter> all() {
        return List.copyOf(letters.values());
    }

    /** When the oldest was put there; the order of the lane is that of time, but for those that failed again. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(letters.firstEntry())
                .map(entry -> entry.getValue().since());
    }

    /** The first letter before a position that must not be overtaken by what touches that; empty when nothing waits. */
    Optional<Long> before(Set<String> touches, long position) {
        Stream<Long> firsts = touches.contains(Touches.EVERYTHING)
                ? letters.keySet().stream().limit(1)
                : Stream.concat(touches.stream(), Stream.of(Touches.EVERYTHING))
                        .flatMap(touch -> Optional.ofNullable(byTouch.get(touch)).map(TreeSet::first).stream());
        return firsts.filter(first -> first < position).min(Long::compare);
    }

    /** How many later ones touch the same. */
    int behind(WaitingLetter letter) {
        return (int) letters.tailMap(letter.position(), false).values().stream()
                .filter(later -> meet(letter.touches(), later.touches()))
                .count();
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return some.contains(Touches.EVERYTHING)
                || others.contains(Touches.EVERYTHING)
                || some.stream().anyMatch(others::contains);
    }

    /** The letters at the positions and all that wait for them, or they for those, in order. */
    List<WaitingLetter> together(Collection<Long> positions) {
        TreeSet<Long> found = new TreeSet<>();
        Set<String> touched = new HashSet<>();
        List<Long> open = new ArrayList<>(positions);
        while (!open.isEmpty()) {
            WaitingLetter letter = letters.get(open.remove(open.size() - 1));
            if (letter == null || !found.add(letter.position())) {
                continue;
            }
            if (letter.touches().contains(Touches.EVERYTHING) || byTouch.containsKey(Touches.EVERYTHING)) {
                return all();
            }
            letter.touches().stream()
                    .filter(touched::add)
                    .flatMap(touch -> Optional.ofNullable(byTouch.get(touch)).stream())
                    .forEach(open::addAll);
        }
        return found.stream().map(letters::get).toList();
    }
}
