package io.rowcast.cli;

import java.util.List;
import java.util.Map;

/**
 * All of a dead letter.
 *
 * @param failed verb and key of the command that Redis refused, empty when none was sent
 * @param done the commands that took effect all the same, which a replay leaves out
 * @param headers of the record
 * @param key of the record as text, empty when it has none
 * @param value of the record as text
 */
public record ShownLetter(
        ListedLetter letter, String failed, List<String> done, Map<String, String> headers, String key, String value) {

    String report() {
        StringBuilder text = new StringBuilder(letter.line());
        if (!failed.isEmpty()) {
            text.append("%n    refused: %s".formatted(failed));
        }
        done.forEach(command -> text.append("%n    took effect: %s".formatted(command)));
        headers.forEach((name, header) -> text.append("%nheader %s: %s".formatted(name, header)));
        return text.append("%nkey: %s%nvalue: %s".formatted(key, value)).toString();
    }
}
