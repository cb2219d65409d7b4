package io.rowcast;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.cli.Part;
import io.rowcast.cli.Running;
import io.rowcast.config.KafkaSettings;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.ops.Component;
import io.rowcast.ops.Desk;
import io.rowcast.ops.HttpServer;
import io.rowcast.ops.MetricsRegistry;
import io.rowcast.ops.Visibility;
import io.rowcast.reader.Capture;
import io.rowcast.reader.Reader;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.Standby;
import io.rowcast.redis.RedisConnector;
import io.rowcast.rollout.RollOut;
import io.rowcast.tls.KeyStores;
import io.rowcast.topic.EmbeddedBroker;
import io.rowcast.verify.Patrol;
import io.rowcast.verify.Resync;
import io.rowcast.writer.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wiring: MySQL binlog → reader → Kafka → writer → Redis. The only place that builds the parts and knows them all.
 * Whatever is opened is closed in reverse.
 */
final class Pipeline implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Settings settings;
    private final Set<Part> parts;
    private final List<MappingFile> mappings;
    private final Threads threads = new Threads();

    Pipeline(Settings settings, Set<Part> parts, List<MappingFile> mappings) {
        this.settings = settings;
        this.parts = Set.copyOf(parts);
        this.mappings = List.copyOf(mappings);
    }

    @Override
    public void run() throws Exception {
        Preflight preflight = new Preflight(settings, mappings);
        List<Mapping> compiled = parts.contains(Part.READER) ? preflight.mappings() : List.of();
        try (Opened opened = new Opened()) {
            var meters = opened.add(new MetricsRegistry(settings.name())).meters();
            Map<String, Object> kafka = kafka(settings.kafka(), opened);
            List<Component> components = new ArrayList<>();
            Optional<Visibility> visibility = Optional.empty();
            Optional<Desk> desk = Optional.empty();
            if (parts.contains(Part.READER)) {
                preflight.requireKafka(kafka, compiled);
                Reader reader = opened.add(new Reader(
                        settings.name(),
                        settings.mysql(),
                        kafka,
                        partitions(),
                        replication(),
                        standby(),
                        capture(),
                        meters));
                components.add(new Component("reader", reader::health, reader::status));
                threads.add("reader", reader::run);
            }
            if (parts.contains(Part.WRITER)) {
                RedisConnector redis = opened.add(Preflight.connector(settings));
                Preflight.requireAccess(redis);
                Preflight.requireRights(redis, settings.name());
                Preflight.requireFeatures(redis, mappings);
                visibility = visibility(kafka, redis).map(opened::add);
                Writer writer = opened.add(writer(kafka, redis, meters));
                components.add(new Component("writer", writer::health, writer::status));
                threads.add("writer", writer::run);
                rollOut(writer, kafka, redis, meters, opened, components);
                Optional<Patrol> patrol = patrol(kafka, redis, writer, meters).map(opened::add);
                patrol.ifPresent(each -> {
                    components.add(new Component("verify", each::health, each::status));
                    threads.add("verify", each::run);
                });
                Optional<Resync> resync = resync(kafka, redis).map(opened::add);
                resync.ifPresent(each -> {
                    components.add(new Component("resync", each::health, each::status));
                    threads.add("resync", each::run);
                });
                desk = Optional.of(new WriterDesk(settings, mappings, kafka, redis, patrol, resync));
            }
            opened.add(HttpServer.start(settings.http(), settings.name(), meters, components, visibility, desk));
            threads.runUntilOneEnds();
        }
    }

    /** Only our own reader says how far it is. */
    private Optional<VisibleGtids> visibility(Map<String, Object> kafka, RedisConnector redis) {
        return settings.source().foreign()
                ? Optional.empty()
                : Optional.of(VisibleGtids.of(settings.name(), kafka, redis, mappings));
    }

    /** Of the topics that our reader fills, or of those that Kafka Connect does. */
    private Writer writer(Map<String, Object> kafka, RedisConnector redis, MeterRegistry meters) {
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
                        Clock.systemUTC())
                : new Writer(settings.name(), kafka, redis, files, settings.flow(), meters, Clock.systemUTC());
    }

    /** What changed mapping files mean for what is there, where that can be brought to them. */
    private void rollOut(
            Writer writer,
            Map<String, Object> kafka,
            RedisConnector redis,
            MeterRegistry meters,
            Opened opened,
            List<Component> components) {
        RollingOut rolling = new RollingOut(settings, mappings);
        if (rolling.obstacle().isPresent()) {
            LOG.atInfo().log(rolling.obstacle().get());
            return;
        }
        RollOut rollOut = opened.add(rolling.beside(writer, kafka, redis, meters));
        components.add(new Component("rollout", rollOut::health, rollOut::status));
        threads.add("rollout", rollOut::run);
    }

    /** Each table is compared by one of the writers. Where that is not possible, who wants it at intervals is told why. */
    private Optional<Patrol> patrol(
            Map<String, Object> kafka, RedisConnector redis, Writer writer, MeterRegistry meters) {
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
    private Optional<Resync> resync(Map<String, Object> kafka, RedisConnector redis) {
        if (!Verifying.isPossible(settings)) {
            return Optional.empty();
        }
        Verifying verifying = new Verifying(settings, mappings);
        return Optional.of(new Resync(progress -> verifying.repairing(kafka, redis, progress), Clock.systemUTC()));
    }

    /** What the reader captures, and what the mappings demand of it. */
    private Capture capture() {
        return new Capture(
                mappings.stream().flatMap(file -> file.tables().stream()).toList(), schema -> {
                    Mapping mapping = MappingCompiler.compileOne(mappings, schema);
                    return new CapturedTable(mapping.schema(), mapping.unaligned(), Optional.of(mapping.columns()));
                });
    }

    /** What every client of Kafka is told; starts the broker in this process when no other is named. */
    static Map<String, Object> kafka(KafkaSettings kafka, Opened opened) {
        if (kafka instanceof KafkaSettings.External external) {
            return KafkaAccess.to(external, opened.add(new KeyStores(external.tls())));
        }
        KafkaSettings.Embedded embedded = (KafkaSettings.Embedded) kafka;
        EmbeddedBroker broker = opened.add(new EmbeddedBroker(embedded.data(), embedded.port()));
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    /** The same for a command beside a pipeline that may be running: the broker in its process is used then. */
    static Map<String, Object> running(KafkaSettings kafka, Opened opened) {
        Optional<String> beside = kafka instanceof KafkaSettings.Embedded embedded
                ? EmbeddedBroker.running(embedded.data())
                : Optional.empty();
        return beside.<Map<String, Object>>map(bootstrap -> Map.of("bootstrap.servers", bootstrap))
                .orElseGet(() -> kafka(kafka, opened));
    }

    /** Of the topic of a table whose rows may be spread. One machine gains nothing from more than one. */
    private int partitions() {
        return settings.kafka() instanceof KafkaSettings.External external ? external.partitions() : 1;
    }

    /** The broker in the process is this reader's alone. */
    private Standby standby() {
        return settings.kafka() instanceof KafkaSettings.External
                ? new Standby(true, Optional.empty())
                : Standby.none();
    }

    private short replication() {
        return settings.kafka() instanceof KafkaSettings.External external ? external.replication() : 1;
    }

    @Override
    public void close() {
        threads.end();
    }
}
