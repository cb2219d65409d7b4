package io.rowcast.writer;

import io.rowcast.redis.LaneId;
import io.rowcast.redis.Watermark;
import io.rowcast.topic.SchemaVersion;
import io.rowcast.topic.SourceProgress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One partition assigned to this writer, and how far it has come. Used by the writer's thread only. */
final class Lane {
    final TopicPartition partition;
    final LaneId id;
    final String watermarkKey;

    /** The hash of {@link #letters} in Redis. */
    final String lettersKey;

    final MappedTable table;

    /** Kafka's id of the topic. */
    final String topicId;

    /** How many the topic has; an announcement can say that there are more by now. */
    int partitions;

    /** Whether Redis was told that this writer owns the lane, and {@link #applied} was read from it. */
    private boolean attached;

    /** The first offset that is not applied, as Redis has acknowledged. */
    private long applied;

    /** Up to here all replies were seen; below {@link #applied} only when a writer died before it looked. */
    private long checked;

    /** The lane begins at the beginning of its topic, where only a reset may stand. */
    private boolean resetExpected;

    /** Why the records up to the next reset are of no use; set while they are passed over. */
    private @Nullable String missing;

    private SourceProgress progress = SourceProgress.NONE;

    /** The announcement at which the lane waits. */
    private @Nullable Barrier barrier;

    /** A record could not be mapped as the mapping files are; {@link #applied} stays there. */
    private boolean stopped;

    /** What waits among the dead letters. */
    final WaitingLetters letters = new WaitingLetters();

    /** What somebody is about to put right. */
    final RepairWatch repair = new RepairWatch();

    private boolean lettersRead;

    /** In milliseconds of the epoch: all that was in Kafka then is applied. */
    private long upToDate = System.currentTimeMillis();

    /** When its records came from Kafka that are not applied yet. */
    private Instant polled = Instant.EPOCH;

    /** The row that was taken last came from a snapshot. */
    private boolean inSnapshot;

    /** What somebody asked to be done with them; the lane rests while it is. */
    private @Nullable LetterWork work;

    /** Where a lane that is stopped has found such a request and answered it, ahead of its place. */
    private long answered = -1;

    /** Of the record read last that named a version, and that name as it stood in the header. */
    private @Nullable MappedVersion version;

    private byte[] versionName = {};

    Lane(
            TopicPartition partition,
            String watermarkKey,
            String lettersKey,
            MappedTable table,
            String topicId,
            int partitions) {
        this.partition = partition;
        this.id = new LaneId(partition.topic(), partition.partition());
        this.watermarkKey = watermarkKey;
        this.lettersKey = lettersKey;
        this.table = table;
        this.topicId = topicId;
        this.partitions = partitions;
    }

    /** Goes on from a watermark that Redis holds. */
    void attachAt(Watermark watermark) {
        attached = true;
        resetExpected = false;
        progress = watermark.source() == null ? SourceProgress.NONE : SourceProgress.parse(watermark.source());
        applied = watermark.offset();
        checked = watermark.checked();
    }

    /** Begins at the beginning of the topic. */
    void attachAtBeginning(long offset) {
        attached = true;
        resetExpected = true;
        progress = SourceProgress.NONE;
        applied = offset;
        checked = offset;
    }

    /** Passes everything over up to the next reset, behind which nothing of before is needed. */
    void seekReset(String reason) {
        missing = reason;
    }

    /** Why it does so; {@code null} when it does not. */
    @Nullable
    String missing() {
        return missing;
    }

    void foundReset() {
        missing = null;
    }

    void detach() {
        missing = null;
        attached = false;
        stopped = false;
        barrier = null;
        letters.clear();
        repair.clear();
        lettersRead = false;
        work = null;
        answered = -1;
    }

    boolean attached() {
        return attached;
    }

    long applied() {
        return applied;
    }

    long checked() {
        return checked;
    }

    boolean resetExpected() {
        return resetExpected;
    }

    /** Redis acknowledged all below the offset, and every failure among it lies in the dead letters. */
    void advanceTo(long offset) {
        applied = offset;
        checked = offset;
        resetExpected = false;
    }

    /** What a dead writer had left unseen was looked at up to this offset. */
    void checkedTo(long offset) {
        checked = offset;
    }

    /** How far the records that were taken so far go in the source, where that is told. */
    SourceProgress progress() {
        return progress;
    }

    void progress(SourceProgress further) {
        progress = further;
    }

    /** The progress as it is stored, {@code null} when there is none. */
    @Nullable
    String sourceText() {
        return progress.equals(SourceProgress.NONE) ? null : progress.text();
    }

    Watermark watermarkAt(long offset) {
        return new Watermark(offset, Math.min(checked, offset), topicId, sourceText());
    }

    void stop(boolean now) {
        stopped = now;
    }

    boolean stopped() {
        return stopped;
    }

    void waitAt(Barrier announcement) {
        barrier = announcement;
    }

    void passBarrier() {
        repair.clear();
        barrier = null;
    }

    /** All that was in Kafka then is applied. */
    void upToDateAt(long epochMillis) {
        upToDate = Math.max(upToDate, epochMillis);
    }

    long upToDate() {
        return upToDate;
    }

    void polledAt(Instant now) {
        polled = now;
    }

    Instant polled() {
        return polled;
    }

    boolean inSnapshot() {
        return inSnapshot;
    }

    void inSnapshot(boolean now) {
        inSnapshot = now;
    }

    /** Whether {@link #letters} are those in Redis. */
    boolean lettersRead() {
        return lettersRead;
    }

    void read(Iterable<WaitingLetter> waiting) {
        letters.clear();
        waiting.forEach(letters::add);
        lettersRead = true;
    }

    void waitFor(LetterWork asked) {
        work = asked;
    }

    @Nullable
    LetterWork work() {
        return work;
    }

    void endWork(LetterWork asked) {
        work = null;
        answered = asked.offset();
    }

    /** Whether the request at the offset was answered while the lane was stopped. */
    boolean answered(long offset) {
        return offset <= answered;
    }

    @Nullable
    Barrier barrier() {
        return barrier;
    }

    /**
     * The table as the record has it.
     *
     * @throws TableStoppedException when no mapping can be made for that
     */
    MappedVersion version(ConsumerRecord<byte[], byte[]> record) throws TableStoppedException {
        Header header = record.headers().lastHeader(SchemaVersion.HEADER);
        if (header == null) {
            return table.newest();
        }
        byte[] name = header.value();
        if (version == null || !Arrays.equals(name, versionName)) {
            version = table.version(new String(name, StandardCharsets.UTF_8));
            versionName = name;
        }
        return version;
    }
}
