package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code geo: K} + {@code member} + {@code lon} + {@code lat}: a position on the earth. A row without one has none. */
record GeoOutput(OutputHead head, KeyTemplate member, Expression lon, Expression lat) implements Output {
    private static final BigDecimal MAX_LONGITUDE = new BigDecimal("180");

    /** The edge of the map in Web Mercator, beyond which Redis has no positions. */
    private static final BigDecimal MAX_LATITUDE = new BigDecimal("85.05112878");

    /** What the entry says: both as text. */
    private record Position(String lon, String lat) {}

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        return new GeoOutput(
                head, written.name("member", scope), written.number("lon", scope), written.number("lat", scope));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String name = key == null ? null : member.render(row);
        String x = name == null ? null : degrees(lon.value(row), "lon", MAX_LONGITUDE);
        String y = x == null ? null : degrees(lat.value(row), "lat", MAX_LATITUDE);
        return key == null || x == null || y == null ? null : new Entry(key, name, new Position(x, y));
    }

    private @Nullable String degrees(@Nullable Object value, String property, BigDecimal max) {
        if (value == null) {
            return null;
        }
        BigDecimal degrees = Numbers.decimal(value, head, property);
        if (degrees.abs().compareTo(max) > 0) {
            throw new UnmappableRowException(
                    head.path() + "." + property,
                    "found a value out of range; expected -" + max + " to " + max
                            + ", as Redis has no other positions");
        }
        return Numbers.text(value, head, property);
    }

    @Override
    public Optional<String> lacking(RowImage row) {
        return Output.super.lacking(row).or(() -> member.lacking(row).map(part -> part + " of the member"));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        Position position = (Position) is.content();
        into.add(Command.of(Verb.GEOADD, is.key(), position.lon(), position.lat(), is.placed()));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.ZREM, was.key(), was.placed()));
    }

    @Override
    public Set<String> identifies() {
        return head.key().identifiesWith(member);
    }

    @Override
    public String place() {
        return "key or member";
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.ZSET;
    }

    @Override
    public Form form() {
        return Form.POSITION;
    }

    @Override
    public Object shown(Entry entry) {
        Position position = (Position) entry.content();
        return position.lon() + " " + position.lat();
    }

    @Override
    public Object content(Object shown) {
        String[] degrees = ((String) shown).split(" ");
        return new Position(degrees[0], degrees[1]);
    }
}
