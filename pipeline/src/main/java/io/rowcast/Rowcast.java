package io.rowcast;

import io.rowcast.cli.Checked;
import io.rowcast.cli.Commands;
import io.rowcast.cli.ExplainRequest;
import io.rowcast.cli.Explained;
import io.rowcast.cli.LetterBox;
import io.rowcast.cli.Part;
import io.rowcast.cli.Planned;
import io.rowcast.cli.ResyncRequest;
import io.rowcast.cli.Resynced;
import io.rowcast.cli.Running;
import io.rowcast.cli.Tested;
import io.rowcast.cli.Verified;
import io.rowcast.cli.VerifyRequest;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.KafkaSettings;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.MappingFile;
import io.rowcast.reader.Reader;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.redis.RedisConnector;
import io.rowcast.topic.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the command line asks for, done with the parts of a {@link Pipeline}. */
final class Rowcast implements Commands {

    @Override
    public Running prepare(Settings settings, Set<Part> parts) {
        if (settings.kafka() instanceof KafkaSettings.Embedded && parts.size() == 1) {
            throw new InvalidConfigException(List.of(new Problem(
                    "settings",
                    "kafka.bootstrap",
                    "found none; expected host:port of a broker that reader and writer share. The broker in the process is"
                            + " for the command 'run'")));
        }
        if (settings.source().foreign() && parts.contains(Part.READER)) {
            throw new InvalidConfigException(
                    List.of(
                            new Problem(
                                    "settings",
                                    "source.format",
                                    "found "
                                            + settings.source()
                                                    .format()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', '-')
                                            + ": Kafka Connect fills the topics; expected the command 'writer', or source.format: rowcast")));
        }
        return new Pipeline(settings, parts, files(settings));
    }

    @Override
    public Checked validate(Settings settings) {
        return new Validation(settings, MappingTexts.read(settings.mappings())).check();
    }

    @Override
    public List<Path> init(Settings settings, List<String> tables, Path to, boolean force) {
        return FirstMappings.write(settings, tables, to, force);
    }

    @Override
    public Explained explain(Settings settings, ExplainRequest request) {
        return Explaining.of(settings, files(settings), request);
    }

    @Override
    public Explained explain(Path mappings, Path schema, ExplainRequest request) {
        return Explaining.of(MappingTexts.file(schema), MappingFile.parse(MappingTexts.read(mappings)), request);
    }

    @Override
    public Tested test(Path cases) {
        return CaseRuns.of(MappingTexts.cases(cases));
    }

    @Override
    public String recover(Settings settings) {
        if (settings.kafka() instanceof KafkaSettings.Embedded embedded && EmbeddedBroker.isUsed(embedded.data())) {
            throw new InvalidConfigException(List.of(new Problem(
                    "settings",
                    "kafka.data",
                    "found a process at work in " + embedded.data()
                            + "; expected none: stop it, recover, and start it again")));
        }
        try (Opened opened = new Opened()) {
            Map<String, Object> kafka = Pipeline.kafka(settings.kafka(), opened);
            return Reader.forgetPosition(settings.name(), kafka)
                            .map(position -> "forgot the position " + position)
                            .orElse("there was no position to forget")
                    + "; the next start of the reader takes a new snapshot of all tables and removes what they wrote before";
        }
    }

    @Override
    public Optional<String> awaitVisible(Settings settings, @Nullable String gtids, Duration limit) {
        if (settings.source().foreign()) {
            throw new InvalidConfigException(
                    List.of(
                            new Problem(
                                    "settings",
                                    "source.format",
                                    "found topics that Kafka Connect fills; expected those of Rowcast's reader, who says how far it is")));
        }
        String awaited = gtids == null ? committed(settings) : gtids;
        try (Opened opened = new Opened()) {
            Map<String, Object> kafka = Pipeline.running(settings.kafka(), opened);
            RedisConnector redis = opened.add(Preflight.connector(settings));
            Preflight.requireAccess(redis);
            VisibleGtids visible = opened.add(VisibleGtids.of(settings.name(), kafka, redis, files(settings)));
            return visible.await(awaited, limit).join();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(List.of(new Problem("wait", "--gtid", String.valueOf(e.getMessage()))));
        }
    }

    private static String committed(Settings settings) {
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            return catalog.gtids()
                    .orElseThrow(() -> new InvalidConfigException(List.of(new Problem(
                            "wait",
                            "--gtid",
                            "missing, and found a MySQL without GTIDs; expected one with gtid_mode = ON, where what is"
                                    + " committed can be named"))));
        }
    }

    @Override
    public Resynced resync(Settings settings, ResyncRequest request, VerifyRequest.Watcher watcher) {
        return new Resyncing(settings, files(settings)).resync(request, watcher);
    }

    @Override
    public Planned plan(Settings settings) {
        return new RollingOut(settings, files(settings)).plan();
    }

    @Override
    public Verified verify(Settings settings, VerifyRequest request, VerifyRequest.Watcher watcher) {
        return new Verifying(settings, files(settings)).verify(request, watcher);
    }

    @Override
    public LetterBox deadLetters(Settings settings) {
        return new Letters(settings);
    }

    private static List<MappingFile> files(Settings settings) {
        return MappingFile.parse(MappingTexts.read(settings.mappings()));
    }
}
