package io.rowcast.mapping;

import io.rowcast.model.Place;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row is to be found as in one place of Redis, computed from the row alone and without the commands that bring it there.
 *
 * @param value a text, a {@link BigDecimal} that the row adds, or the fields of a hash as a {@link Map} of texts
 * @param expiresAt when {@code expire_at} ends the key, in seconds since 1970; {@code null} when it does not
 */
public record Expected(Place place, Object value, @Nullable Long expiresAt) {}
