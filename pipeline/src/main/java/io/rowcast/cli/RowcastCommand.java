package io.rowcast.cli;

import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands of the program, one method each. */
@Command(
        name = "rowcast",
        description = "MySQL rows, cast into Redis types.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes: 0 ok, 1 failed, 2 settings, mappings or start-up checks wrong."})
public final class RowcastCommand {
    private final Commands commands;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private RowcastCommand(Commands commands, Map<String, String> environment) {
        this.commands = commands;
        this.environment = environment;
    }

    /**
     * Does what the arguments say.
     *
     * @param environment the variables that a settings file may name
     * @return the exit code
     */
    public static int execute(Commands commands, Map<String, String> environment, String... arguments) {
        return commandLine(commands, environment).execute(arguments);
    }

    static CommandLine commandLine(Commands commands, Map<String, String> environment) {
        return new CommandLine(new RowcastCommand(commands, environment))
                .addSubcommand(new DeadLettersCommand(commands, environment))
                .setExecutionExceptionHandler(new ExitCodes());
    }

    @Command(description = "Run reader and writer in one process.", mixinStandardHelpOptions = true)
    void run(@Mixin ConfigOption config) throws Exception {
        start(config, EnumSet.allOf(Part.class));
    }

    @Command(description = "Run the reader: MySQL to Kafka.", mixinStandardHelpOptions = true)
    void reader(@Mixin ConfigOption config) throws Exception {
        start(config, EnumSet.of(Part.READER));
    }

    @Command(description = "Run a writer: Kafka to Redis.", mixinStandardHelpOptions = true)
    void writer(@Mixin ConfigOption config) throws Exception {
        start(config, EnumSet.of(Part.WRITER));
    }

    @Command(description = "Check settings, mappings and servers; start nothing.", mixinStandardHelpOptions = true)
    void validate(@Mixin ConfigOption config) {
        print(commands.validate(settings(config)).report(config.file.toString()));
    }

    @Command(
            description = "Write first mapping files for the tables of MySQL, and settings if there are none.",
            mixinStandardHelpOptions = true)
    void init(@Mixin ConfigOption config, @Mixin InitOptions options) throws IOException {
        boolean fresh = Files.notExists(config.file);
        if (fresh) {
            Files.writeString(config.file, options.settings(config.file));
            print("wrote " + config.file);
        }
        List<Path> files = commands.init(settings(config), List.of(options.tables), options.to, options.force);
        files.forEach(file -> print("wrote " + file));
        print("next: 'rowcast validate' checks them, 'rowcast explain -t TABLE' shows what they do with rows of MySQL");
    }

    @Command(
            description = "Show the Redis commands that a row, or a change of one, causes, and why.",
            mixinStandardHelpOptions = true)
    void explain(@Mixin ConfigOption config, @Mixin ExplainOptions options) {
        Explained explained = explained(config, options);
        print(options.json ? explained.json() : explained.report());
    }

    private Explained explained(ConfigOption config, ExplainOptions options) {
        return options.schema == null
                ? commands.explain(settings(config), options.request())
                : commands.explain(options.mappings, options.schema, options.request());
    }

    @Command(
            description = "Play the cases beside mapping files (*.test.yml); needs no server.",
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(
                            paramLabel = "FOLDER",
                            arity = "0..1",
                            defaultValue = "mappings/",
                            description = "folder, or one file (default: ${DEFAULT-VALUE})")
                    Path cases) {
        Tested tested = commands.test(cases);
        print(tested.report());
        return tested.failed() == 0 ? 0 : ExitCodes.FAILED;
    }

    @Command(
            name = "wait",
            description = "Return when all that transactions of MySQL changed can be read from Redis.",
            mixinStandardHelpOptions = true)
    int awaitVisible(
            @Mixin ConfigOption config,
            @Option(
                            names = "--gtid",
                            paramLabel = "SET",
                            description = "the transactions, as MySQL writes them: uuid:1-5,..."
                                    + " (default: all that MySQL has committed by now)")
                    @Nullable
                    String gtids,
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "30",
                            description = "how long at most (default: ${DEFAULT-VALUE})")
                    int seconds) {
        Optional<String> missing = commands.awaitVisible(settings(config), gtids, Duration.ofSeconds(seconds));
        print(missing.map(what -> "not visible after " + seconds + " s: " + what)
                .orElse("visible"));
        return missing.isEmpty() ? 0 : ExitCodes.FAILED;
    }

    @Command(description = "Show what the running processes are doing.", mixinStandardHelpOptions = true)
    int status(@Mixin ConfigOption config, @Mixin StatusOptions options) throws InterruptedException {
        return new StatusView(
                        settings(config).http(), options, spec.commandLine().getOut())
                .show();
    }

    @Command(
            description = "Begin anew from a fresh snapshot, when the source cannot be continued.",
            mixinStandardHelpOptions = true)
    void recover(@Mixin ConfigOption config) {
        print(commands.recover(settings(config)));
    }

    @Command(
            description = "Compare what Redis holds with MySQL, while both change. Exit code 1 when something differs.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin ConfigOption config, @Mixin VerifyCommandOptions options) {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), System.console() != null)) {
            Verified verified = commands.verify(settings(config), options.request(), line);
            line.close();
            print(options.json ? verified.json() : verified.report(options.limit));
            return verified.consistent() ? 0 : ExitCodes.FAILED;
        }
    }

    @Command(
            description =
                    "Show what changed mapping files would do to what is in Redis; start nothing. Exit code 1 when there"
                            + " is something to do.",
            mixinStandardHelpOptions = true)
    int plan(@Mixin ConfigOption config, @Option(names = "--json", description = "as JSON") boolean json) {
        Planned planned = commands.plan(settings(config));
        print(json ? planned.json() : planned.report());
        return planned.isNothing() ? 0 : ExitCodes.FAILED;
    }

    @Command(
            description = {
                "Bring a table in Redis, or some of its rows, to what MySQL says, while both change.",
                "It may be ended at any time, and started again to go on. Exit code 1 when something still differs."
            },
            mixinStandardHelpOptions = true)
    int resync(@Mixin ConfigOption config, @Mixin ResyncOptions options) {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), System.console() != null)) {
            Resynced resynced = commands.resync(settings(config), options.request(), line);
            line.close();
            print(options.json ? resynced.json() : resynced.report());
            return resynced.done() ? 0 : ExitCodes.FAILED;
        }
    }

    private void start(ConfigOption config, Set<Part> parts) throws Exception {
        new Shutdown(commands.prepare(settings(config), parts), Shutdown.LIMIT).guard();
    }

    private Settings settings(ConfigOption config) {
        return SettingsFile.read(config.file, environment);
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
