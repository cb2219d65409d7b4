package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The section Functions of {@code mappings/README.md}: each example there has the result that it says. */
class FunctionsReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("\\| `(.+)` \\| (?:`(.*)`|(NULL)) \\|");

    private static String section() throws IOException {
        String readme = Files.readString(Path.of("../mappings/README.md"));
        return readme.substring(readme.indexOf("\n## Functions\n"), readme.indexOf("\n## Order\n"));
    }

    @Test
    void everyExampleHasTheResultThatItSays() throws IOException {
        List<String> written = new ArrayList<>();
        List<String> found = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(section());
        while (example.find()) {
            String result = example.group(2) == null ? "NULL" : example.group(2);
            written.add(example.group(1) + " = " + result);
            found.add(example.group(1) + " = " + Sample.value(example.group(1)));
        }
        assertThat(written).hasSizeGreaterThan(80);
        assertThat(found).isEqualTo(written);
    }

    @Test
    void everyFunctionOfOursHasAnExample() throws IOException {
        String section = section();
        assertThat(Language.own()).allSatisfy(name -> assertThat(section).contains(name + "("));
    }
}
