package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTemplateTest {
    /** One column of each type that has texts of its own, named as its type. */
    private static final TableSchema TYPES = new TableSchema(
            TableId.parse("shop.types"),
            List.of(ColumnType.values()).stream()
                    .map(type -> new Column(type.name(), type, true))
                    .toList(),
            List.of("INTEGER"));

    private static final RowShape SHAPE =
            new RowShape(TYPES.columns().stream().map(Column::name).toList());
    private static final List<String> SEPARATORS = List.of(":", "-", "::", "x", "/7", "", ":", ".");

    private static KeyTemplate template(String source) {
        Problems problems = new Problems("test", new ArrayList<>());
        KeyTemplate template = new KeyTemplate(Template.compile(source, "key", new Scope(TYPES, problems)));
        assertThat(problems.found()).isEmpty();
        return template;
    }

    @Test
    void readsPlaceholdersBack() {
        assertThat(template("a:{INTEGER}:{TEXT}").decode("a:-7:x:y")).contains(List.of("-7", "x:y"));
        assertThat(template("{TEXT}:{INTEGER}").decode("x:y:7")).contains(List.of("x:y", "7"));
        assertThat(template("{INTEGER}:{TEXT}:{DATE}").decode("7:a:b:2026-01-31"))
                .contains(List.of("7", "a:b", "2026-01-31"));
        assertThat(template("{INTEGER}-{INTEGER + 1}").decode("-7--6")).contains(List.of("-7", "-6"));
        assertThat(template("fixed").decode("fixed")).contains(List.of());
    }

    @Test
    void readsNothingFromOtherKeys() {
        assertThat(template("a:{INTEGER}").decode("a:x")).isEmpty();
        assertThat(template("a:{INTEGER}").decode("b:7")).isEmpty();
        assertThat(template("a:{INTEGER}").decode("a:7:")).isEmpty();
    }

    @Test
    void whatCouldBeReadInTwoWaysIsNotRead() {
        assertThat(template("{TEXT}:{JSON}").decode("a:b")).isEmpty();
        assertThat(template("{INTEGER}{UNSIGNED}").decode("77")).isEmpty();
        assertThat(template("{DATE}-{INTEGER}").decodes()).isFalse();
    }

    @Test
    void columnsAreToldApartAlsoBesideOthersThatAreNot() {
        assertThat(template("{INTEGER}:{TEXT}:{JSON}").identifies()).isEqualTo(Set.of("INTEGER"));
        assertThat(template("{TEXT}:{JSON}:{INTEGER}").identifies()).isEqualTo(Set.of("INTEGER"));
        assertThat(template("{TEXT}:{INTEGER}:{JSON}").identifies()).isEmpty();
        assertThat(template("{INTEGER}:{TEXT}").identifies()).isEqualTo(Set.of("INTEGER", "TEXT"));
        assertThat(template("{INTEGER % 10}:{TEXT}").identifies()).isEqualTo(Set.of("TEXT"));
    }

    @Test
    void keysDecodeBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int decoded = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder source = new StringBuilder(random.nextBoolean() ? "k:" : "");
            int size = 1 + random.nextInt(4);
            for (int i = 0; i < size; i++) {
                source.append('{').append(type(random)).append('}');
                source.append(i + 1 < size ? SEPARATORS.get(random.nextInt(SEPARATORS.size())) : "");
            }
            KeyTemplate template = template(source.toString());
            Row row = row(random);
            RowChange change = new RowChange(TYPES.table(), null, row, Instant.EPOCH, false);
            RowImage image = new RowImage(row, change, RowImage.Layout.of(TYPES, SHAPE), 0);
            String key = String.valueOf(template.render(image));
            assertThat(template.space().owns(key))
                    .as("seed %d: %s owns %s", seed, source, key)
                    .isTrue();
            if (template.decodes()) {
                decoded++;
                List<String> values = new ArrayList<>();
                for (String name : source.toString().split("\\{|\\}", -1)) {
                    if (row.has(name)) {
                        values.add(Texts.of(java.util.Objects.requireNonNull(row.get(name))));
                    }
                }
                assertThat(template.decode(key))
                        .as("seed %d: %s of %s", seed, key, source)
                        .contains(values);
            }
        }
        assertThat(decoded).as("templates that decode").isBetween(5_000, 19_000);
    }

    private static ColumnType type(Random random) {
        return ColumnType.values()[random.nextInt(ColumnType.values().length)];
    }

    private static Row row(Random random) {
        Object[] values = new Object[TYPES.columns().size()];
        for (ColumnType type : ColumnType.values()) {
            values[type.ordinal()] = Values.random(type, random);
        }
        return new Row(SHAPE, values);
    }
}
