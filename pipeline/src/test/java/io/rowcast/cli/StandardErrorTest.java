package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.RuntimeMetaData;
import org.junit.jupiter.api.Test;

class StandardErrorTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream error =
            new StandardError(new PrintStream(bytes, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    @Test
    void antlrsRemarkIsLeftOut() {
        PrintStream before = System.err;
        System.setErr(error);
        try {
            RuntimeMetaData.checkVersion("4.10.1", "4.10.1");
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void antlrStillMakesItsRemark() {
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            RuntimeMetaData.checkVersion("4.10.1", "4.10.1");
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("ANTLR Tool version 4.10.1");
    }

    @Test
    void allElseIsPrinted() {
        error.printf("%s %d%n", "käse", 1);
        error.println("next");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(String.format("käse 1%nnext%n"));
    }
}
