package io.rowcast;

import io.rowcast.cli.ResyncRequest;
import io.rowcast.cli.Resynced;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.redis.RedisConnector;
import io.rowcast.verify.Part;
import io.rowcast.verify.Refreshed;
import io.rowcast.verify.Verification;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Brings a table, or some of its rows, to what MySQL says. */
final class Resyncing {
    private final Settings settings;
    private final Verifying verifying;

    /** @throws InvalidConfigException when that cannot be done with these settings */
    Resyncing(Settings settings, List<MappingFile> files) {
        this.settings = settings;
        this.verifying = new Verifying(settings, files);
    }

    Resynced resync(ResyncRequest request, VerifyRequest.Watcher watcher) {
        TableId table = verifying.mapped(request.table(), "resync");
        Part part = part(request);
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

    private static Part part(ResyncRequest request) {
        return request.where()
                .or(() -> request.key().map(Resyncing::condition))
                .map(condition -> Part.where("(" + condition + ")"))
                .orElse(Part.ALL);
    }

    /** {@code order_id=7,line=2} as SQL. */
    private static String condition(String key) {
        return Arrays.stream(key.split(",")).map(Resyncing::equality).collect(Collectors.joining(" AND "));
    }

    private static String equality(String column) {
        int equals = column.indexOf('=');
        if (equals < 1) {
            throw new InvalidConfigException(List.of(
                    new Problem("resync", "--key", "found '" + column + "'; expected column=value, like id=42")));
        }
        String name = column.substring(0, equals).strip().replace("`", "``");
        String value =
                column.substring(equals + 1).strip().replace("\\", "\\\\").replace("'", "''");
        return "`" + name + "` = '" + value + "'";
    }
}
