package io.rowcast;

import io.rowcast.cli.Checked;
import io.rowcast.cli.Commands;
import io.rowcast.cli.Part;
import io.rowcast.cli.Running;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Settings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Reads the mapping files and waits. */
final class Pipeline implements Commands {

    @Override
    public Running prepare(Settings settings, Set<Part> parts) {
        MappingTexts.read(settings.mappings());
        CountDownLatch closed = new CountDownLatch(1);
        return new Running() {
            @Override
            public void run() throws InterruptedException {
                closed.await();
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    @Override
    public Checked validate(Settings settings) {
        MappingTexts.read(settings.mappings());
        return new Checked(List.of());
    }

    @Override
    public String recover(Settings settings) {
        throw new UnsupportedOperationException("recover");
    }
}
