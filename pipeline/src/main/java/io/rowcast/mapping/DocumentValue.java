package io.rowcast.mapping;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as CEL selects members of it. CEL looks through all of a map, at each mention of it, for values that it must
 * convert; in this there are none, and it does not look.
 */
@Immutable
@SuppressWarnings("Immutable") // the document is not changed once it is read
final class DocumentValue extends StructValue<String, Map<?, ?>> {
    private static final CelType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final Map<?, ?> members;

    DocumentValue(Map<?, ?> members) {
        this.members = members;
    }

    @Override
    public Map<?, ?> value() {
        return members;
    }

    @Override
    public boolean isZeroValue() {
        return members.isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public Object select(String member) {
        return find(member).orElseThrow(() -> CelAttributeNotFoundException.forMissingMapKey(member));
    }

    @Override
    public Optional<Object> find(String member) {
        @Nullable Object value = members.get(member);
        return Optional.ofNullable(value);
    }
}
