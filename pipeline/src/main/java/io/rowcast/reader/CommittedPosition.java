package io.rowcast.reader;

import io.rowcast.reader.catalog.SourceOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The source offset that Kafka has committed last. Written by the committing thread, read by any. */
final class CommittedPosition {
    private volatile @Nullable SourceOffset offset;

    CommittedPosition(@Nullable SourceOffset offset) {
        this.offset = offset;
    }

    Optional<SourceOffset> get() {
        return Optional.ofNullable(offset);
    }

    void set(SourceOffset committed) {
        offset = committed;
    }
}
