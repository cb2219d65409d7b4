package io.rowcast.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file of UTF-8 text, or says in a few words why that cannot be. */
final class TextFile {

    private TextFile() {}

    /**
     * The whole text of the file.
     *
     * @throws UnreadableException whose message is the reason, without the file's name
     */
    static String read(Path file) throws UnreadableException {
        if (Files.isDirectory(file)) {
            throw new UnreadableException("is a folder, expected a file");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnreadableException(reason(e), e);
        }
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read (permission denied)";
        }
        return e instanceof CharacterCodingException ? "is not UTF-8 text" : "cannot be read: " + e.getMessage();
    }

    /** Why a file could not be read. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String reason) {
            super(reason);
        }

        UnreadableException(String reason, IOException cause) {
            super(reason, cause);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
