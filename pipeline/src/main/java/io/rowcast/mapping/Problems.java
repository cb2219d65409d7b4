package io.rowcast.mapping;

import io.rowcast.config.Problem;
import java.util.List;

/** Takes down what is wrong in one file; all files share one list. */
record Problems(String file, List<Problem> found) {

    void add(String path, String message) {
        found.add(new Problem(file, path, message));
    }
}
