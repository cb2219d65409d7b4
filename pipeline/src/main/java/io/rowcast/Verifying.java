package io.rowcast;

import io.rowcast.cli.Verified;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.redis.RedisConnector;
import io.rowcast.verify.Difference;
import io.rowcast.verify.TableReport;
import io.rowcast.verify.Verification;
import io.rowcast.verify.VerifyOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code rowcast verify} does. */
final class Verifying {

    private Verifying() {}

    static Verified of(
            Settings settings, List<MappingFile> files, VerifyRequest request, VerifyRequest.Watcher watcher) {
        requireOurs(settings);
        List<TableId> tables = tables(settings, files, request);
        try (Opened opened = new Opened()) {
            Map<String, Object> kafka = Pipeline.running(settings.kafka(), opened);
            RedisConnector redis = opened.add(Preflight.connector(settings));
            Preflight.requireAccess(redis);
            VerifyOptions options = new VerifyOptions(
                    request.share(), request.rate(), VerifyOptions.placesInMemory(), request.patience());
            Verification verification = opened.add(new Verification(
                    settings.name(),
                    settings.mysql(),
                    kafka,
                    redis,
                    schema -> MappingCompiler.compileOne(files, schema),
                    options,
                    watcher::at,
                    Clock.systemUTC()));
            List<Verified.Table> found = new ArrayList<>();
            for (TableId table : tables) {
                found.add(table(verification.verify(table)));
            }
            return new Verified(found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** @throws InvalidConfigException when it cannot be told how far MySQL was read, or up to where Redis is */
    static void requireOurs(Settings settings) {
        if (settings.source().foreign()) {
            throw problem("source.format", "found topics that Kafka Connect fills; expected rowcast, to verify them");
        }
        if (settings.redis().uri().contains("-cluster:")
                || settings.redis().uri().startsWith("rediss-cluster")) {
            throw problem("redis.uri", "found a Redis Cluster; expected one server, or sentinels, to verify it");
        }
    }

    private static InvalidConfigException problem(String path, String message) {
        return new InvalidConfigException(List.of(new Problem("settings", path, message)));
    }

    private static List<TableId> tables(Settings settings, List<MappingFile> files, VerifyRequest request) {
        List<TableId> mapped = new Preflight(settings, files)
                .mappings().stream().map(Mapping::table).toList();
        List<TableId> chosen = mapped.stream()
                .filter(table -> request.table().map(table.toString()::equals).orElse(true))
                .toList();
        if (chosen.isEmpty()) {
            throw new InvalidConfigException(List.of(new Problem(
                    "verify", "--table", "found " + request.table().orElse("none") + "; expected one of " + mapped)));
        }
        return chosen;
    }

    private static Verified.Table table(TableReport report) {
        return new Verified.Table(
                report.table().toString(),
                report.rows(),
                report.unmappable(),
                report.places(),
                report.undecided(),
                report.differences().stream().map(Verifying::difference).toList(),
                report.outputs(),
                report.failure().orElse(""));
    }

    private static Verified.Difference difference(Difference difference) {
        return new Verified.Difference(
                difference.kind().name().toLowerCase(Locale.ROOT),
                difference.output(),
                difference.place().toString(),
                difference.detail());
    }
}
