package io.rowcast;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.config.Settings;
import io.rowcast.mapping.MappingFile;
import io.rowcast.ops.Component;
import io.rowcast.ops.Desk;
import io.rowcast.ops.Visibility;
import io.rowcast.redis.RedisConnector;
import io.rowcast.rollout.RollOut;
import io.rowcast.trace.Tracing;
import io.rowcast.verify.Patrol;
import io.rowcast.verify.Resync;
import io.rowcast.writer.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer, and what works beside it on the same Redis: the roll-out of mappings, verify, resync, and what HTTP asks for. */
final class WriterSide {
    private static final Logger LOG = LoggerFactory.getLogger(WriterSide.class);

    private final Settings settings;
    private final List<MappingFile> mappings;
    private final Map<String, Object> kafka;
    private final MeterRegistry meters;
    private final RedisConnector redis;
    private final Optional<VisibleGtids> visibility;
    private final Writer writer;
    private final Optional<RollOut> rollOut;
    private final Optional<Patrol> patrol;
    private final Optional<Resync> resync;

    /** @throws io.rowcast.config.InvalidConfigException when this Redis will not do */
    WriterSide(
            Settings settings,
            List<MappingFile> mappings,
            Map<String, Object> kafka,
            MeterRegistry meters,
            Tracing tracing,
            Opened opened) {
        this.settings = settings;
        this.mappings = mappings;
        this.kafka = kafka;
        this.meters = meters;
        this.redis = opened.add(Preflight.connector(settings));
        Preflight.requireAccess(redis);
        Preflight.requireRights(redis, settings.name());
        Preflight.requireFeatures(redis, mappings);
        this.visibility = openVisibility().map(opened::add);
        this.writer = opened.add(openWriter(tracing));
        this.rollOut = openRollOut().map(opened::add);
        this.patrol = openPatrol().map(opened::add);
        this.resync = openResync().map(opened::add);
    }

    /** Gives each part a thread; returns what is to be watched of them. */
    List<Component> start(Threads threads) {
        List<Component> components = new ArrayList<>();
        components.add(new Component("writer", writer::health, writer::status));
        threads.add("writer", writer::run);
        rollOut.ifPresent(each -> {
            components.add(new Component("rollout", each::health, each::status));
            threads.add("rollout", each::run);
        });
        patrol.ifPresent(each -> {
            components.add(new Component("verify", each::health, each::status));
            threads.add("verify", each::run);
        });
        resync.ifPresent(each -> {
            components.add(new Component("resync", each::health, each::status));
            threads.add("resync", each::run);
        });
        return components;
    }

    Optional<Visibility> visibility() {
        return visibility.map(each -> each);
    }

    Desk desk() {
        return new WriterDesk(settings, mappings, kafka, redis, patrol, resync);
    }

    /** Only our own reader says how far it is. */
    private Optional<VisibleGtids> openVisibility() {
        return settings.source().foreign()
                ? Optional.empty()
                : Optional.of(VisibleGtids.of(settings.name(), kafka, redis, mappings));
    }

    /** Of the topics that our reader fills, or of those that Kafka Connect does. */
    private Writer openWriter(Tracing tracing) {
        FileMappings files = new FileMappings(mappings, new RollingOut(settings, mappings).log(redis));
        return settings.source().foreign()
                ? new Writer(
                        settings.name(),
                        kafka,
                        redis,
                        files,
                        new ConnectPreflight(settings, mappings).source(),
                        settings.flow(),
                        meters,
                        tracing,
                        Clock.systemUTC())
                : new Writer(settings.name(), kafka, redis, files, settings.flow(), meters, tracing, Clock.systemUTC());
    }

    /** What changed mapping files mean for what is there, where that can be brought to them. */
    private Optional<RollOut> openRollOut() {
        RollingOut rolling = new RollingOut(settings, mappings);
        rolling.obstacle().ifPresent(obstacle -> LOG.atInfo().log(obstacle));
        return rolling.obstacle().isPresent()
                ? Optional.empty()
                : Optional.of(rolling.beside(writer, kafka, redis, meters));
    }

    /** Each table is compared by one of the writers. Where that is not possible, who wants it at intervals is told why. */
    private Optional<Patrol> openPatrol() {
        Optional<Duration> every = settings.verify().every();
        if (every.isEmpty() && !Verifying.isPossible(settings)) {
            return Optional.empty();
        }
        Verifying verifying = new Verifying(settings, mappings);
        return Optional.of(new Patrol(
                every,
                () -> verifying.tables().stream().filter(writer::leads).toList(),
                progress -> verifying.open(kafka, redis, progress),
                meters,
                Clock.systemUTC()));
    }

    /** What is asked for at the console: any writer can do it, as it goes through the topics. */
    private Optional<Resync> openResync() {
        if (!Verifying.isPossible(settings)) {
            return Optional.empty();
        }
        Verifying verifying = new Verifying(settings, mappings);
        return Optional.of(new Resync(progress -> verifying.repairing(kafka, redis, progress), Clock.systemUTC()));
    }
}
