package io.rowcast;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.KafkaSettings;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisSession;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is checked against the live servers before anything starts. */
final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final Settings settings;
    private final List<MappingFile> files;

    Preflight(Settings settings, List<MappingFile> files) {
        this.settings = settings;
        this.files = files;
    }

    /**
     * The mappings, compiled for the columns that MySQL has now.
     *
     * @throws InvalidConfigException with everything that MySQL or the mappings lack
     */
    List<Mapping> mappings() {
        List<TableId> tables = files.stream()
                .flatMap(file -> file.tables().stream())
                .filter(table -> !table.isGlob())
                .map(TablePattern::table)
                .toList();
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            // Who fills the topics has to read the binlog; for the columns, any account that sees them will do.
            List<Problem> problems = settings.source().foreign() ? List.of() : catalog.preflight();
            if (!problems.isEmpty()) {
                throw new InvalidConfigException(problems);
            }
            Map<TableId, TableSchema> schemas = new TreeMap<>(catalog.schemas(tables));
            schemas.putAll(catalog.matching(
                    files.stream().flatMap(file -> file.tables().stream()).toList()));
            catalog.unloggedCascades(schemas.keySet())
                    .forEach(problem ->
                            LOG.atWarn().addKeyValue("error", problem).log("a table changes unseen"));
            if (!settings.source().foreign()) {
                catalog.advice().forEach(Preflight::worthAThought);
            }
            return MappingCompiler.compile(files, schemas);
        }
    }

    /** @throws InvalidConfigException when Kafka is set up so that the reader cannot work; one that is away is waited for */
    void requireKafka(Map<String, Object> kafka, List<Mapping> mappings) {
        if (settings.kafka() instanceof KafkaSettings.External external) {
            KafkaFindings found = KafkaFindings.of(settings.name(), external, kafka, mappings);
            if (!found.problems().isEmpty()) {
                throw new InvalidConfigException(found.problems());
            }
            found.advice().forEach(Preflight::worthAThought);
        }
    }

    private static void worthAThought(Object found) {
        LOG.atWarn().addKeyValue("error", found).log("this works, and may hurt later");
    }

    /** How many partitions the table's topic may have, and why. */
    static String partitionRule(Mapping mapping) {
        return mapping.unaligned().map(reason -> "one partition: " + reason).orElse("any number of partitions");
    }

    /** @throws InvalidConfigException when the URI is not one of Redis's */
    static RedisConnector connector(Settings settings) {
        try {
            return new RedisConnector(settings.redis());
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage())
                    .replace(settings.redis().uri(), settings.redis().toString());
            throw redisProblem("found a URI that is none of Redis's (" + reason
                    + "); expected redis://host:port, rediss://user:password@host:port, redis-sentinel://host:port,host:port#name"
                    + " or redis-cluster://host:port,host:port");
        }
    }

    /** @throws InvalidConfigException when Redis answers that it will not let us in; one that is away is waited for */
    static void requireAccess(RedisConnector redis) {
        redis.refusal().ifPresent(refusal -> {
            throw new InvalidConfigException(List.of(new Problem("settings", refusal.setting(), refusal.message())));
        });
    }

    /** For questions about rights; nothing is written to it. */
    static String rightsKey(String pipeline) {
        return "rowcast:" + pipeline + ":rights";
    }

    /** @throws InvalidConfigException when our user may not do what Rowcast does; a Redis that is away is not asked */
    static void requireRights(RedisConnector redis, String pipeline) {
        try (RedisSession session = redis.open()) {
            List<String> missing = session.missingRights(rightsKey(pipeline));
            if (!missing.isEmpty()) {
                throw redisProblem(redis.address() + ": found a user that may not do " + String.join(", ", missing)
                        + "; expected the rules of deploy/redis/users.acl. Fix: ACL SETUSER with what is missing");
            }
        } catch (RedisAwayException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("Redis is away; its rules were not looked at");
        }
    }

    /** @throws InvalidConfigException when Redis does not answer */
    static void requireReachable(RedisConnector redis) {
        try {
            redis.open().close();
        } catch (RedisAwayException e) {
            throw redisProblem(e.getMessage() + "; expected a Redis that answers there");
        }
    }

    /**
     * Compares what the outputs need with what this Redis can; one that never answered yet is not asked.
     *
     * @throws InvalidConfigException with each output that it cannot do
     */
    static void requireFeatures(RedisConnector redis, List<MappingFile> files) {
        redis.capabilities().ifPresent(can -> {
            List<Problem> problems = files.stream()
                    .flatMap(file -> file.needs().stream())
                    .filter(need -> !can.can(need.feature()))
                    .map(need -> new Problem(
                            need.file(),
                            need.path(),
                            "found " + redis.address() + ": " + can.server() + "; expected a server with "
                                    + need.feature().expected()))
                    .toList();
            if (!problems.isEmpty()) {
                throw new InvalidConfigException(problems);
            }
        });
    }

    private static InvalidConfigException redisProblem(String message) {
        return new InvalidConfigException(List.of(new Problem("settings", "redis.uri", message)));
    }
}
