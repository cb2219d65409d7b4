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
import io.rowcast.ops.HttpServer;
import io.rowcast.ops.MetricsRegistry;
import io.rowcast.reader.Capture;
import io.rowcast.reader.Reader;
import io.rowcast.reader.kafka.CapturedTable;
import io.rowcast.reader.kafka.Standby;
import io.rowcast.tls.KeyStores;
import io.rowcast.topic.EmbeddedBroker;
import io.rowcast.trace.OpenTelemetryTracing;
import io.rowcast.trace.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The wiring: MySQL binlog → reader → Kafka → writer → Redis. What belongs to the writer is put together in {@link
 * WriterSide}. Whatever is opened is closed in reverse.
 */
final class Pipeline implements Running {
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
            Tracing tracing = opened.add(tracing());
            Map<String, Object> kafka = kafka(settings.kafka(), opened);
            List<Component> components = new ArrayList<>();
            if (parts.contains(Part.READER)) {
                preflight.requireKafka(kafka, compiled);
                components.add(reader(kafka, meters, tracing, opened));
            }
            Optional<WriterSide> writer = parts.contains(Part.WRITER)
                    ? Optional.of(new WriterSide(settings, mappings, kafka, meters, tracing, opened))
                    : Optional.empty();
            writer.ifPresent(side -> components.addAll(side.start(threads)));
            opened.add(HttpServer.start(
                    settings.http(),
                    settings.name(),
                    meters,
                    components,
                    writer.flatMap(WriterSide::visibility),
                    writer.map(WriterSide::desk)));
            threads.runUntilOneEnds();
        }
    }

    /** Nothing of OpenTelemetry is loaded where no collector is named. */
    private Tracing tracing() {
        double ratio = settings.tracing().ratio();
        return settings.tracing()
                .endpoint()
                .<Tracing>map(endpoint -> new OpenTelemetryTracing(settings.name(), endpoint, ratio))
                .orElse(Tracing.NONE);
    }

    private Component reader(Map<String, Object> kafka, MeterRegistry meters, Tracing tracing, Opened opened) {
        Reader reader = opened.add(new Reader(
                settings.name(),
                settings.mysql(),
                kafka,
                partitions(),
                replication(),
                standby(),
                capture(),
                meters,
                tracing));
        threads.add("reader", reader::run);
        return new Component("reader", reader::health, reader::status);
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
