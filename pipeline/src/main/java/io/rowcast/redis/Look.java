package io.rowcast.redis;

import io.rowcast.model.Form;
import io.rowcast.model.Place;
import java.util.List;

/**
 * One look at a place.
 *
 * @param names the fields of a {@link Form#FIELDS}; capacity and error rate of a filter with an {@link Form#ITEM}
 */
public record Look(Form form, Place place, List<String> names) {

    public Look {
        names = List.copyOf(names);
    }
}
