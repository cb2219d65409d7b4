package io.rowcast.mapping;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes mappings of mapping files and the tables they name. */
public final class MappingCompiler {
    private final List<Problem> found = new ArrayList<>();
    private final KeyOwners owners = new KeyOwners();

    private MappingCompiler() {}

    /**
     * Compiles the mappings of all tables that a file names or has a pattern for, in the order of their names.
     *
     * @param schemas the tables that exist, of those that the files name
     * @throws InvalidConfigException with the problems of all files
     */
    public static List<Mapping> compile(List<MappingFile> files, Map<TableId, TableSchema> schemas) {
        MappingCompiler compiler = new MappingCompiler();
        compiler.requireTables(files, schemas);
        List<Mapping> mappings = new ArrayList<>();
        new TreeMap<>(schemas)
                .forEach((table, schema) ->
                        MappingFile.of(files, table).ifPresent(file -> mappings.add(compiler.mapping(file, schema))));
        compiler.requireNoProblems();
        return mappings;
    }

    /**
     * Compiles the mapping of one table. What it may share with others is not looked at.
     *
     * @throws InvalidConfigException with the problems of its file, or when there is none
     */
    public static Mapping compileOne(List<MappingFile> files, TableSchema schema) {
        MappingCompiler compiler = new MappingCompiler();
        MappingFile file = MappingFile.of(files, schema.table())
                .orElseThrow(() -> new InvalidConfigException(List.of(new Problem(
                        "mappings", schema.table().toString(), "found no file that maps this table; expected one"))));
        Mapping mapping = compiler.mapping(file, schema);
        compiler.requireNoProblems();
        return mapping;
    }

    private void requireNoProblems() {
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
    }

    private void requireTables(List<MappingFile> files, Map<TableId, TableSchema> schemas) {
        for (MappingFile file : files) {
            for (TablePattern pattern : file.tables()) {
                if (!pattern.isGlob() && !schemas.containsKey(pattern.table())) {
                    new Problems(file.file(), found)
                            .add(
                                    "table",
                                    "found " + pattern + ", which MySQL does not have or does not show to the user;"
                                            + " expected a table");
                }
            }
        }
    }

    private Mapping mapping(MappingFile file, TableSchema found) {
        Problems problems = new Problems(file.file(), this.found);
        TableSchema schema = keyed(file, found, problems);
        Scope scope = new Scope(schema, problems);
        file.lets().forEach(scope::let);
        Expression when =
                file.when().map(source -> condition(source, "when", scope)).orElse(null);
        List<Output> outputs = new ArrayList<>();
        for (WrittenOutput written : file.outputs()) {
            int before = this.found.size();
            Output output = output(written, scope);
            requireKey(output, scope);
            outputs.add(output);
            if (this.found.size() == before) {
                owners.claim(output, schema.table(), problems);
            }
        }
        return new Mapping(file.file(), scope, when, outputs);
    }

    private static TableSchema keyed(MappingFile file, TableSchema schema, Problems problems) {
        if (file.keyColumns().isEmpty()) {
            return schema;
        }
        for (String name : file.keyColumns()) {
            if (schema.column(name).isEmpty()) {
                problems.add("key_columns", "found '" + name + "'; expected columns of " + schema.table());
            }
        }
        return new TableSchema(schema.table(), schema.columns(), file.keyColumns());
    }

    private static void requireKey(Output output, Scope scope) {
        if (scope.schema().primaryKey().isEmpty() && output.findsRows()) {
            scope.problems()
                    .add(
                            output.head().path(),
                            "found " + output.head() + " of table "
                                    + scope.schema().table()
                                    + ", which has no primary key; expected one, or a unique index over columns that are NOT"
                                    + " NULL, or key_columns, as rows are found again by it");
        }
    }

    private static Expression condition(String source, String path, Scope scope) {
        Expression when = scope.expression(source, path);
        if (when.type() != ValueType.BOOL && when.type() != ValueType.DYNAMIC) {
            scope.problems()
                    .add(
                            path,
                            "found " + source + " of type " + when.type()
                                    + "; expected true or false, for example " + source
                                    + (when.type() == ValueType.STRING ? " == 'x'" : " == 1"));
        }
        return when;
    }

    private static Output output(WrittenOutput written, Scope scope) {
        Problems problems = scope.problems();
        var each = written.each(problems);
        String eachPath = written.path() + ".each";
        Scope inner =
                each.map(named -> scope.withElement(named.getKey(), eachPath)).orElse(scope);
        String kind = written.kind().toString();
        KeyTemplate key = written.name(kind, inner);
        boolean shared = written.flag("shared", problems);
        OutputHead head = new OutputHead(
                written.path(),
                kind,
                key,
                when(written, scope),
                each.map(named -> new Each(scope.expression(named.getValue(), eachPath), eachPath))
                        .orElse(null),
                LifetimeReader.read(written, inner),
                OnDelete.read(written, problems),
                shared ? Ledger.of(scope.schema().table(), part(written, kind), key) : null);
        Output output = written.kind().compiler().compile(written, head, inner);
        requirePossible(output, problems);
        return output;
    }

    /** Tells outputs apart that write different parts of one document. */
    private static String part(WrittenOutput written, String kind) {
        return written.text("path").map(path -> kind + " " + path).orElse(kind);
    }

    private static @Nullable Expression when(WrittenOutput written, Scope scope) {
        String path = written.path() + ".when";
        return written.has("when") ? condition(written.text("when").orElse(""), path, scope) : null;
    }

    private static void requirePossible(Output output, Problems problems) {
        OutputHead head = output.head();
        if (head.shared() && !output.canShare()) {
            problems.add(
                    head.path() + ".shared",
                    "found shared on a " + head.kind() + ", which cannot take back what a table wrote; expected keys of"
                            + " its own, for example with {_table} in them");
        }
        if (head.onDelete().leavesTombstone() && (!output.canLeaveTombstone() || head.shared())) {
            problems.add(
                    head.path() + ".on_delete",
                    "found tombstone; expected it on an output that has a key for each row, and shares it with nobody");
        }
    }
}
