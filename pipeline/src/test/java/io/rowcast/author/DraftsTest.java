package io.rowcast.author;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.MappingText;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.Column;
import io.rowcast.model.TableId;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TableOutline.ForeignKey;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftsTest {
    private static final TableOutline CUSTOMERS = table(
            "shop.customers",
            List.of("id"),
            List.of(List.of("email"), List.of("first", "last")),
            List.of(),
            "id int unsigned",
            "email varchar(40) null",
            "first varchar(9)",
            "last varchar(9)",
            "status enum('a','b')",
            "credit decimal(8,2)",
            "born datetime(3) null",
            "seen timestamp");
    private static final TableOutline ORDERS = table(
            "shop.orders",
            List.of("id"),
            List.of(),
            List.of(new ForeignKey(List.of("customer"), TableId.parse("shop.customers"), List.of("id"))),
            "id bigint unsigned",
            "customer int unsigned");
    private static final TableOutline ITEMS =
            table("shop.order_items", List.of("order_id", "line"), List.of(), List.of(), "order_id bigint", "line int");

    private static TableOutline table(
            String name, List<String> key, List<List<String>> unique, List<ForeignKey> foreign, String... columns) {
        Map<String, String> types = new LinkedHashMap<>();
        List<Column> list = new ArrayList<>();
        for (String column : columns) {
            String[] words = column.split(" ", 2);
            WrittenType type = WrittenType.parse(words[1]);
            types.put(words[0], words[1].replace(" null", ""));
            list.add(new Column(words[0], type.type(), type.nullable()));
        }
        List<List<String>> indexes = new ArrayList<>(unique);
        if (!key.isEmpty()) {
            indexes.add(0, key);
        }
        TableSchema schema = new TableSchema(TableId.parse(name), list, key);
        return new TableOutline(schema, "what is\nin it", types, Map.of("id", "the number"), unique, indexes, foreign);
    }

    private static List<Mapping> compile(List<MappingText> texts, TableOutline... tables) {
        Map<TableId, TableSchema> schemas = new HashMap<>();
        List.of(tables).forEach(table -> schemas.put(table.table(), table.schema()));
        return MappingCompiler.compile(MappingFile.parse(texts), schemas);
    }

    private static List<String> outputs(TableOutline... tables) {
        return compile(Drafts.of(List.of(tables)), tables).stream()
                .flatMap(mapping -> mapping.outputs().stream())
                .toList();
    }

    @Test
    void aDraftHasRowsLookupsAndChildren() {
        assertThat(outputs(CUSTOMERS, ORDERS, ITEMS))
                .containsExactly(
                        "redis[0] (hash customer:{id})",
                        "redis[1] (string customers:by-email:{email})",
                        "redis[0] (hash order_item:{order_id}:{line})",
                        "redis[1] (set order_items:of-order_id:{order_id})",
                        "redis[0] (hash order:{id})",
                        "redis[1] (set orders:of-customer:{customer})");
    }

    @Test
    void itsCommentsSayWhatIsThere() {
        MappingText draft = Drafts.of(List.of(CUSTOMERS)).get(0);

        assertThat(draft.file()).isEqualTo("customers.yml");
        assertThat(draft.text())
                .startsWith("# yaml-language-server: $schema=mapping.schema.json\n# shop.customers: what is in it\n")
                .contains("  #   id      int unsigned  the number\n", "  #   status  enum('a','b')\n");
    }

    @Test
    void suggestionsCompileWhenTheirHashIsTakenAway() {
        MappingText draft = Drafts.of(List.of(CUSTOMERS)).get(0);
        int suggestions = draft.text().indexOf("  # More that could be of use");
        String taken =
                draft.text().substring(suggestions).replaceFirst("(?m)^.*$", "").replaceAll("(?m)^  # ?", "  ");

        List<Mapping> mappings =
                compile(List.of(new MappingText("a.yml", draft.text().substring(0, suggestions) + taken)), CUSTOMERS);

        assertThat(mappings.get(0).outputs())
                .contains(
                        "redis[2] (string customers:by-first-last:{first}:{last})",
                        "redis[3] (zset customers:ranked-by-credit)",
                        "redis[4] (zset customers:ranked-by-born)",
                        "redis[5] (zset customers:ranked-by-seen)",
                        "redis[6] (counter customers:count-by-status)",
                        "redis[7] (counter customers:sum-of-credit)");
    }

    @Test
    void keysThatWouldMeetAreWrittenInFull() {
        TableOutline word = table("shop.customer", List.of("name"), List.of(), List.of(), "name varchar(9)");
        TableOutline same = table("shop.customers", List.of("name"), List.of(), List.of(), "name varchar(9)");
        TableOutline other = table("park.customers", List.of("name"), List.of(), List.of(), "name varchar(9)");

        assertThat(outputs(word, same)).hasSize(2);
        assertThat(outputs(same, other))
                .containsExactly(
                        "redis[0] (hash park:customers:row:{name})", "redis[0] (hash shop:customers:row:{name})");
        assertThat(Drafts.of(List.of(same, other)).get(0).file()).isEqualTo("shop.customers.yml");
    }

    @Test
    void aTableWithoutAKeyIsCounted() {
        assertThat(outputs(table("shop.log", List.of(), List.of(), List.of(), "line text")))
                .containsExactly("redis[0] (counter log:count)");
    }

    @Test
    void unusualNamesStayValid() {
        assertThat(outputs(table(
                        "shop.a: {b} #c",
                        List.of("id"),
                        List.of(List.of("the-no")),
                        List.of(),
                        "id int",
                        "the-no int")))
                .hasSizeBetween(1, 2);
    }

    @Test
    void wordsLoseTheirPlural() {
        assertThat(List.of("customers", "categories", "boxes", "dishes", "classes", "status", "address", "data"))
                .extracting(KeyNames::singular)
                .containsExactly("customer", "category", "box", "dish", "class", "status", "address", "data");
    }
}
