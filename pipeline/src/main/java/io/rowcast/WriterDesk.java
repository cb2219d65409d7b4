package io.rowcast;

import io.rowcast.cli.LetterBox;
import io.rowcast.cli.ListedLetter;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Explanation;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.ops.Desk;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.redis.RedisConnector;
import io.rowcast.verify.Patrol;
import io.rowcast.verify.Resync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the console asks of the process of a writer, done with its connections. */
final class WriterDesk implements Desk {
    /** Below the time after which the server closes a connection on which nothing happens. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Settings settings;
    private final List<MappingFile> files;
    private final Map<String, Object> kafka;
    private final RedisConnector redis;
    private final Optional<Patrol> patrol;
    private final Optional<Resync> resync;

    WriterDesk(
            Settings settings,
            List<MappingFile> files,
            Map<String, Object> kafka,
            RedisConnector redis,
            Optional<Patrol> patrol,
            Optional<Resync> resync) {
        this.settings = settings;
        this.files = files;
        this.kafka = kafka;
        this.redis = redis;
        this.patrol = patrol;
        this.resync = resync;
    }

    @Override
    public List<MappedTable> mappings() {
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            return catalog
                    .matching(files.stream()
                            .flatMap(file -> file.tables().stream())
                            .toList())
                    .values()
                    .stream()
                    .map(schema -> MappingCompiler.compileOne(files, schema))
                    .map(mapping -> new MappedTable(
                            mapping.table().toString(),
                            mapping.schema().primaryKey(),
                            Preflight.partitionRule(mapping),
                            mapping.outputs()))
                    .toList();
        }
    }

    @Override
    public Optional<Explained> explain(String table, List<String> key) {
        TableId id = TableId.parse(table);
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            TableSchema schema =
                    catalog.schemas(List.of(id)).values().iterator().next();
            Mapping mapping = MappingCompiler.compileOne(files, schema);
            List<String> columns = mapping.schema().primaryKey();
            if (columns.isEmpty() || columns.size() != key.size()) {
                throw new IllegalArgumentException(
                        "found " + key.size() + " values; expected one for each key column of " + id + ": "
                                + (columns.isEmpty() ? "it has none" : String.join(", ", columns)));
            }
            return catalog.row(mapping.schema(), key).map(row -> explained(mapping, row));
        }
    }

    private Explained explained(Mapping mapping, Row row) {
        try {
            List<Explanation> made = mapping.explain(new RowChange(mapping.table(), null, row, Instant.EPOCH, false));
            List<List<Value>> found = RowInRedis.look(redis, mapping, row);
            List<Output> outputs = new ArrayList<>();
            for (int i = 0; i < made.size(); i++) {
                outputs.add(output(made.get(i), found.get(i)));
            }
            return new Explained("", outputs);
        } catch (UnmappableRowException e) {
            return new Explained(String.valueOf(e.getMessage()), List.of());
        }
    }

    private static Output output(Explanation made, List<Value> found) {
        List<String> commands =
                made.steps().stream().map(step -> step.command().toString()).toList();
        return new Output(made.output(), made.reason(), commands, found);
    }

    @Override
    public List<Letter> letters(int limit) {
        try (LetterBox letters = letters()) {
            return letters.list(all(List.of()), limit).stream()
                    .map(WriterDesk::letter)
                    .toList();
        }
    }

    @Override
    public Optional<LetterRecord> letter(String position) {
        try (LetterBox letters = letters()) {
            return letters.show(position)
                    .map(shown -> new LetterRecord(letter(shown.letter()), shown.failed(), shown.key(), shown.value()));
        }
    }

    @Override
    public Outcome ask(LetterRequest request, List<String> positions) {
        try (LetterBox letters = letters()) {
            LetterBox.Outcome outcome =
                    letters.ask(LetterBox.Request.valueOf(request.name()), all(positions), PATIENCE);
            return new Outcome(outcome.answered(), outcome.chosen(), outcome.left());
        }
    }

    private LetterBox letters() {
        return new Letters(settings.name(), kafka, redis);
    }

    private static LetterBox.Choice all(List<String> positions) {
        return new LetterBox.Choice(Optional.empty(), positions);
    }

    private static Letter letter(ListedLetter letter) {
        return new Letter(letter.position(), letter.table(), letter.since(), letter.reason(), letter.held());
    }

    @Override
    public void verify() {
        patrol.orElseThrow(WriterDesk::notComparable).begin();
    }

    @Override
    public void resync(String table) {
        Resync beside = resync.orElseThrow(WriterDesk::notComparable);
        Collection<TableId> mapped = new Verifying(settings, files).tables();
        beside.begin(mapped.stream()
                .filter(each -> each.toString().equals(table))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("found table '" + table + "'; expected one of " + mapped)));
    }

    @Override
    public void cancelResync() {
        resync.orElseThrow(WriterDesk::notComparable).cancel();
    }

    private static IllegalArgumentException notComparable() {
        return new IllegalArgumentException(
                "found a Redis Cluster, or topics of Kafka Connect; expected one server, or sentinels, and Rowcast's"
                        + " reader, to compare them");
    }
}
