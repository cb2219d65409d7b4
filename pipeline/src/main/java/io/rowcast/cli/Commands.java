package io.rowcast.cli;

import io.rowcast.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line can ask for. Every method throws {@link io.rowcast.config.InvalidConfigException} with all
 * problems when settings, mappings or start-up checks fail (exit code 2); any other exception is a failure (exit code 1).
 */
public interface Commands {

    /** Puts the parts together and opens nothing yet: {@link Running#run()} does. */
    Running prepare(Settings settings, Set<Part> parts);

    /** Checks everything that a start would check, and changes nothing. */
    Checked validate(Settings settings);

    /**
     * Writes first mapping files for tables of MySQL; nothing when one of the files is there, unless that is overridden.
     *
     * @param tables like {@code shop.*}
     * @return the files written
     */
    List<Path> init(Settings settings, List<String> tables, Path to, boolean force);

    /** Says what changes of rows would do in Redis, for the columns that MySQL has now. */
    Explained explain(Settings settings, ExplainRequest request);

    /** The same, without a server: for the columns that a file has. */
    Explained explain(Path mappings, Path schema, ExplainRequest request);

    /** Plays the cases beside mapping files, one file or those of a folder; needs no server. */
    Tested test(Path cases);

    /**
     * Lets a pipeline begin anew whose source cannot be continued.
     *
     * @return one sentence for a person: what was done, and what happens next
     */
    String recover(Settings settings);

    /**
     * Waits until what the transactions changed can be read from Redis.
     *
     * @param gtids as MySQL writes them; {@code null} for all that it has committed by now
     * @return empty when it can; else what was still missing when the time was over
     */
    Optional<String> awaitVisible(Settings settings, @Nullable String gtids, Duration limit);

    /** Says what the mapping files of now mean for what is in Redis; changes nothing. */
    Planned plan(Settings settings);

    /** Compares MySQL with Redis beside a pipeline that may be running. */
    Verified verify(Settings settings, VerifyRequest request, VerifyRequest.Watcher watcher);

    /** Brings a table in Redis, or some of its rows, to what MySQL says, beside a pipeline that runs. */
    Resynced resync(Settings settings, ResyncRequest request, VerifyRequest.Watcher watcher);

    /** Opens the dead letters of a pipeline. */
    LetterBox deadLetters(Settings settings);
}
