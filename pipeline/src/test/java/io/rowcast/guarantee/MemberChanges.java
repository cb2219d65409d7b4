package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Unique e-mail addresses move between members: given up and taken within one transaction or in two, by an update or by a
 * delete and an insert. Clients take turns, so that versions rise in commit order for an address as well.
 */
final class MemberChanges implements Changes {
    private static final int MEMBERS = 40;
    private static final int EMAILS = 12;
    private static final List<String> INTERESTS = List.of("art", "food", "music", "chess");

    private final Versions versions;
    private final AtomicLong moves = new AtomicLong();

    MemberChanges(Versions versions) {
        this.versions = versions;
    }

    static Stream<String> rows() {
        return IntStream.rangeClosed(1, MEMBERS).mapToObj(id -> "member:" + id);
    }

    static Stream<String> emails() {
        return IntStream.range(0, EMAILS).mapToObj(MemberChanges::email);
    }

    /** A JSON array of some, in any order, one of them twice now and then. */
    private static String interests(Random random) {
        return random.ints(random.nextInt(4), 0, INTERESTS.size())
                .mapToObj(number -> '"' + INTERESTS.get(number) + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String email(int number) {
        return "Member" + number + "@shop.example";
    }

    /** How often an address went from one row to another, in transactions committed or not. */
    long moves() {
        return moves.get();
    }

    @Override
    public void make(Connection connection, Random random) throws SQLException {
        String email = email(random.nextInt(EMAILS));
        long taker = 1 + random.nextInt(MEMBERS);
        Optional<String> owner = Sql.first(connection, "SELECT id FROM members WHERE email = ?", email);
        if (owner.isPresent() && owner.get().equals(Long.toString(taker))) {
            String sql = "UPDATE members SET active = NOT active, version = ? WHERE id = ?";
            Sql.update(connection, sql, versions.next(), taker);
            return;
        }
        if (owner.isPresent()) {
            giveUp(connection, random, owner.get());
            moves.incrementAndGet();
        }
        if (owner.isEmpty() || random.nextInt(4) > 0) {
            take(connection, random, taker, email);
        }
    }

    private void giveUp(Connection connection, Random random, String owner) throws SQLException {
        if (random.nextInt(3) == 0) {
            Sql.update(connection, "DELETE FROM members WHERE id = ?", owner);
        } else {
            Sql.update(connection, "UPDATE members SET email = NULL, version = ? WHERE id = ?", versions.next(), owner);
        }
    }

    private void take(Connection connection, Random random, long taker, String email) throws SQLException {
        long version = versions.next();
        String sql = "UPDATE members SET email = ?, active = ?, version = ?, interests = ? WHERE id = ?";
        String written = random.nextBoolean() ? email : email.toUpperCase(Locale.ROOT);
        boolean active = random.nextInt(10) > 0;
        String interests = interests(random);
        if (Sql.update(connection, sql, written, active, version, interests, taker) == 0) {
            String insert = "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)";
            Sql.update(connection, insert, taker, written, "member " + taker, active, version, interests);
        }
    }
}
