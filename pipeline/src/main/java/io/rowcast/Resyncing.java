package io.rowcast;

import io.rowcast.author.WrittenChange;
import io.rowcast.cli.ResyncRequest;
import io.rowcast.cli.Resynced;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.redis.RedisConnector;
import io.rowcast.verify.Part;
import io.rowcast.verify.Refreshed;
import io.rowcast.verify.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings a table, or some of its rows, to what MySQL says. */
final class Resyncing {
    private final Settings settings;
    private final List<MappingFile> files;
    private final Verifying verifying;

    /** @throws InvalidConfigException when that cannot be done with these settings */
    Resyncing(Settings settings, List<MappingFile> files) {
        this.settings = settings;
        this.files = files;
        this.verifying = new Verifying(settings, files);
    }

    Resynced resync(ResyncRequest request, VerifyRequest.Watcher watcher) {
        TableId table = verifying.mapped(request.table(), "resync");
        Part part = part(table, request);
        try (Opened opened = new Opened()) {
            Map<String, Object> kafka = Pipeline.running(settings.kafka(), opened);
            RedisConnector redis = opened.add(Preflight.connector(settings));
            Preflight.requireAccess(redis);
            Verification verification =
                    opened.add(verifying.repairing(kafka, redis, request.rate(), request.patience(), watcher::at));
            return resynced(Refreshed.by(verification, table, part));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Resynced resynced(Refreshed done) {
        return new Resynced(
                done.report().table().toString(),
                done.filled().rows(),
                done.filled().places(),
                done.written(),
                done.removed(),
                done.left(),
                done.report().outputs(),
                done.failure());
    }

    private Part part(TableId table, ResyncRequest request) {
        return request.where()
                .map(condition -> Part.where("(" + condition + ")"))
                .or(() -> request.key().map(key -> row(table, values(key))))
                .orElse(Part.ALL);
    }

    /** A row that is gone can be told of by its whole primary key only. */
    private Part row(TableId table, Map<String, String> values) {
        String condition = values.entrySet().stream().map(Resyncing::equality).collect(Collectors.joining(" AND "));
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            TableSchema schema = MappingCompiler.compileOne(
                            files,
                            catalog.schemas(List.of(table)).values().iterator().next())
                    .schema();
            if (!values.keySet().equals(Set.copyOf(schema.primaryKey()))) {
                return Part.where("(" + condition + ")");
            }
            return Part.row("(" + condition + ")", WrittenChange.of(schema).row(values));
        } catch (IllegalArgumentException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    /** Of {@code order_id=7,line=2}, by column. */
    private static Map<String, String> values(String key) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : key.split(",")) {
            int equals = column.indexOf('=');
            if (equals < 1) {
                throw problem("found '" + column + "'; expected column=value, like id=42");
            }
            values.put(
                    column.substring(0, equals).strip(),
                    column.substring(equals + 1).strip());
        }
        return values;
    }

    private static InvalidConfigException problem(String message) {
        return new InvalidConfigException(List.of(new Problem("resync", "--key", message)));
    }

    private static String equality(Map.Entry<String, String> column) {
        String name = column.getKey().replace("`", "``");
        String value = column.getValue().replace("\\", "\\\\").replace("'", "''");
        return "`" + name + "` = '" + value + "'";
    }
}
