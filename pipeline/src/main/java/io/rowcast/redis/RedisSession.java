package io.rowcast.redis;

import io.rowcast.model.Command;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A Redis for as long as nothing happens to it: after the first {@link RedisAwayException} a session is good for nothing
 * but closing. Used by one thread.
 *
 * <p>A batch is sent in two steps that need no round trip of their own: {@link #watch} looks at the watermarks, {@link
 * #exec} sends the batch, which is refused if any of them changed in between.
 */
public sealed interface RedisSession extends AutoCloseable permits SingleSession, ClusterSession {

    /** An answer that is on its way. */
    interface Reply<T> {
        T await() throws RedisAwayException;
    }

    /**
     * What Redis holds of the lanes; the next {@link #exec} is refused if that changes from now on.
     *
     * @param keys what each lane's watermark is called, by {@link RedisKeys#watermark}
     */
    Reply<Map<LaneId, Held>> watch(Map<LaneId, String> keys);

    /**
     * Makes a writer the owner of the lanes that were watched.
     *
     * @return false when one of them changed since
     */
    boolean claim(Map<LaneId, String> keys, String owner) throws RedisAwayException;

    /** Whether Redis still holds what it acknowledged: what it holds now of lanes that were claimed. */
    Map<LaneId, Held> confirm(Map<LaneId, String> keys) throws RedisAwayException;

    /**
     * Sends a batch.
     *
     * @param owner who sends it; becomes the owner of each lane in it
     */
    Reply<ExecReply> exec(Batch batch, Map<LaneId, String> keys, String owner);

    /** Applies a letter of a lane that was watched, and takes its mark away; each of its commands takes effect at most once. */
    ExecReply replay(Letter letter, Map<LaneId, String> keys, String owner) throws RedisAwayException;

    /**
     * What failed, in the last batch that moved a lane, of {@linkplain #noted commands that must not be sent again}: for
     * one who did not see the reply. Redis noted it in the transaction itself.
     *
     * @param key what the lane's watermark is called
     * @param topicId Kafka's id of the topic that the offsets count in
     * @return messages by {@link Origin#id}
     */
    Map<String, String> refused(LaneId lane, String key, String topicId) throws RedisAwayException;

    /**
     * The keys, of those that commands of a lane in a batch work on, whose commands must not be sent again and are noted when
     * they fail. All other commands of the batch may be sent again, while nothing newer of the lane is applied.
     */
    static Set<String> noted(List<Command> ofLane) {
        return NotedCommands.keys(ofLane);
    }

    /**
     * Makes commands of the lane's records below an offset refused in every slot, also in those where the lane has applied
     * nothing yet.
     *
     * @param topicId Kafka's id of the topic that the offset counts in
     * @return false when the lane changed since it was watched
     */
    boolean seal(LaneId lane, Map<LaneId, String> keys, String topicId, long offset) throws RedisAwayException;

    /** Notes that are lost together with data: one copy for each server, which can differ when one has gone back. */
    List<Map<String, String>> notes(String key) throws RedisAwayException;

    /**
     * Adds to every copy of the notes.
     *
     * @return false when the lane changed since it was watched
     */
    boolean note(LaneId lane, Map<LaneId, String> keys, String owner, String key, Map<String, String> notes)
            throws RedisAwayException;

    /** What INFO says in a section, by its names: of each server, by its address, which is empty for the only one. */
    Map<String, Map<String, String>> info(String section) throws RedisAwayException;

    /** The fields of several hashes, all at once; those that are not there are empty. */
    Map<String, Map<String, String>> hashes(Collection<String> keys) throws RedisAwayException;

    /**
     * The commands that our user may not do, each with what Redis says to it.
     *
     * @param key one of our own
     */
    List<String> missingRights(String key) throws RedisAwayException;

    /**
     * What the user {@code default} may not do, of what a batch does, by the address of the server, which is empty for the only
     * one: a Redis that loads its append-only file may do it as that user. Nothing of servers that do not say.
     *
     * @param key one of our own
     */
    Map<String, String> missingRightsOfDefault(String key) throws RedisAwayException;

    /**
     * The fields of a hash that may be large; read while Redis goes on serving others. In a Cluster the hash consists of
     * parts: what was written {@linkplain io.rowcast.model.Command#besides besides} other keys.
     */
    HashPages pages(String key) throws RedisAwayException;

    /**
     * All keys that match a SCAN pattern and are owned, some at a time; found while Redis goes on serving others. In a Cluster
     * none may be moving: one that passes from a server to another could be missed, and a page then fails.
     */
    Pages scan(String pattern, Predicate<String> owned) throws RedisAwayException;

    /**
     * Which of the commands would fail on the keys as they are now, without changing anything.
     *
     * @return failures as {@link #exec} would have reported them
     */
    List<ExecReply.Failure> probe(Collection<Command> commands) throws RedisAwayException;

    /** Whether the connection stands, as far as this side knows. */
    boolean isOpen();

    @Override
    void close();
}
