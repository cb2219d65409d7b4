package io.rowcast.model;

/** A value that is a JSON document: its compact text, kept apart from plain text so that it is not quoted again. */
public record JsonText(String text) {

    @Override
    public String toString() {
        return text;
    }
}
