package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RowcastCommandTest {
    @TempDir
    private Path folder;

    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeSettings() throws IOException {
        file = folder.resolve("rowcast.yml");
        Files.writeString(file, "{name: shop, mysql: {user: rowcast, password: '${PASSWORD}'}}");
    }

    @Test
    void runStartsBothParts() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "run", "--config", file.toString())).isZero();
        assertThat(commands.asked).containsExactly("shop [READER, WRITER]");
    }

    @Test
    void readerAndWriterStartTheirPart() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "reader", "-c", file.toString())).isZero();
        assertThat(execute(commands, "writer", "-c" + file)).isZero();
        assertThat(commands.asked).containsExactly("shop [READER]", "shop [WRITER]");
    }

    @Test
    void validatePrintsWhatWasChecked() {
        assertThat(execute(FakeCommands.ending(), "validate", "-c", file.toString()))
                .isZero();
        assertThat(out).hasToString("""
                        shop.orders -> topic shop.shop.orders: 4 partitions
                          hash order:*
                          list recent
                        shop.items -> topic shop.shop.items: 1 partition
                        advice: shop.yml: think of this
                        %s is valid: 2 tables, 2 outputs, 1 to think about
                        """.formatted(file));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void waitSaysWhetherTheTransactionsAreVisible() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "wait", "-c" + file, "--gtid", "old")).isZero();
        assertThat(execute(commands, "wait", "-c" + file, "--gtid", "new", "--timeout", "2"))
                .isOne();
        assertThat(execute(commands, "wait", "-c" + file, "--timeout", "1")).isOne();
        assertThat(out.toString().lines())
                .containsExactly(
                        "visible",
                        "not visible after 2 s: the reader has not committed all of them",
                        "not visible after 1 s: the reader has not committed all of them");
        assertThat(commands.asked).containsExactly("shop wait old PT30S", "shop wait new PT2S", "shop wait null PT1S");
    }

    @Test
    void statusOfAProcessThatDoesNotAnswerIsAFailure() {
        assertThat(execute(FakeCommands.ending(), "status", "-c" + file, "--url", "http://127.0.0.1:1"))
                .isOne();
        assertThat(out.toString()).startsWith("http://127.0.0.1:1: does not answer");
    }

    @Test
    void deadLettersAreListedWithoutTheirRowsAndShownWithThem() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "dead-letters", "list", "-c" + file, "--limit", "1", "-t", "shop.orders"))
                .isZero();
        assertThat(out.toString())
                .contains("2026-01-02T03:04:05Z  shop.shop.orders-0@7  shop.orders, holds 1")
                .contains("(HSET of order:{id})")
                .endsWith("2 dead letters wait, the first 1 of them shown" + System.lineSeparator());
        assertThat(execute(commands, "dead-letters", "show", "-c" + file, "shop.shop.orders-0@7"))
                .isZero();
        assertThat(out.toString())
                .contains("refused: HSET order:1")
                .contains("took effect: INCRBY orders")
                .contains("header rowcast.version: a1")
                .contains("key: {\"id\":1}");
        assertThat(execute(commands, "dead-letters", "show", "-c" + file, "shop.shop.orders-0@1"))
                .isOne();
        assertThat(commands.asked)
                .contains("list Choice[table=Optional[shop.orders], positions=[]] 1")
                .endsWith("closed");
    }

    @Test
    void whatAReplayLeavesIsAFailureAndADiscardMustBeMeant() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "dead-letters", "replay", "-c" + file, "-p", "a-0@1", "-p", "a-0@2"))
                .isOne();
        assertThat(out.toString()).contains("replayed 1, 1 could not be applied and still wait");
        assertThat(execute(commands, "dead-letters", "replay", "-c" + file, "--wait", "0"))
                .isOne();
        assertThat(out.toString()).contains("the writer has not come to it yet");
        assertThat(execute(commands, "dead-letters", "discard", "-c" + file)).isEqualTo(ExitCodes.INVALID);
        assertThat(execute(commands, "dead-letters", "discard", "-c" + file, "--all"))
                .isZero();
        assertThat(commands.asked).contains("REPLAY Choice[table=Optional.empty, positions=[a-0@1, a-0@2]] PT1M");
    }

    @Test
    void initWritesSettingsWhereThereAreNone() throws IOException {
        Path fresh = folder.resolve("new.yml");
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(
                        commands,
                        "init",
                        "-c",
                        fresh.toString(),
                        "--mysql",
                        "db:3307",
                        "--to",
                        "m",
                        "--tables",
                        "shop.a*,shop.b"))
                .isZero();
        assertThat(execute(commands, "init", "-c", fresh.toString(), "--force")).isZero();
        assertThat(commands.asked).containsExactly("db:3307 [shop.a*, shop.b] m false", "db:3307 [*.*] mappings true");
        assertThat(Files.readString(fresh))
                .contains("password: \"${MYSQL_PASSWORD}\"")
                .doesNotContain("secret");
        assertThat(out.toString()).contains("wrote " + fresh, "wrote m/a.yml", "next: 'rowcast validate'");
    }

    @Test
    void explainPrintsEachOutputWithItsReason() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "explain", "-c", file.toString(), "-t", "shop.orders", "--where", "id=7"))
                .isZero();
        assertThat(execute(commands, "explain", "-t", "shop.orders", "--schema", "s.yml", "--row", "a.json"))
                .isZero();
        assertThat(commands.asked)
                .containsExactly(
                        "shop ExplainRequest[table=shop.orders, where=Optional[id=7], limit=3, before=Optional.empty,"
                                + " after=Optional.empty]",
                        "mappings s.yml ExplainRequest[table=shop.orders, where=Optional.empty, limit=3,"
                                + " before=Optional.empty, after=Optional[a.json]]");
        assertThat(out.toString()).startsWith("""
                        shop.orders: insert of id 7
                          redis[0] (set a)
                            arrives: the row is new
                              1  SADD a 7
                          redis[1] (set b)
                            nothing: {city} is NULL
                        shop.orders: insert of id 8
                          cannot be mapped, and would go to the dead letters: redis[1].sum: divide by zero
                        partitions: any number of partitions
                        """);
    }

    @Test
    void explainCanBeReadByMachines() throws IOException {
        assertThat(execute(FakeCommands.ending(), "explain", "-c", file.toString(), "-t", "shop.orders", "--json"))
                .isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/changes/0/outputs/0/commands/0/command")
                        .asText())
                .isEqualTo("SADD a 7");
    }

    @Test
    void testPrintsALineForEachCaseAndWhatDiffers() {
        assertThat(execute(FakeCommands.ending(), "test")).isZero();
        assertThat(execute(FakeCommands.ending(), "test", "wrong")).isEqualTo(1);
        assertThat(out).hasToString("""
                        mappings/a.test.yml
                          ok    one
                          ok    two
                        2 cases in 1 file: all as expected
                        wrong/a.test.yml
                          ok    one
                          FAIL  two
                                  step 1
                                    - SADD a 1
                        2 cases in 1 file: 1 failed
                        """);
    }

    @Test
    void badSettingsExitWithTwoAndStartNothing() throws IOException {
        Files.writeString(file, "name: my shop");
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands, "run", "-c", file.toString())).isEqualTo(2);
        assertThat(commands.asked).isEmpty();
        assertThat(err).hasToString("""
                        FILE: name: found 'my shop', expected 1 to 100 letters, digits, '_' or '-'
                        FILE: mysql.user: missing: MySQL account that may read the tables and the binlog
                        FILE: mysql.password: missing: password of that account
                        3 problems; nothing was started
                        """.replace("FILE", file.toString()));
    }

    @Test
    void failedChecksExitWithTwo() {
        assertThat(execute(FakeCommands.ending(), "recover", "-c", file.toString()))
                .isEqualTo(2);
        assertThat(err).hasToString("""
                        shop.yml: redis[0].key: one
                        shop.yml: redis[0].key: two
                        2 problems; nothing was started
                        """);
    }

    @Test
    void aProblemFoundWhileStartingExitsWithTwo() {
        FakeCommands commands = new FakeCommands(FakeRunning.failing(FakeCommands.problems("wrong password")));

        assertThat(execute(commands, "run", "-c", file.toString())).isEqualTo(2);
        assertThat(err).hasToString("shop.yml: redis[0].key: wrong password\n1 problem; nothing was started\n");
    }

    @Test
    void aFailureExitsWithOne() {
        FakeCommands commands = new FakeCommands(FakeRunning.failing(new IOException("binlog is gone")));

        assertThat(execute(commands, "run", "-c", file.toString())).isEqualTo(1);
    }

    @Test
    void wrongUsageExitsWithTwo() {
        FakeCommands commands = FakeCommands.ending();

        assertThat(execute(commands)).isEqualTo(2);
        assertThat(execute(commands, "rum")).isEqualTo(2);
        assertThat(execute(commands, "run", "--conf", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand", "Did you mean: rowcast run", "--conf");
        assertThat(commands.asked).isEmpty();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(execute(FakeCommands.ending(), "--help")).isZero();
        assertThat(out.toString()).contains("run ", "reader ", "writer ", "validate ", "recover ");
    }

    @Test
    void helpOfACommandNamesTheDefaultFile() {
        assertThat(execute(FakeCommands.ending(), "run", "--help")).isZero();
        assertThat(out.toString()).contains("--config=FILE", "default: rowcast.yml");
    }

    @Test
    void versionIsOneLine() {
        assertThat(execute(FakeCommands.ending(), "--version")).isZero();
        assertThat(out.toString()).matches("rowcast \\S+ \\(Java \\S+\\)\\R");
    }

    private int execute(Commands commands, String... arguments) {
        CommandLine command = RowcastCommand.commandLine(
                        commands, Map.of("PASSWORD", "secret", "MYSQL_PASSWORD", "secret"))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return command.execute(arguments);
    }
}
