package io.rowcast.cli;

import io.rowcast.config.SettingsFile;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about rows that could not be applied. */
@Command(
        name = "dead-letters",
        description = "Rows that could not be applied, and those that wait behind them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {
    private final Commands commands;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    DeadLettersCommand(Commands commands, Map<String, String> environment) {
        this.commands = commands;
        this.environment = environment;
    }

    @Command(description = "List those that wait; shows no values of rows.", mixinStandardHelpOptions = true)
    void list(
            @Mixin ConfigOption config,
            @Mixin LetterOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "LETTERS",
                            defaultValue = "100",
                            description = "at most so many (default: ${DEFAULT-VALUE})")
                    int limit,
            @Option(names = "--json", description = "for machines") boolean json) {
        try (LetterBox box = open(config)) {
            List<ListedLetter> letters = box.list(options.choice(), limit);
            if (json) {
                print(json(letters));
                return;
            }
            letters.forEach(letter -> print(letter.line()));
            int all = box.count(options.choice());
            String shown = all > letters.size() ? ", the first " + letters.size() + " of them shown" : "";
            print(all == 1 ? "1 dead letter waits" : all + " dead letters wait" + shown);
        }
    }

    @Command(
            description = "Show one with its record as it was: the values of the row, too.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "POSITION", description = "topic-partition@offset") String position,
            @Option(names = "--json", description = "for machines") boolean json) {
        try (LetterBox box = open(config)) {
            Optional<ShownLetter> letter = box.show(position);
            print(letter.map(shown -> json ? json(shown) : shown.report())
                    .orElse("no dead letter waits at " + position));
            return letter.isPresent() ? 0 : ExitCodes.FAILED;
        }
    }

    @Command(
            description = "Apply them in their order, with all that waits for them. What fails again stays.",
            mixinStandardHelpOptions = true)
    int replay(@Mixin ConfigOption config, @Mixin LetterOptions options, @Mixin WaitOption wait) {
        return ask(LetterBox.Request.REPLAY, config, options, wait);
    }

    @Command(
            description = "Give them up: Redis lacks these changes until the rows change again.",
            mixinStandardHelpOptions = true)
    int discard(
            @Mixin ConfigOption config,
            @Mixin LetterOptions options,
            @Mixin WaitOption wait,
            @Option(names = "--all", description = "those of all tables") boolean all) {
        if (options.isEmpty() && !all) {
            throw new ParameterException(spec.commandLine(), "expected --position, --table or --all: what to discard");
        }
        return ask(LetterBox.Request.DISCARD, config, options, wait);
    }

    private int ask(LetterBox.Request request, ConfigOption config, LetterOptions options, WaitOption wait) {
        try (LetterBox box = open(config)) {
            LetterBox.Outcome outcome = box.ask(request, options.choice(), Duration.ofSeconds(wait.seconds));
            print(report(request, outcome));
            return outcome.answered() && outcome.left() == 0 ? 0 : ExitCodes.FAILED;
        }
    }

    private static String report(LetterBox.Request request, LetterBox.Outcome outcome) {
        if (outcome.chosen() == 0) {
            return "no such dead letter waits";
        }
        if (!outcome.answered()) {
            return "asked for; the writer has not come to it yet, and will when it runs and has applied what stands before it";
        }
        int done = outcome.chosen() - outcome.left();
        return request == LetterBox.Request.REPLAY
                ? "replayed " + done + ", " + outcome.left() + " could not be applied and still wait"
                : "discarded " + done + "; Redis lacks these changes until the rows change again";
    }

    private LetterBox open(ConfigOption config) {
        return commands.deadLetters(SettingsFile.read(config.file, environment));
    }

    private static String json(Object value) {
        return PrettyJson.of(value);
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
