package io.rowcast.types;

import java.util.Random;
import java.util.function.Function;

/**
 * A column of one MySQL type.
 *
 * @param definition what stands after the name in CREATE TABLE
 * @param literal a random value as SQL; {@code null} where MySQL makes the values
 */
record TypedColumn(
        String name,
        String definition,
        Form form,
        @org.jspecify.annotations.Nullable Function<Random, String> literal) {

    String quoted() {
        return "`" + name.replace("`", "``") + "`";
    }

    boolean nullable() {
        return !definition.contains("NOT NULL");
    }

    String value(Random random) {
        return literal == null ? "DEFAULT" : nullable() && random.nextInt(8) == 0 ? "NULL" : literal.apply(random);
    }

    /** What an UPDATE sets it to. */
    String changed(Random random) {
        return form == Form.JSON && literal != null && random.nextInt(3) > 0
                ? Documents.part(quoted(), random)
                : value(random);
    }

    String expected() {
        return form.sql(quoted());
    }
}
