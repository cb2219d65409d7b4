package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template like {@code customer:{id}} into literals and the sources of its placeholders. */
final class TemplateParser {
    /** A template in pieces: literals, and between each two of them a placeholder. */
    record Pieces(List<String> literals, List<String> placeholders) {}

    private final String text;
    private int at;

    private TemplateParser(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException when a brace has no partner or nothing is within; says where
     */
    static Pieces parse(String text) {
        return new TemplateParser(text).pieces();
    }

    /**
     * The parts of a template between separators that stand outside of placeholders.
     *
     * @throws IllegalArgumentException as {@link #parse} does
     */
    static List<String> split(String text, char separator) {
        TemplateParser parser = new TemplateParser(text);
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (parser.at < text.length()) {
            if (text.charAt(parser.at) == separator) {
                parts.add(text.substring(start, parser.at));
                start = ++parser.at;
            } else if (text.startsWith("{{", parser.at)) {
                parser.at += 2;
            } else if (text.charAt(parser.at) == '{') {
                parser.placeholder();
            } else {
                parser.at++;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private Pieces pieces() {
        List<String> literals = new ArrayList<>();
        List<String> placeholders = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = text.startsWith(c == '{' ? "{{" : "}}", at);
            if ((c == '{' || c == '}') && doubled) {
                literal.append(c);
                at += 2;
            } else if (c == '{') {
                literals.add(literal.toString());
                literal.setLength(0);
                placeholders.add(placeholder());
            } else if (c == '}') {
                throw new IllegalArgumentException(
                        "found a } without its { at " + (at + 1) + " in " + text + "; expected }} for a brace itself");
            } else {
                literal.append(c);
                at++;
            }
        }
        literals.add(literal.toString());
        return new Pieces(literals, placeholders);
    }

    /** From the opening brace to the one that closes it; braces of CEL and those in its strings are passed over. */
    private String placeholder() {
        int start = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                skipString(c);
                continue;
            }
            at++;
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                String source = text.substring(start + 1, at - 1).trim();
                if (source.isEmpty()) {
                    throw new IllegalArgumentException("found {} at " + (start + 1) + " in " + text
                            + "; expected a column or an expression in it, or {{ and }} for the braces themselves");
                }
                return source;
            }
        }
        throw new IllegalArgumentException(
                "found a { without its } at " + (start + 1) + " in " + text + "; expected {{ for a brace itself");
    }

    /** Past a CEL string: quoted once or three times, with \ before a character unless it is a raw one. */
    private void skipString(char quote) {
        boolean raw = at > 0 && (text.charAt(at - 1) == 'r' || text.charAt(at - 1) == 'R') && !inWord(at - 2);
        String three = String.valueOf(quote).repeat(3);
        String end = text.startsWith(three, at) ? three : String.valueOf(quote);
        at += end.length();
        while (at < text.length() && !text.startsWith(end, at)) {
            at += text.charAt(at) == '\\' && !raw ? 2 : 1;
        }
        at = Math.min(text.length(), at + end.length());
    }

    private boolean inWord(int index) {
        return index >= 0 && Character.isJavaIdentifierPart(text.charAt(index)) && "bB".indexOf(text.charAt(index)) < 0;
    }
}
