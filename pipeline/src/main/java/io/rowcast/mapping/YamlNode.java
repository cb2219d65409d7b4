package io.rowcast.mapping;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file as it is written: numbers and words keep their text. */
sealed interface YamlNode {

    /** What it is, for messages. */
    String kind();

    /** A text, number or word; empty when nothing is written. */
    record Scalar(String text) implements YamlNode {

        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "'" + text + "'";
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items) implements YamlNode {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values in the order of the file. */
    record Keys(Map<String, YamlNode> values) implements YamlNode {

        @Override
        public String kind() {
            return "keys and values (a text that begins with a brace needs quotes)";
        }
    }
}
