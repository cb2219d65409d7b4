package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What functions take, and what is said of one that is written wrong or can do nothing with a row. */
class FunctionsTest {

    @Test
    void aMisspeltFunctionIsNamedWithOneThatThereIs() {
        assertThat(Sample.value("date.fromat(born, 'yyyy')"))
                .startsWith("found the unknown function 'date.fromat'; did you mean 'date.format'? at 1:12 in: ");
        assertThat(Sample.value("hash.sha2(name)"))
                .startsWith("found the unknown function 'hash.sha2'; did you mean 'hash.sha1'? at 1:1 in: ");
        assertThat(Sample.value("sha256(name)"))
                .startsWith("found the unknown function 'sha256'; did you mean 'hash.sha256'? at 1:7 in: ");
        assertThat(Sample.value("id.foo()")).isEqualTo("found the unknown function 'foo' at 1:7 in: id.foo()");
        assertThat(Sample.value("creatd_at.left(4)"))
                .contains("unknown column 'creatd_at'", "did you mean 'created_at'?");
    }

    @Test
    void whatDoesNotMixIsSaidWithAWayOut() {
        assertThat(Sample.value("price > 'x'"))
                .isEqualTo(
                        "found no matching overload for '>' applied to '(decimal, string)'; expected two texts or two"
                                + " numbers: string(x) makes a text, decimal(x) a number at 1:7 in: price > 'x'");
        assertThat(Sample.value("coalesce(city, 1)"))
                .isEqualTo("found coalesce() of the types string, int; expected values of one type at 1:9 in:"
                        + " coalesce(city, 1)");
        assertThat(Sample.value("math.greatest(price, price, 3)"))
                .startsWith("found decimals among other numbers; expected decimal() around those in: ");
    }

    @Test
    void aTextThatIsWrittenDownIsCheckedBeforeAnyRow() {
        assertThat(Sample.value("date.format(born, 'YYYY')"))
                .startsWith(
                        "found 'YYYY' in date.format(); found the letter Y in a date pattern; expected letters of ");
        assertThat(Sample.value("date.format(created_at, 'yyyy', 'Europe/Pariss')"))
                .startsWith("found 'Europe/Pariss' in date.format(); expected a time zone like Europe/Paris");
        assertThat(Sample.value("date.truncate(born, 'days')"))
                .startsWith("found 'days' in date.truncate(); expected one of year, quarter, month, week, day, ");
        assertThat(Sample.value("date.part(born, 'weekday')")).contains("dayOfWeek");
        assertThat(Sample.value("name.matches('(')"))
                .startsWith("found '(' in matches(); expected a regular expression as RE2 has them: missing closing )");
    }

    @Test
    void aFailureSaysWhyWithoutTheValue() {
        assertThat(Sample.value("date.format(name, 'yyyy')"))
                .endsWith(" failed: expected a text like 2026-01-31, 2026-01-31T23:59:59 or 2026-01-31T23:59:59Z");
        assertThat(Sample.value("date.format('0000-00-00', 'yyyy')"))
                .contains(" failed: expected a text like 2026-01-31");
        assertThat(Sample.value("date.plus(born, 1, 'hour')"))
                .endsWith(" failed: a date has no hours; expected days or a longer unit");
        assertThat(Sample.value("date.plus(born, 9999, 'year')")).endsWith(" failed: beyond the years 0 to 9999");
        assertThat(Sample.value("date.fromEpoch(9223372036854775807)")).endsWith(" failed: beyond the years 0 to 9999");
        assertThat(Sample.value("date.part(seen, 'hour', 'Europe/Paris')"))
                .endsWith(" failed: expected a time in UTC, with Z, to show it in a time zone");
        assertThat(Sample.value("date.parse(name, 'yyyy-MM-dd')")).endsWith(" failed: the text is not in the pattern");
        assertThat(Sample.value("date.parse('2026-02-30', 'yyyy-MM-dd')"))
                .endsWith(" failed: the text is not in the pattern");
        assertThat(Sample.value("base64.decode(name)")).contains(" failed: expected base64");
        assertThat(Sample.value("uuid.text('AAAA')")).endsWith(" failed: expected the 16 bytes of a UUID");
        assertThat(Sample.value("url.decode('%zz')"))
                .endsWith(" failed: expected two hexadecimal digits behind each %");
        assertThat(Sample.value("hash.md5(doc.size)")).endsWith(" failed: a value is not of a type that it takes");
    }

