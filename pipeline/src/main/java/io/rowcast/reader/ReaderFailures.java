package io.rowcast.reader;

import com.github.shyiko.mysql.binlog.network.ServerException;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.reader.catalog.SourceBehindException;
import io.rowcast.reader.catalog.SourceChangedException;
import io.rowcast.reader.kafka.FencedException;
import io.rowcast.reader.row.UnconvertibleValueException;
import io.rowcast.topic.BrokerNames;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Decides what a failure of a session means for the supervisor: whether the world is away for a while, or a person must
 * act. What is not known is not retried.
 */
final class ReaderFailures {
    /** What the supervisor does. */
    enum Verdict {
        /** Build everything anew and go on from the committed position. */
        RETRY,
        /** Another reader may be at work: look who owns the position. */
        CHECK_OWNER,
        /** Stop: no retry can help. */
        HALT
    }

    private static final int BINLOG_UNREADABLE = 1236;
    /** A second replica came with our server id: a new life of the engine takes another one. */
    private static final String SAME_SERVER_ID = "same server_uuid/server_id";
    /** Refused for what we are or may: another attempt is refused too. */
    private static final Set<Integer> REFUSED = Set.of(1044, 1045, 1130, 1142, 1143, 1227, 1698, 1146, 1054, 1064);
    /** Debezium's words for a binlog that is gone; beside them it prints all that it remembers, and advice for its own settings. */
    private static final String BINLOG_GONE = "no longer available on the server";

    private static final String HISTORY_GONE = "db history topic is missing";

    /** How Debezium says, in words only, that it cannot go on from a position. */
    private static final List<String> LOST = List.of(
            BINLOG_GONE,
            HISTORY_GONE,
            "whose schema isn't known",
            "internal schema representation is probably out of sync",
            "internal schema size",
            "Failed to properly convert",
            "not configured to use");

    /** How Debezium says, in words only, that Kafka or MySQL did not answer while it started. */
    private static final List<String> AWAY =
            List.of("schema history couldn't be recovered. Consider", "Error during connection validation");

    private ReaderFailures() {}

    static Verdict verdict(Throwable failure) {
        List<Throwable> chain = chain(failure);
        if (any(chain, ReaderFailures::fencing)) {
            return Verdict.CHECK_OWNER;
        }
        if (any(chain, ReaderFailures::halting)) {
            return Verdict.HALT;
        }
        return any(chain, ReaderFailures::passing) ? Verdict.RETRY : Verdict.HALT;
    }

    /** The innermost message that says something, for logs and people. */
    static String reason(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable each = chain.get(i);
            if (!message(each).isBlank()) {
                return inOurWords(message(each)).orElse(each.getClass().getSimpleName() + ": " + each.getMessage());
            }
        }
        return failure.toString();
    }

    private static Optional<String> inOurWords(String message) {
        if (message.contains(BINLOG_GONE)) {
            return Optional.of("its binlog from the committed position on is " + BINLOG_GONE + ": it was removed"
                    + " (binlog_expire_logs_seconds, PURGE BINARY LOGS, RESET MASTER), or this is another server");
        }
        return message.contains(HISTORY_GONE)
                ? Optional.of(
                        "the topic of the schema history, which Debezium needs to read the binlog, is missing in Kafka")
                : Optional.empty();
    }

    /**
     * Brokers up to 4.3 answer a commit with {@code INVALID_TXN_STATE} when the coordinator has just aborted that transaction
     * for the producer that came after: KAFKA-20785.
     */
    private static boolean fencing(Throwable e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || e instanceof InvalidTxnStateException;
    }

    private static boolean halting(Throwable e) {
        String message = message(e);
        return e instanceof InvalidConfigException && e.getCause() == null
                || e instanceof FencedException
                || e instanceof UnconvertibleValueException
                || e instanceof LostChangeException
                || e instanceof SourceChangedException
                || e instanceof AuthorizationException
                || e instanceof AuthenticationException
                || e instanceof RecordTooLargeException
                || e instanceof InvalidTopicException
                || e instanceof UnsupportedVersionException
                || e instanceof ConfigException && !BrokerNames.areUnresolved(e)
                || e instanceof ServerException server
                        && server.getErrorCode() == BINLOG_UNREADABLE
                        && !message.contains(SAME_SERVER_ID)
                || e instanceof ServerException refused && REFUSED.contains(refused.getErrorCode())
                || e instanceof SQLException sql && REFUSED.contains(sql.getErrorCode())
                || LOST.stream().anyMatch(message::contains);
    }

    private static boolean passing(Throwable e) {
        return e instanceof IOException
                || e instanceof SQLException
                || e instanceof TimeoutException
                || e instanceof KafkaException
                || e instanceof SilentSourceException
                || e instanceof SourceBehindException
                || e instanceof SessionOutdatedException
                || e instanceof InterruptedException
                || AWAY.stream().anyMatch(message(e)::contains);
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private static boolean any(List<Throwable> chain, java.util.function.Predicate<Throwable> test) {
        return chain.stream().anyMatch(test);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }
}
