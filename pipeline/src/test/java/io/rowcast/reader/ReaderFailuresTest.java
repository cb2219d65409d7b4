package io.rowcast.reader;

import static io.rowcast.reader.ReaderFailures.Verdict.CHECK_OWNER;
import static io.rowcast.reader.ReaderFailures.Verdict.HALT;
import static io.rowcast.reader.ReaderFailures.Verdict.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.network.ServerException;
import io.debezium.DebeziumException;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.reader.kafka.FencedException;
import io.rowcast.reader.row.UnconvertibleValueException;
import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReaderFailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                of(RETRY, new DebeziumException("x", new EOFException("Failed to read next byte"))),
                of(RETRY, new DebeziumException(new SQLException("gone", "08S01", 0, new ConnectException("refused")))),
                of(RETRY, new DebeziumException("x", new ServerException("too many connections", 1040, "08004"))),
                of(
                        RETRY,
                        new DebeziumException(
                                "x",
                                new ServerException(
                                        "A slave with the same server_uuid/server_id as this slave has connected",
                                        1236,
                                        "HY000"))),
                of(RETRY, new TimeoutException("topic not present in metadata")),
                of(RETRY, new KafkaException("in error state")),
                of(RETRY, new SilentSourceException()),
                of(RETRY, unreachable()),
                of(
                        RETRY,
                        new DebeziumException("Connector configuration is not valid. Error during connection "
                                + "validation: io.debezium.DebeziumException: Failed to establish connection")),
                of(RETRY, new IllegalStateException("The database schema history couldn't be recovered. Consider to")),
                of(CHECK_OWNER, new KafkaException("x", new ProducerFencedException("old"))),
                of(CHECK_OWNER, new InvalidProducerEpochException("old")),
                of(CHECK_OWNER, new KafkaException("x", new InvalidTxnStateException("aborted by the coordinator"))),
                of(
                        HALT,
                        new DebeziumException(
                                "x", new ServerException("Could not find first log file name", 1236, "HY000"))),
                of(HALT, new DebeziumException("starting at 4, but this is no longer available on the server. …")),
                of(HALT, new DebeziumException("The db history topic is missing. You may …")),
                of(HALT, new DebeziumException(new SQLException("Access denied", "28000", 1045))),
                of(HALT, new DebeziumException("Failed to properly convert data value for 'a.b'")),
                of(HALT, new KafkaException("x", new RecordTooLargeException("64 MB"))),
                of(HALT, new TopicAuthorizationException("t")),
                of(HALT, new InvalidConfigException(List.of(new Problem("f", "p", "m")))),
                of(RETRY, new KafkaException("x", new ConfigException("No resolvable bootstrap urls given in x"))),
                of(HALT, new KafkaException("x", new ConfigException("Invalid value"))),
                of(HALT, new FencedException("shop")),
                of(HALT, new UnconvertibleValueException("zero")),
                of(HALT, new NullPointerException("a bug")));
    }

    private static Arguments of(ReaderFailures.Verdict verdict, Throwable failure) {
        return Arguments.of(verdict, failure);
    }

    private static InvalidConfigException unreachable() {
        InvalidConfigException e = new InvalidConfigException(List.of(new Problem("mysql h:1", "mysql", "not there")));
        e.initCause(new SQLException("link failure", "08S01", 0));
        return e;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isWhatTheSupervisorMustDo(ReaderFailures.Verdict verdict, Throwable failure) {
        assertThat(ReaderFailures.verdict(failure)).isEqualTo(verdict);
    }

    @Test
    void whatDebeziumSaysOfALostBinlogIsSaidWithoutItsMemoryAndItsAdvice() {
        assertThat(ReaderFailures.reason(new DebeziumException(
                        "The connector is trying to read change stream starting at BinlogOffsetContext{sourceInfo=…}, but this is"
                                + " no longer available on the server. Reconfigure the connector to use a snapshot mode when"
                                + " needed.")))
                .isEqualTo(
                        "its binlog from the committed position on is no longer available on the server: it was removed"
                                + " (binlog_expire_logs_seconds, PURGE BINARY LOGS, RESET MASTER), or this is another server");
        assertThat(ReaderFailures.reason(new DebeziumException("The db history topic is missing. You may …")))
                .startsWith("the topic of the schema history")
                .doesNotContain("You may");
        assertThat(ReaderFailures.reason(new DebeziumException("outer", new EOFException("reset"))))
                .isEqualTo("EOFException: reset");
    }
}
