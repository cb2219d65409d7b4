package io.rowcast.topic;

import io.rowcast.model.JsonDouble;

/**
 * A JSON column as compact text with numbers as MySQL writes them: the connector puts blanks between tokens in a
 * snapshot, and Java's exponents into what it reads from the binlog.
 */
final class ConnectJson {

    private ConnectJson() {}

    static String compact(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); ) {
            char c = json.charAt(i);
            int end = i + 1;
            if (c == '"') {
                end = endOfString(json, i);
                text.append(json, i, end);
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                end = endOfNumber(json, i);
                text.append(number(json.substring(i, end)));
            } else if (c > ' ') {
                text.append(c);
            }
            i = end;
        }
        return text.toString();
    }

    private static int endOfString(String json, int start) {
        int i = start + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, json.length());
    }

    private static int endOfNumber(String json, int start) {
        int i = start;
        while (i < json.length() && "+-.0123456789eE".indexOf(json.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private static String number(String text) {
        return text.indexOf('E') < 0 ? text : JsonDouble.text(Double.parseDouble(text));
    }
}
