package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.SnapshotComplete;
import io.rowcast.model.TableId;
import io.rowcast.topic.ConnectChange.Mark;
import io.rowcast.topic.SourceProgress.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceProgressTest {
    private SourceProgress progress = SourceProgress.NONE;
    private long offset;

    @Test
    void theRepeatedEndIsRecognised() {
        assertThat(judge(at(1, 100, 0), at(1, 200, 0), at(1, 200, 1), at(2, 4, 0)))
                .containsOnly(Verdict.NEW);
        assertThat(judge(at(1, 200, 0), at(1, 200, 1), at(2, 4, 0))).containsOnly(Verdict.REPEATED);
        assertThat(judge(at(2, 4, 1), at(10, 4, 0))).containsOnly(Verdict.NEW);
    }

    @Test
    void bothHalvesOfAChangedPrimaryKeyAreNewOnce() {
        ConnectChange leaves = streamed(position(1, 100, 0, 0, 0, null));
        ConnectChange arrives = streamed(position(1, 100, 0, 1, 0, null));

        assertThat(judge(leaves, arrives)).containsOnly(Verdict.NEW);
        assertThat(judge(leaves, arrives)).containsOnly(Verdict.REPEATED);
    }

    @Test
    void aBinlogThatBeganAnewIsNoRepeat() {
        assertThat(judge(streamed(position(9, 900, 0, 1, 50, "a:7")))).containsOnly(Verdict.NEW);
        assertThat(judge(streamed(position(1, 100, 0, 1, 51, "a:7")))).containsOnly(Verdict.NEW);
        assertThat(judge(streamed(position(1, 50, 0, 1, 51, "b:1")))).containsOnly(Verdict.NEW);
        assertThat(judge(streamed(position(1, 50, 0, 1, 51, "b:1")))).containsOnly(Verdict.REPEATED);
        assertThat(judge(streamed(new SourcePosition("other-bin.000001", 4, 0, 1, 51, null))))
                .containsOnly(Verdict.NEW);
    }

    @Test
    void aSnapshotBeginsOnceAndGoesOn() {
        assertThat(judge(row(Mark.FIRST, 100), row(Mark.WITHIN, 100), row(Mark.LAST, 100)))
                .containsExactly(Verdict.BEGINS, Verdict.NEW, Verdict.NEW, Verdict.NEW);
        assertThat(judge(at(1, 200, 0), at(1, 200, 0))).containsExactly(Verdict.NEW, Verdict.REPEATED);
    }

    @Test
    void anotherSnapshotBeginsAnew() {
        judge(row(Mark.FIRST, 100), row(Mark.WITHIN, 100));

        assertThat(judge(row(Mark.FIRST, 100))).first().isEqualTo(Verdict.BEGINS);
        assertThat(judge(row(Mark.WITHIN, 300))).first().isEqualTo(Verdict.BEGINS);
        assertThat(judge(row(Mark.LAST, 300))).first().isEqualTo(Verdict.NEW);
        assertThat(judge(row(Mark.LAST, 300)))
                .as("a table of one row, read again at the same position")
                .first()
                .isEqualTo(Verdict.BEGINS);
    }

    @Test
    void aRowOfAnIncrementalSnapshotIsNeverARepeatAndMovesNothing() {
        judge(at(1, 200, 0));

        assertThat(judge(row(Mark.INCREMENTAL, 100))).containsOnly(Verdict.NEW);
        assertThat(judge(at(1, 150, 0))).containsOnly(Verdict.REPEATED);
    }

    @Test
    void itSurvivesBeingStored() {
        judge(row(Mark.FIRST, 100), streamed(position(1, 200, 3, 0, 77, "u-u:tag:9")));

        SourceProgress read = SourceProgress.parse(progress.text());

        assertThat(read.text()).isEqualTo(progress.text());
        assertThat(read.judge(streamed(position(1, 200, 3, 0, 77, "u-u:tag:9")), 9))
                .isEqualTo(Verdict.REPEATED);
        assertThat(SourceProgress.parse(SourceProgress.NONE.text())).isEqualTo(SourceProgress.NONE);
    }

    /** Applies records one after the other, and those that begin a snapshot once more, as the writer does. */
    private List<Verdict> judge(ConnectChange... changes) {
        List<Verdict> verdicts = new ArrayList<>();
        for (ConnectChange change : changes) {
            Verdict verdict = progress.judge(change, offset);
            verdicts.add(verdict);
            if (verdict == Verdict.BEGINS) {
                progress = progress.beginning(change, offset);
                verdict = progress.judge(change, offset);
                verdicts.add(verdict);
            }
            if (verdict == Verdict.NEW) {
                progress = progress.after(change);
            }
            offset++;
        }
        return verdicts;
    }

    private static ConnectChange at(int file, long pos, int row) {
        return streamed(position(file, pos, row, 1, 0, null));
    }

    private static ConnectChange streamed(SourcePosition position) {
        return new ConnectChange(new SnapshotComplete(TableId.parse("a.b"), ""), position, Mark.STREAMED);
    }

    private static ConnectChange row(Mark mark, long pos) {
        return new ConnectChange(new SnapshotComplete(TableId.parse("a.b"), ""), position(1, pos, 0, 1, 0, null), mark);
    }

    private static SourcePosition position(int file, long pos, int row, int step, long micros, @Nullable String gtid) {
        return new SourcePosition("binlog." + String.format("%06d", file), pos, row, step, micros, gtid);
    }
}
