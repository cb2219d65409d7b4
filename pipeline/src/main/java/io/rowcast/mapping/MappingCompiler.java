package io.rowcast.mapping;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes mappings of mapping files and the tables they name. */
public final class MappingCompiler {
    /** The keys the pipeline keeps its own records under. */
    private static final KeySpace OWN = new KeySpace(List.of(Shape.literal("rowcast:"), Shape.TEXT));

    /** An output and the file it is from. */
    private record Owner(Output output, Problems file) {}

    private final Map<TableId, TableSchema> schemas;
    private final List<Problem> found = new ArrayList<>();
    private final List<Owner> owners = new ArrayList<>();

    private MappingCompiler(Map<TableId, TableSchema> schemas) {
        this.schemas = schemas;
    }

    /**
     * Compiles all files together, in their order.
     *
     * @param schemas the tables that exist, of those that the files name
     * @throws InvalidConfigException with the problems of all files
     */
    public static List<Mapping> compile(List<MappingFile> files, Map<TableId, TableSchema> schemas) {
        MappingCompiler compiler = new MappingCompiler(schemas);
        List<Mapping> mappings = new ArrayList<>();
        for (MappingFile file : files) {
            Mapping mapping = compiler.mapping(file);
            if (mapping != null) {
                mappings.add(mapping);
            }
        }
        if (!compiler.found.isEmpty()) {
            throw new InvalidConfigException(compiler.found);
        }
        return mappings;
    }

    private @Nullable Mapping mapping(MappingFile file) {
        Problems problems = new Problems(file.file(), found);
        TableSchema schema = schemas.get(file.table());
        if (schema == null) {
            problems.add(
                    "table",
                    "found " + file.table() + ", which MySQL does not have or does not show to the user;"
                            + " expected a table");
            return null;
        }
        if (schema.primaryKey().isEmpty()) {
            problems.add(
                    "table",
                    "table " + schema.table() + " has no primary key; expected one, as rows are found again by it");
        }
        Scope scope = new Scope(schema, problems);
        file.lets().forEach(scope::let);
        Expression when = file.when().map(source -> condition(source, scope)).orElse(null);
        List<Output> outputs = new ArrayList<>();
        for (WrittenOutput written : file.outputs()) {
            int before = found.size();
            Output output = output(written, scope);
            outputs.add(output);
            if (found.size() == before) {
                claim(new Owner(output, problems));
            }
        }
        return new Mapping(schema, when, outputs, scope.lets());
    }

    private static Expression condition(String source, Scope scope) {
        Expression when = scope.expression(source, "when");
        if (when.type() != ValueType.BOOL && when.type() != ValueType.DYNAMIC) {
            scope.problems()
                    .add(
                            "when",
                            "found " + source + " of type " + when.type()
                                    + "; expected true or false, for example " + source
                                    + (when.type() == ValueType.STRING ? " == 'x'" : " == 1"));
        }
        return when;
    }

    private static Output output(WrittenOutput written, Scope scope) {
        String kind = written.kind().toString();
        KeyTemplate key = written.name(kind, scope);
        OutputHead head = new OutputHead(written.path(), kind, key, LifetimeReader.read(written, scope.problems()));
        return written.kind().compiler().compile(written, head, scope);
    }

    /** Notes a problem for each earlier output that can write the same key. */
    private void claim(Owner owner) {
        OutputHead head = owner.output().head();
        KeySpace space = head.key().space();
        String path = head.path() + "." + head.kind();
        space.shared(OWN)
                .ifPresent(
                        key -> owner.file()
                                .add(
                                        path,
                                        head + " can write " + key
                                                + "; expected keys that cannot begin with rowcast:, where the pipeline keeps its own records"));
        for (Owner other : owners) {
            space.shared(other.output().head().key().space())
                    .ifPresent(key -> owner.file()
                            .add(
                                    path,
                                    head
                                            + " can write the key '" + key + "', which "
                                            + other.output().head() + " of "
                                            + other.file().file()
                                            + " can write too; expected keys of its own for each output"));
        }
        owners.add(owner);
    }
}
