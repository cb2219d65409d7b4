package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private final StringWriter out = new StringWriter();
    private final FakeCommands commands = FakeCommands.ending();

    @TempDir
    private Path folder;

    private int execute(String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("rowcast.yml"), "name: shop\nmysql: {user: u, password: p}\n");
        String[] arguments = new String[options.length + 3];
        System.arraycopy(options, 0, arguments, 3, options.length);
        arguments[0] = "verify";
        arguments[1] = "-c";
        arguments[2] = file.toString();
        return RowcastCommand.commandLine(commands, Map.of())
                .setOut(new PrintWriter(out))
                .execute(arguments);
    }

    @Test
    void differencesAreListedAndAreAFailure() throws IOException {
        assertThat(execute("--limit", "1")).isEqualTo(ExitCodes.FAILED);

        assertThat(out.toString().lines())
                .containsExactly(
                        "shop.items: 10 rows, 20 places compared, all as MySQL says; repaired 1 missing",
                        "shop.orders: 1,200 rows, 2,400 places compared, 2 missing; 2 changed whenever they were looked at;"
                                + " not repaired, as dead letters wait: replay or discard them, and repeat;"
                                + " 1 rows could not be mapped; types only of list",
                        "  missing order:7: found nothing, redis[0] (hash order:{id})",
                        "  … and 1 more",
                        "shop.old: not compared: there is no such table",
                        "2 differences, 1 repaired, 1 table not compared");
    }

    @Test
    void theReportForMachinesCanBeReadBack() throws IOException {
        execute("--json");

        Verified read = Verified.parse(out.toString());
        assertThat(read.consistent()).isFalse();
        assertThat(read.tables()).hasSize(3);
        assertThat(read.json()).isEqualTo(out.toString().strip());
        assertThatThrownBy(() -> Verified.parse("[]")).hasMessage("found no report of rowcast verify");
    }

    @Test
    void whatToCompareIsSaidByOptions() throws IOException {
        execute("-t", "shop.orders", "--sample", "0.25", "--rate", "500", "--repair", "--wait", "5");

        assertThat(commands.asked)
                .containsExactly("shop VerifyRequest[table=Optional[shop.orders], share=0.25, rate=500, repair=true,"
                        + " report=Optional.empty, resume=false, patience=PT5S]");
    }
}
