package io.rowcast.mapping;

import io.rowcast.model.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of output, under the names they have in mapping files, with the keys that each knows. */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of, and constructors
enum OutputKind {
    HASH(HashOutput::compile, List.of(), List.of("fields", "field", "value")),
    STRING(StringOutput::compile, List.of("value"), List.of("append", "fields")),
    JSON(DocumentOutput::compile, List.of(), List.of("fields", "path", "array_key")),
    SET(SetOutput::compile, List.of("member"), List.of()),
    ZSET(ZsetOutput::compile, List.of("member", "score"), List.of("keep")),
    GEO(GeoOutput::compile, List.of("member", "lon", "lat"), List.of()),
    LIST(ListOutput::compile, List.of("value"), List.of("side", "keep")),
    COUNTER(CounterOutput::compile, List.of(), List.of("field", "member", "sum")),
    STREAM(StreamOutput::compile, List.of(), List.of("fields", "keep", "when", "ttl", "ttl_jitter", "expire_at")),
    PUBLISH(PublishOutput::compile, List.of(), List.of("message", "when")),
    BITMAP(BitmapOutput::compile, List.of("bit"), List.of()),
    BLOOM(BloomOutput::compile, List.of("item"), List.of("capacity", "error_rate"));

    /** Makes an output of what is written; what is wrong with it goes to the problems of the scope. */
    interface Compiler {
        Output compile(WrittenOutput written, OutputHead head, Scope scope);
    }

    private static final List<String> COMMON =
            List.of("when", "each", "shared", "ttl", "ttl_jitter", "expire_at", "on_delete", "tombstone_ttl");

    private final Compiler compiler;
    private final List<String> required;
    private final List<String> optional;

    OutputKind(Compiler compiler, List<String> required, List<String> optional) {
        this.compiler = compiler;
        this.required = required;
        this.optional = optional;
    }

    static Optional<OutputKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(OutputKind::toString).toList();
    }

    /** What the server must be able to do for it. */
    Set<Feature> needs() {
        return this == JSON ? Set.of(Feature.JSON) : Set.of();
    }

    Compiler compiler() {
        return compiler;
    }

    List<String> required() {
        return required;
    }

    /** All keys that go with it, besides its own name. From a stream or a channel no row leaves. */
    List<String> known() {
        List<String> common = this == STREAM || this == PUBLISH ? List.of() : COMMON;
        return Stream.of(required, optional, common).flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
