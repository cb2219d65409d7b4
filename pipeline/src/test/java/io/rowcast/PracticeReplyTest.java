package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PracticeReplyTest {

    @Test
    void repliesAreComparedAsTheyAre() {
        same("GET a", "\"7\"", "\"7\"");
        other("GET a", "\"7\"", "\"77\"");
        other("SCARD a", "(integer) 100", "(integer) 101");
    }

    @Test
    void whatIsLeftOutMayBeAnything() {
        same("SMEMBERS a", "1) \"2\"\n…", "1) \"2\"\n2) \"6\"\n3) \"8\"");
        other("SMEMBERS a", "1) \"2\"\n…", "1) \"3\"\n2) \"6\"");
        other("GET a", "\"…\"", "(nil)");
    }

    @Test
    void memoryAndTimesAreAboutTheSame() {
        same("MEMORY USAGE a", "(integer) 100", "(integer) 150");
        other("MEMORY USAGE a", "(integer) 100", "(integer) 151");
        same("TTL a", "(integer) 60", "(integer) 55");
        other("TTL a", "(integer) 60", "(integer) 54");
        other("TTL a", "(integer) 60", "(integer) -1");
    }

    private static void same(String command, String written, String reply) {
        assertThat(PracticeReply.is(command, written, reply)).as(reply).isTrue();
    }

    private static void other(String command, String written, String reply) {
        assertThat(PracticeReply.is(command, written, reply)).as(reply).isFalse();
    }
}
