package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Place;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the rows of a table stand in Redis, and what puts such a place right: for whoever compares Redis with MySQL. A pure
 * function of a row; may be used by several threads at once.
 */
public final class MappedPlaces {
    private final Mapping mapping;
    private final Output[] outputs;

    MappedPlaces(Mapping mapping, Output[] outputs) {
        this.mapping = mapping;
        this.outputs = outputs;
    }

    /**
     * What the row is to be found as in Redis, one for each place of each output.
     *
     * @throws UnmappableRowException when an expression fails; nothing is given then
     */
    public List<Expected> expected(Row row) {
        Standing[] standings = mapping.standings(row, new RowChange(mapping.table(), null, row, Instant.EPOCH, false));
        List<Expected> expected = new ArrayList<>(standings.length);
        for (int i = 0; i < standings.length; i++) {
            for (Entry entry : standings[i].entries()) {
                Place place = new Place(i, entry.key(), entry.place());
                expected.add(new Expected(place, outputs[i].shown(entry), entry.expiresAt()));
            }
        }
        return expected;
    }

    /**
     * The places that are a row's alone, as nothing but its primary key says where they are; whether it stands there or not.
     *
     * @param key of which only the columns of the primary key are looked at
     */
    public Set<Place> own(Row key) {
        RowImage image = mapping.image(key, new RowChange(mapping.table(), null, key, Instant.EPOCH, false));
        Set<Place> places = new HashSet<>();
        for (int i = 0; i < outputs.length; i++) {
            if (Replacement.obstacle(outputs[i], mapping.schema()).isEmpty()) {
                Entry entry = Replacement.place(outputs[i], image);
                places.add(new Place(i, entry.key(), entry.place()));
            }
        }
        return places;
    }

    /**
     * The commands that put a place right whatever is in it, if the key is of its type.
     *
     * @param expected what is to stand there; empty when nothing is
     */
    public List<Command> repair(Place place, Optional<Expected> expected) {
        Output output = outputs[place.output()];
        List<Command> commands = new ArrayList<>();
        if (place.within() == null && !output.head().shared()) {
            commands.add(Command.of(Verb.UNLINK, place.key()));
        } else {
            output.leave(new Entry(place.key(), place.within(), output.anything()), commands);
        }
        expected.ifPresent(is -> {
            Entry entry = new Entry(place.key(), place.within(), output.content(is.value()), is.expiresAt());
            output.arrive(entry, commands);
            if (output.head().ledger() != null && !output.commutes()) {
                output.head().ledger().enter(entry, commands);
            }
        });
        return commands;
    }

    /** The commands that move a counter by an amount. */
    public List<Command> correct(Place place, BigDecimal by) {
        List<Command> commands = new ArrayList<>();
        outputs[place.output()].arrive(new Entry(place.key(), place.within(), by), commands);
        return commands;
    }
}
