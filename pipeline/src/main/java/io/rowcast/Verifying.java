package io.rowcast;

import io.rowcast.cli.Verified;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.redis.RedisConnector;
import io.rowcast.verify.Difference;
import io.rowcast.verify.TableReport;
import io.rowcast.verify.Verification;
import io.rowcast.verify.VerifyOptions;
import io.rowcast.verify.VerifyProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is verified of a pipeline, by the command {@code rowcast verify} and by writers. */
final class Verifying {
    /** Of a writer's memory, places may take so small a part. */
    private static final int WRITERS_PART = 8;

    /** A command has its memory for nothing else. */
    private static final int COMMANDS_PART = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Settings settings;
    private final List<MappingFile> files;

    /** @throws InvalidConfigException when it cannot be told how far MySQL was read, or up to where Redis is */
    Verifying(Settings settings, List<MappingFile> files) {
        this.settings = settings;
        this.files = files;
        if (settings.source().foreign()) {
            throw problem(
                    "settings",
                    "source.format",
                    "found topics that Kafka Connect fills; expected rowcast, to verify them");
        }
        if (isCluster(settings)) {
            throw problem(
                    "settings", "redis.uri", "found a Redis Cluster; expected one server, or sentinels, to verify it");
        }
    }

    /** Whether it can be told how far MySQL was read, and up to where Redis is. */
    static boolean isPossible(Settings settings) {
        return !settings.source().foreign() && !isCluster(settings);
    }

    private static boolean isCluster(Settings settings) {
        return settings.redis().uri().matches("rediss?-cluster:.*");
    }

    private static InvalidConfigException problem(String file, String path, String message) {
        return new InvalidConfigException(List.of(new Problem(file, path, message)));
    }

    /** All tables that are mapped, as they are now. */
    Collection<TableId> tables() {
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            return List.copyOf(catalog.matching(files.stream()
                            .flatMap(file -> file.tables().stream())
                            .toList())
                    .keySet());
        }
    }

    /** What goes on beside a writer. */
    Verification open(Map<String, Object> kafka, RedisConnector redis, VerifyProgress progress) {
        VerifyOptions options = new VerifyOptions(
                1,
                settings.verify().rate(),
                VerifyOptions.memory(WRITERS_PART),
                settings.verify().repairs(),
                PATIENCE);
        return open(kafka, redis, options, progress);
    }

    /** What rolls out changed mappings, or brings a table to what MySQL says, beside a writer. */
    Verification repairing(Map<String, Object> kafka, RedisConnector redis, VerifyProgress progress) {
        VerifyOptions options =
                new VerifyOptions(1, settings.verify().rate(), VerifyOptions.memory(WRITERS_PART), true, PATIENCE);
        return open(kafka, redis, options, progress);
    }

    /** What a command puts right. */
    Verification repairing(
            Map<String, Object> kafka, RedisConnector redis, int rate, Duration patience, VerifyProgress progress) {
        VerifyOptions options = new VerifyOptions(1, rate, VerifyOptions.memory(COMMANDS_PART), true, patience);
        return open(kafka, redis, options, progress);
    }

    /** @throws InvalidConfigException when there is no such table, or no file maps it */
    TableId mapped(String table, String command) {
        Collection<TableId> mapped = tables();
        return mapped.stream()
                .filter(each -> each.toString().equals(table))
                .findFirst()
                .orElseThrow(() -> problem(command, "--table", "found " + table + "; expected one of " + mapped));
    }

    private Verification open(
            Map<String, Object> kafka, RedisConnector redis, VerifyOptions options, VerifyProgress progress) {
        return new Verification(
                settings.name(),
                settings.mysql(),
                kafka,
                redis,
                schema -> MappingCompiler.compileOne(files, schema),
                options,
                progress,
                Clock.systemUTC());
    }

    /** What is asked for on the command line. */
    Verified verify(VerifyRequest request, VerifyRequest.Watcher watcher) {
        Collection<TableId> tables = chosen(request);
        try (Opened opened = new Opened()) {
            Map<String, Object> kafka = Pipeline.running(settings.kafka(), opened);
            RedisConnector redis = opened.add(Preflight.connector(settings));
            Preflight.requireAccess(redis);
            VerifyOptions options = new VerifyOptions(
                    request.share(),
                    request.rate(),
                    VerifyOptions.memory(COMMANDS_PART),
                    request.repair(),
                    request.patience());
            Verification verification = opened.add(open(kafka, redis, options, watcher::at));
            List<Verified.Table> found = new ArrayList<>(before(request));
            for (TableId table : tables) {
                if (found.stream().noneMatch(known -> known.table().equals(table.toString()))) {
                    found.add(table(verification.verify(table)));
                    request.report().ifPresent(file -> write(new Verified(found), file));
                }
            }
            return new Verified(found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What a run that was ended had compared. */
    private static List<Verified.Table> before(VerifyRequest request) {
        Path file = request.report().orElse(null);
        if (!request.resume() || file == null || Files.notExists(file)) {
            return List.of();
        }
        try {
            return Verified.parse(Files.readString(file)).tables().stream()
                    .filter(table -> table.failure().isEmpty())
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            throw problem(
                    "verify", "--report", "found " + file + " (" + e.getMessage() + "); expected a report to resume");
        }
    }

    /** All of it or nothing: whoever resumes reads a whole report. */
    private static void write(Verified verified, Path file) {
        try {
            Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), verified.json());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + file, e);
        }
    }

    private Collection<TableId> chosen(VerifyRequest request) {
        if (!(request.share() > 0 && request.share() <= 1)) {
            throw problem("verify", "--sample", "found " + request.share() + "; expected more than 0 and up to 1");
        }
        Collection<TableId> mapped = tables();
        List<TableId> chosen = mapped.stream()
                .filter(table -> request.table().map(table.toString()::equals).orElse(true))
                .toList();
        if (chosen.isEmpty()) {
            throw problem(
                    "verify", "--table", "found " + request.table().orElse("none") + "; expected one of " + mapped);
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
                report.repaired().stream().map(Verifying::difference).toList(),
                report.letters(),
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
