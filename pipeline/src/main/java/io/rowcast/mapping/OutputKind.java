package io.rowcast.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of output, under the names they have in mapping files, with the keys that each knows. */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of, and constructors
enum OutputKind {
    HASH(HashOutput::compile, List.of(), List.of("fields", "field", "value")),
    STRING(StringOutput::compile, List.of("value"), List.of()),
    SET(SetOutput::compile, List.of("member"), List.of()),
    ZSET(ZsetOutput::compile, List.of("member", "score"), List.of()),
    LIST(ListOutput::compile, List.of("value"), List.of()),
    COUNTER(CounterOutput::compile, List.of(), List.of("field", "sum"));

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

    Compiler compiler() {
        return compiler;
    }

    List<String> required() {
        return required;
    }

    /** All keys that go with it, besides its own name. */
    List<String> known() {
        return Stream.of(required, optional, COMMON).flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
