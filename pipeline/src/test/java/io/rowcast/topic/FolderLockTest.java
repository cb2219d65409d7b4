package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void onlyOneHasAFolderUntilItGivesItBack() {
        Path data = folder.resolve("kafka");
        assertThat(FolderLock.isHeld(data)).as("no folder yet").isFalse();

        try (FolderLock first = FolderLock.take(data)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(data))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(data.toString());
            assertThat(FolderLock.isHeld(data)).isTrue();
        }

        assertThat(FolderLock.isHeld(data)).isFalse();
        FolderLock.take(data).close();
    }
}
