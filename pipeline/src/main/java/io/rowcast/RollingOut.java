package io.rowcast;

import io.micrometer.core.instrument.MeterRegistry;
import io.rowcast.cli.Planned;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.reader.catalog.CatalogTable;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.MappingStore;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.rollout.CurrentFiles;
import io.rowcast.rollout.Journal;
import io.rowcast.rollout.Plan;
import io.rowcast.rollout.RollOut;
import io.rowcast.writer.AppliedOffsets;
import io.rowcast.writer.MappingLog;
import io.rowcast.writer.Writer;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How mapping files that were changed become true in a Redis that was written by others. */
final class RollingOut {
    private final Settings settings;
    private final List<MappingFile> files;

    RollingOut(Settings settings, List<MappingFile> files) {
        this.settings = settings;
        this.files = files;
    }

    /** Why changed mapping files concern only what changes from now on; empty when what is there is brought to them. */
    Optional<String> obstacle() {
        if (settings.source().foreign()) {
            return Optional.of(
                    "changed mapping files are not rolled out, as Kafka Connect fills the topics: what Redis holds"
                            + " stays as it is until its rows change; to have all of it written anew, have the connector take a snapshot");
        }
        return settings.redis().uri().matches("rediss?-cluster:.*")
                ? Optional.of(
                        "changed mapping files are not rolled out on a Redis Cluster: what Redis holds stays as it is until"
                                + " its rows change, and keys of earlier files stay; 'rowcast recover' writes all of it anew")
                : Optional.empty();
    }

    /** What writers write down. */
    MappingLog log(RedisConnector redis) {
        return obstacle().isPresent() ? MappingLog.NONE : new Journal(settings.name(), redis, new CurrentFiles(files));
    }

    RollOut beside(Writer writer, Map<String, Object> kafka, RedisConnector redis, MeterRegistry meters) {
        Verifying verifying = new Verifying(settings, files);
        RollOut.Means means = new RollOut.Means(
                settings.name(),
                redis,
                new CurrentFiles(files),
                writer::leads,
                this::mappings,
                () -> lanes(kafka, redis),
                progress -> verifying.repairing(kafka, redis, progress));
        return new RollOut(means, meters, Clock.systemUTC());
    }

    /** What is to be done, and what cannot be. */
    Planned plan() {
        if (obstacle().isPresent()) {
            return new Planned(obstacle().get(), List.of());
        }
        try (Opened opened = new Opened();
                MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            Collection<CatalogTable> tables = catalog.tables(patterns());
            RedisConnector redis = opened.add(Preflight.connector(settings));
            Preflight.requireAccess(redis);
            Map<String, String> written = written(redis);
            return new Planned(
                    "",
                    Plan.of(new CurrentFiles(files), written, mappings(tables)).stream()
                            .map(plan -> planned(plan, catalog, tables))
                            .toList());
        }
    }

    private Map<String, String> written(RedisConnector redis) {
        try (MappingStore store = redis.openMappings()) {
            return store.read(new RedisKeys(settings.name()).mappings());
        } catch (RedisAwayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Planned.Table planned(Plan plan, MySqlCatalog catalog, Collection<CatalogTable> tables) {
        List<CatalogTable> table = tables.stream()
                .filter(each -> each.schema().table().equals(plan.table()))
                .toList();
        return new Planned.Table(
                plan.table().toString(),
                plan.stage().name().toLowerCase(Locale.ROOT),
                catalog.rowsAbout(table),
                plan.added(),
                plan.changed(),
                plan.removed(),
                plan.sweeps(),
                plan.notes());
    }

    private List<TablePattern> patterns() {
        return files.stream().flatMap(file -> file.tables().stream()).toList();
    }

    /** For the columns that MySQL has now; a table that it does not have is left out. */
    private List<Mapping> mappings() {
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            return mappings(catalog.tables(patterns()));
        }
    }

    private List<Mapping> mappings(Collection<CatalogTable> tables) {
        return tables.stream()
                .map(table -> MappingCompiler.compileOne(files, table.schema()))
                .toList();
    }

    private Collection<LaneId> lanes(Map<String, Object> kafka, RedisConnector redis) {
        try (AppliedOffsets applied = new AppliedOffsets(settings.name(), kafka, redis, this::isMapped)) {
            return applied.ends().keySet();
        }
    }

    private boolean isMapped(TableId table) {
        return MappingFile.of(files, table).isPresent();
    }
}
