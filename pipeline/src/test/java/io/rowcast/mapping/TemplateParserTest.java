package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateParserTest {

    private static void parses(String text, List<String> literals, List<String> placeholders) {
        TemplateParser.Pieces pieces = TemplateParser.parse(text);
        assertThat(pieces.literals()).as(text).isEqualTo(literals);
        assertThat(pieces.placeholders()).as(text).isEqualTo(placeholders);
    }

    @Test
    void textIsCutAtItsPlaceholders() {
        parses("plain", List.of("plain"), List.of());
        parses("customer:{id}", List.of("customer:", ""), List.of("id"));
        parses("{ a }{b}:x", List.of("", "", ":x"), List.of("a", "b"));
    }

    @Test
    void doubledBracesAreBraces() {
        parses("{{{id}}}", List.of("{", "}"), List.of("id"));
        parses("{{id}}", List.of("{id}"), List.of());
    }

    @Test
    void bracesOfExpressionsAndOfTheirStringsStayInside() {
        parses("x{ {'a': {'b': 1}}['a'].b }y", List.of("x", "y"), List.of("{'a': {'b': 1}}['a'].b"));
        parses("{a + '}' + \"{\"}", List.of("", ""), List.of("a + '}' + \"{\""));
        parses("{a + '\\'}'}", List.of("", ""), List.of("a + '\\'}'"));
        parses("{a + r'\\'}", List.of("", ""), List.of("a + r'\\'"));
        parses("{'''it's }'''}.", List.of("", "."), List.of("'''it's }'''"));
    }

    @Test
    void bracesWithoutPartnersAreRefused() {
        assertThatThrownBy(() -> TemplateParser.parse("a{id"))
                .hasMessage("found a { without its } at 2 in a{id; expected {{ for a brace itself");
        assertThatThrownBy(() -> TemplateParser.parse("a{'id}"))
                .hasMessage("found a { without its } at 2 in a{'id}; expected {{ for a brace itself");
        assertThatThrownBy(() -> TemplateParser.parse("id}"))
                .hasMessage("found a } without its { at 3 in id}; expected }} for a brace itself");
        assertThatThrownBy(() -> TemplateParser.parse("a:{ }"))
                .hasMessage("found {} at 3 in a:{ }; expected a column or an expression in it,"
                        + " or {{ and }} for the braces themselves");
    }
}
