package io.rowcast.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.MappingText;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("shop.orders"),
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("city", ColumnType.TEXT, false),
                    new Column("price", ColumnType.DECIMAL, false)),
            List.of("id"));
    private static final String HEAD = "table: shop.orders\nredis:\n";
    private static final String HASH = "  - {hash: 'order:{id}', fields: [city]}\n";

    private static MappingFile file(String outputs) {
        return MappingFile.parse(List.of(new MappingText("a.yml", HEAD + outputs)))
                .get(0);
    }

    private static Map<String, String> written(String... earlier) {
        Map<String, String> written = new TreeMap<>();
        for (String outputs : earlier) {
            Written each = Written.of(file(outputs), SCHEMA);
            written.put(each.name(), each.value());
        }
        return written;
    }

    private static List<Plan> plan(String now, Map<String, String> written) {
        List<MappingFile> files = List.of(file(now));
        List<Mapping> mappings = List.of(MappingCompiler.compileOne(files, SCHEMA));
        return Plan.of(new CurrentFiles(files), written, mappings);
    }

    @Test
    void theSameFilesAskForNothing() {
        assertThat(plan(HASH, written(HASH))).isEmpty();
    }

    @Test
    void aTableThatNobodyWroteIsNew() {
        assertThat(plan(HASH, Map.of())).singleElement().satisfies(plan -> {
            assertThat(plan.stage()).isEqualTo(Plan.Stage.NEW);
            assertThat(plan.added()).containsExactly("redis[0] (hash order:{id})");
        });
    }

    @Test
    void anotherKeyIsFilledAndTheEarlierOneSwept() {
        Plan plan = plan(HASH.replace("order:", "o:"), written(HASH)).get(0);

        assertThat(plan.stage()).isEqualTo(Plan.Stage.PLANNED);
        assertThat(plan.added()).containsExactly("redis[0] (hash o:{id})");
        assertThat(plan.removed()).containsExactly("hash order:{id}");
        assertThat(plan.sweeps()).containsExactly("order:*[0-9]*");
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void whatIsBegunIsUnderWay() {
        String now = HASH.replace("[city]", "[price]");

        assertThat(plan(now, written(HASH, now)).get(0)).satisfies(plan -> {
            assertThat(plan.stage()).isEqualTo(Plan.Stage.UNDER_WAY);
            assertThat(plan.changed()).containsExactly("redis[0] (hash order:{id})");
            assertThat(plan.sweeps()).isEmpty();
        });
    }

    @Test
    void aTableThatNoFileMapsIsSwept() {
        Plan plan =
                Plan.of(new CurrentFiles(List.of()), written(HASH), List.of()).get(0);

        assertThat(plan.removed()).containsExactly("hash order:{id}");
        assertThat(plan.sweeps()).containsExactly("order:*[0-9]*");
    }

    @Test
    void keysThatAnotherTableMakesNowAreNotSwept() {
        String other = "table: shop.others\nredis:\n" + HASH;
        List<MappingFile> files = MappingFile.parse(List.of(new MappingText("b.yml", other)));
        TableSchema schema = new TableSchema(TableId.parse("shop.others"), SCHEMA.columns(), SCHEMA.primaryKey());

        List<Plan> plans =
                Plan.of(new CurrentFiles(files), written(HASH), List.of(MappingCompiler.compileOne(files, schema)));

        assertThat(plans).extracting(Plan::sweeps).containsExactly(List.of(), List.of());
    }

    @Test
    void whatRowsDoNotTellIsSaidBeforehand() {
        Plan plan = plan(HASH + "  - {list: recent, value: '{id}'}\n", written(HASH))
                .get(0);

        assertThat(plan.added()).containsExactly("redis[1] (list recent)");
        assertThat(plan.notes()).singleElement().asString().contains("cannot be filled", "rowcast recover");
    }

    @Test
    void anotherTypeOfTheSameKeysIsSaidBeforehand() {
        Plan plan = plan("  - {string: 'order:{id}', value: '{city}'}\n", written(HASH))
                .get(0);

        assertThat(plan.notes()).singleElement().asString().contains("of another type");
    }

    @Test
    void aCounterThatCannotGoOnWithWhatIsThereIsSaidBeforehand() {
        String decimals = "  - {counter: total, sum: price}\n";
        String integers = "  - {counter: total, sum: id}\n";

        assertThat(plan(integers, written(decimals)).get(0).notes()).hasSize(1);
        assertThat(plan(decimals, written(integers)).get(0).notes()).isEmpty();
    }
}
