package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.rowcast.model.Command;
import io.rowcast.model.RowChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits far above what is measured, to notice when something is slower by an order of magnitude. */
class MappingSpeedTest {

    @Test
    void manyOutputsCompileInSeconds() {
        StringBuilder text = new StringBuilder("table: shop.customers\nlet:\n");
        for (int i = 0; i < 30; i++) {
            text.append("  let").append(i).append(": city + '").append(i).append("'\n");
        }
        text.append("redis:\n");
        for (int i = 0; i < 150; i++) {
            text.append("  - zset: out")
                    .append(i)
                    .append(":{let")
                    .append(i % 30)
                    .append(".lowerAscii()}\n");
            text.append("    member: \"{id}\"\n    score: credit_limit * 2 + level\n");
        }
        assertTimeout(
                Duration.ofSeconds(30),
                () -> assertThatCode(() -> Tables.compile(text.toString())).doesNotThrowAnyException());
    }

    @Test
    void plainColumnsCostLittle() {
        Mapping mapping = Tables.customers("hash: customer:{id}\n    fields: [email, city, status, level]");
        RowChange change = Tables.change(
                Tables.customer(7L, "a@b", "Oslo", "open", "12.50", 1L),
                Tables.customer(7L, "a@b", "Oslo", "open", "12.50", 2L));
        assertTimeout(Duration.ofSeconds(10), () -> {
            List<Command> commands = new ArrayList<>();
            for (int i = 0; i < 500_000; i++) {
                commands.clear();
                mapping.apply(change, commands);
            }
            assertThat(commands).hasSize(1);
        });
    }
}
