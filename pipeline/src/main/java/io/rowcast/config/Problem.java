package io.rowcast.config;

/**
 * One thing wrong in what the user wrote.
 *
 * @param file the file, as the user named it
 * @param path the place in it, like {@code redis[2].score}; empty for the file as a whole
 * @param message what was found, what was expected, and where it helps the fix
 */
public record Problem(String file, String path, String message) {

    @Override
    public String toString() {
        return path.isEmpty() ? file + ": " + message : file + ": " + path + ": " + message;
    }
}
