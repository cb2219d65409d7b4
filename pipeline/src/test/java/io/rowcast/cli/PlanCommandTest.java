package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    private int execute(String pipeline, String... options) throws IOException {
        Path file = Files.writeString(
                folder.resolve("rowcast.yml"), "name: " + pipeline + "\nmysql: {user: u, password: p}\n");
        String[] arguments = new String[options.length + 3];
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[0] = "plan";
        arguments[1] = "-c";
        arguments[2] = file.toString();
        return RowcastCommand.commandLine(FakeCommands.ending(), Map.of())
                .setOut(new PrintWriter(out))
                .execute(arguments);
    }

    @Test
    void whatIsToBeDoneIsSaidOfEachTableAndHasACodeOfItsOwn() throws IOException {
        assertThat(execute("shop")).isEqualTo(1);

        assertThat(out.toString().lines())
                .containsExactly(
                        "shop.items, about 10 rows: a new table, which the reader reads as a whole when it starts",
                        "  + fill     redis[0] (set a)",
                        "shop.orders, about 1,200 rows: being rolled out",
                        "  + fill     redis[0] (hash o:{id})",
                        "  ~ rewrite  redis[1] (list recent)",
                        "  - gone     hash order:{id}",
                        "    sweep    order:[0-9]*",
                        "    note     redis[1] (list recent) cannot be filled",
                        "Writers that are started with these files do this while rows change. To see how far they are:"
                                + " rowcast status");
    }

    @Test
    void nothingToDoIsZero() throws IOException {
        assertThat(execute("same")).isZero();

        assertThat(out.toString().strip()).isEqualTo("nothing to do: Redis was written by these mapping files");
    }

    @Test
    void whereItCannotBeDoneItSaysSo() throws IOException {
        assertThat(execute("cluster")).isZero();

        assertThat(out.toString().strip()).isEqualTo("changed mapping files are not rolled out on a Redis Cluster");
    }

    @Test
    void theReportForMachinesNamesTheSame() throws IOException {
        assertThat(execute("shop", "--json")).isEqualTo(1);

        JsonNode tables = new ObjectMapper().readTree(out.toString()).path("tables");
        assertThat(tables).hasSize(2);
        assertThat(tables.path(1).path("stage").asText()).isEqualTo("under_way");
        assertThat(tables.path(1).path("sweeps").path(0).asText()).isEqualTo("order:[0-9]*");
    }
}
