package io.rowcast;

import io.rowcast.cli.Checked;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.KafkaSettings;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.reader.kafka.TopicCheck;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisSession;
import io.rowcast.tls.KeyStores;
import io.rowcast.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code rowcast validate} does: looks at everything that a start would look at, and tells all of it at once. */
final class Validation {
    private final Settings settings;
    private final List<MappingFile> files;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    Validation(Settings settings, List<MappingText> texts) {
        this.settings = settings;
        this.files = MappingFile.parse(texts, problems);
    }

    /** @throws InvalidConfigException with everything that keeps the pipeline from starting */
    Checked check() {
        List<Mapping> mappings = new ArrayList<>();
        collect(() -> mappings.addAll(mysql()));
        if (settings.source().foreign()) {
            collect(() -> new ConnectPreflight(settings, files).source());
        }
        collect(() -> redis(mappings));
        topics(mappings);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new Checked(mappings.stream().map(this::table).toList(), advice);
    }

    private String topicPrefix() {
        return settings.source().foreign() ? settings.source().prefix() : settings.name();
    }

    private void collect(Runnable check) {
        try {
            check.run();
        } catch (InvalidConfigException e) {
            problems.addAll(e.problems());
        }
    }

    private Checked.Table table(Mapping mapping) {
        return new Checked.Table(
                mapping.table().toString(),
                mapping.outputs(),
                new TopicNames(settings.name(), topicPrefix()).table(mapping.table()),
                Preflight.partitionRule(mapping));
    }

    /** The mappings of all tables that are there. */
    private List<Mapping> mysql() {
        List<TablePattern> tables =
                files.stream().flatMap(file -> file.tables().stream()).toList();
        Map<TableId, TableOutline> outlines = new TreeMap<>();
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            problems.addAll(settings.source().foreign() ? List.of() : catalog.preflight());
            catalog.outlines(tables).forEach(outline -> outlines.put(outline.table(), outline));
            if (!settings.source().foreign()) {
                catalog.advice().forEach(found -> advice.add(found.toString()));
            }
            catalog.unloggedCascades(outlines.keySet()).forEach(problem -> advice.add(problem.toString()));
        }
        Map<TableId, TableSchema> schemas = new TreeMap<>();
        outlines.forEach((table, outline) -> schemas.put(table, outline.schema()));
        List<Mapping> mappings = MappingCompiler.compile(files, schemas);
        for (Mapping mapping : mappings) {
            TableOutline outline = outlines.get(mapping.table());
            mapping.advice(outline == null ? List.of() : outline.unique())
                    .forEach(problem -> advice.add(problem.toString()));
        }
        return mappings;
    }

    private void redis(List<Mapping> mappings) {
        try (RedisConnector redis = Preflight.connector(settings)) {
            Preflight.requireAccess(redis);
            Preflight.requireReachable(redis);
            Preflight.requireRights(redis, settings.name());
            Preflight.requireFeatures(redis, files);
            try (RedisSession session = redis.open()) {
                boolean expires = mappings.stream().anyMatch(Mapping::expires);
                advice.addAll(RedisAdvice.of(
                        redis.address(),
                        session,
                        Preflight.rightsKey(settings.name()),
                        expires,
                        settings.redis().waitFor().replicas()));
            } catch (RedisAwayException e) {
                advice.add(redis.address() + ": could not be asked how it is set up (" + e.getMessage()
                        + "); expected leave to call INFO");
            }
        }
    }

    /** A broker inside the process has only the topics that the process makes. */
    private void topics(List<Mapping> mappings) {
        if (!(settings.kafka() instanceof KafkaSettings.External external)) {
            return;
        }
        Map<TableId, String> unaligned = new TreeMap<>();
        mappings.forEach(mapping -> mapping.unaligned().ifPresent(reason -> unaligned.put(mapping.table(), reason)));
        try (KeyStores stores = new KeyStores(external.tls())) {
            Map<String, Object> kafka = KafkaAccess.to(external, stores);
            List<Problem> refused = new TopicCheck(topicPrefix(), kafka).problems(unaligned);
            problems.addAll(refused);
            if (!settings.source().foreign()) {
                KafkaFindings found = KafkaFindings.of(settings.name(), external, kafka, mappings);
                problems.addAll(found.problems());
                advice.addAll(found.advice());
            }
        } catch (TopicCheck.UnavailableException e) {
            advice.add("kafka " + external.bootstrap() + ": topics could not be looked at: " + e.getMessage());
        }
    }
}
