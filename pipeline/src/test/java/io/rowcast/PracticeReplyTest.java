package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PracticeReplyTest {

    @Test
    void repliesAreComparedAsTheyAre() {
        assertThat(PracticeReply.is("GET a", "\"7\"", "\"7\"")).isTrue();
        assertThat(PracticeReply.is("GET a", "\"7\"", "\"77\"")).isFalse();
        assertThat(PracticeReply.is("SCARD a", "(integer) 100", "(integer) 101"))
                .isFalse();
    }

    @Test
    void whatIsLeftOutMayBeAnything() {
        assertThat(PracticeReply.is("SMEMBERS a", "1) \"2\"\n…", "1) \"2\"\n2) \"6\"\n3) \"8\""))
                .isTrue();
        assertThat(PracticeReply.is("SMEMBERS a", "1) \"2\"\n…", "1) \"3\"\n2) \"6\""))
                .isFalse();
        assertThat(PracticeReply.is("GET a", "\"…\"", "(nil)")).isFalse();
    }

    @Test
    void memoryAndTimesAreAboutTheSame() {
        assertThat(PracticeReply.is("MEMORY USAGE a", "(integer) 100", "(integer) 150"))
                .isTrue();
        assertThat(PracticeReply.is("MEMORY USAGE a", "(integer) 100", "(integer) 151"))
                .isFalse();
        assertThat(PracticeReply.is("TTL a", "(integer) 60", "(integer) 55")).isTrue();
        assertThat(PracticeReply.is("TTL a", "(integer) 60", "(integer) 54")).isFalse();
        assertThat(PracticeReply.is("TTL a", "(integer) 60", "(integer) -1")).isFalse();
    }
}
