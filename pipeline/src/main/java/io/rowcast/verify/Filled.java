package io.rowcast.verify;

import java.util.Optional;

/**
 * How places of a table were filled.
 *
 * @param rows in the table when it was read
 * @param places that rows stand in
 * @param written those of them that had lacked, or held something else
 * @param failure why it is not done; all places are filled when it is empty
 */
public record Filled(long rows, long places, long written, Optional<String> failure) {
    static final Filled NOTHING = new Filled(0, 0, 0, Optional.empty());

    static Filled failed(String failure) {
        return new Filled(0, 0, 0, Optional.of(failure));
    }

    Filled with(long allRows, long more, long moreWritten) {
        return new Filled(allRows, places + more, written + moreWritten, failure);
    }
}
