package io.rowcast.topic;

import io.rowcast.model.JsonDouble;

/**
 * A JSON column as compact text with numbers as MySQL writes them: the connector puts blanks between tokens in a
 * snapshot, and writes very large and very small doubles of the binlog with all their digits.
 */
final class ConnectJson {

    /** Characters of an integer that MySQL's JSON can hold as one; whatever is longer was a double. */
    private static final int LONGEST_INTEGER = 20;

    /** Characters of a double that is written as short as can be and without an exponent: 17 digits, sign, 0 and point. */
    private static final int LONGEST_DOUBLE = 22;

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
        boolean exponent = text.indexOf('E') >= 0;
        boolean expanded = text.indexOf('.') < 0 ? text.length() > LONGEST_INTEGER : text.length() > LONGEST_DOUBLE;
        return exponent || expanded ? JsonDouble.text(Double.parseDouble(text)) : text;
    }
}
