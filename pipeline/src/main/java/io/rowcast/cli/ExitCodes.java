package io.rowcast.cli;

import io.rowcast.config.InvalidConfigException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a failed command prints, and the exit code it ends with. */
final class ExitCodes implements IExecutionExceptionHandler {
    static final int FAILED = 1;
    static final int INVALID = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ExitCodes.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof InvalidConfigException invalid) {
            printProblems(invalid, command.getErr());
            return INVALID;
        }
        LOG.error("{} failed: {}", command.getCommandName(), failure.getMessage(), failure);
        return FAILED;
    }

    private static void printProblems(InvalidConfigException invalid, PrintWriter err) {
        invalid.problems().forEach(err::println);
        err.println(Count.of(invalid.problems().size(), "problem") + "; nothing was started");
        err.flush();
    }
}