    @Test
    void whatIsNoDateIsNone() {
        for (String text : List.of(
                "",
                "2026",
                "2026-1-31",
                "2026-02-30",
                "2026-01-31T",
                "2026-01-31T23",
                "2026-01-31T23:59:59.",
                "2026-01-31Z",
                "2026-01-31T24:00:00",
                "2026-01-31x23:59:59",
                "2026-01-31T23:59:59+01:00",
                "2026-01-31T23:59:59.1234567890",
                "20260131",
                "-001-01-01",
                "2026-01-31T23.59.59",
                "2026-01-31T23:59:59.12x")) {
            assertThat(Sample.value("date.epoch('" + text + "')")).contains(" failed: expected a text like 2026-01-31");
        }
        assertThat(Sample.value("date.plus('2026-01-31 23:59:59.123456789', 1, 'second')"))
                .isEqualTo("2026-02-01T00:00:00.123456789");
        assertThat(Sample.value("date.plus('2026-01-31T00:00:00.05Z', 0, 'day')"))
                .isEqualTo("2026-01-31T00:00:00.05Z");
    }

    @Test
    void aDocumentIsWholeAndInParts() {
        String doc = "{\"tags\":[\"new\",\"red\"],\"size\":{\"w\":3},\"note\":null}";
        assertThat(Sample.value("doc.tags[1] + doc['tags'][0]")).isEqualTo("rednew");
        assertThat(Sample.value("doc.size")).isEqualTo("{\"w\":3}");
        assertThat(Sample.value("[doc, doc.note]")).isEqualTo("[" + doc + ",null]");
        assertThat(Sample.value("doc == doc && doc.size == {'w': 3} && 'note' in doc && size(doc) == 3"))
                .isEqualTo("true");
        assertThat(Sample.value("doc.exists(name, doc[name] == null)")).isEqualTo("true");
        assertThat(Sample.value("coalesce(doc.note, doc)")).isEqualTo(doc);
        assertThat(Sample.value("has(doc.note) && doc.?note.hasValue() && doc.note == null"))
                .isEqualTo("true");
    }

    @Test
    void aColumnMayHaveTheNameOfANamespace() {
        assertThat(Sample.value("date.format(date, 'dd.MM.')")).isEqualTo("28.02.");
        assertThat(Sample.value("date + '!'")).isEqualTo("2026-02-28!");
    }

    @Test
    void functionsTakeWhatMixes() {
        assertThat(Sample.value("math.greatest(no_price, price)")).isEqualTo("NULL");
        assertThat(Sample.value("math.greatest(price, views)")).isEqualTo("18446744073709551615");
        assertThat(Sample.value("math.least(temperature, price)")).isEqualTo("-2.5");
        assertThat(Sample.value("coalesce(no_price, 0) * 2")).isEqualTo("0");
        assertThat(Sample.value("coalesce(no_price, 1.5) + price")).isEqualTo("13.845");
        assertThat(Sample.value("coalesce(temperature, 0) * 2")).isEqualTo("-5");
        assertThat(Sample.value("coalesce(city == 'x', true) ? 'a' : 'b'")).isEqualTo("b");
        assertThat(Sample.value("doc.tags.map(t, coalesce(doc[t], t)).join(',')"))
                .isEqualTo("new,red");
    }

    @Test
    void coalesceHidesNoOtherFailure() {
        assertThat(Sample.value("coalesce(id / 0, 1)")).endsWith(" failed: divide by zero");
        assertThat(Sample.value("coalesce(doc.tags[0] + 1, 'none')"))
                .endsWith(" failed: a value is not of a type that it takes");
        assertThat(Sample.value("coalesce(name, string(id / 0))")).isEqualTo("Ada Bérg");
        assertThat(Sample.value("coalesce(city, null)")).isEqualTo("NULL");
    }

    @Test
    void keysOfDigitsAndHashesKeepToTheirSpace() {
        assertThat(Tables.problems(
                        "table: shop.customers\nredis:\n  - set: \"day:{date.format(status, 'yyyy-MM-dd')}\"\n"
                                + "    member: \"{id}\"\n  - set: day:none\n    member: \"{id}\"\n"
                                + "  - set: \"day:{hash.md5(status)}:x\"\n    member: \"{id}\""))
                .isEmpty();
        assertThat(Tables.problems("table: shop.customers\nredis:\n  - set: \"day:{date.format(status, 'MMM')}\"\n"
                        + "    member: \"{id}\"\n  - set: day:none\n    member: \"{id}\""))
                .hasSize(1);
    }
}
