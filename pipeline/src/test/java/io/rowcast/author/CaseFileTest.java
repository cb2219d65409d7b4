package io.rowcast.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.MappingTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFileTest {
    private static final String TABLE = "columns: {id: int, city: varchar(9) null, credit: 'decimal(8,2)'}\n"
            + "primary_key: [id]\nrow: {id: 7, city: Oslo, credit: 1}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeMapping() throws IOException {
        Files.writeString(folder.resolve("customers.yml"), """
                table: shop.customers
                redis:
                  - set: in:{city}
                    member: "{id}"
                  - counter: credit:{city}
                    sum: 1 / (id - 9) * 0 + credit
                """);
    }

    private List<String> differences(String steps) {
        return read(TABLE + "cases:\n  a case:\n" + steps.indent(4))
                .cases()
                .get(0)
                .differences();
    }

    private CaseFile read(String text) {
        return CaseFile.read(
                new MappingText(folder.resolve("customers.test.yml").toString(), text));
    }

    private void refused(String text, String... problems) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(String.join("\n", problems).replace("FILE", folder + "/customers.test.yml"));
    }

    @Test
    void aStoryThatGoesAsWrittenHasNoDifferences() {
        assertThat(differences("""
                - insert: {}
                  commands: [SADD in:Oslo 7, ADD_DECIMAL credit:Oslo 1.00]
                - insert: {id: 8, city: null}
                  state: {in:Oslo: [7], credit:Oslo: 1.00}
                - update: {city: Rome}
                  where: {id: 7}
                  keys: {in:Oslo: null, in:Rome: [7]}
                - delete: {id: 7}
                  state: {credit:Oslo: 0.00, credit:Rome: 0.00}
                """)).isEmpty();
    }

    @Test
    void commandsThatDifferAreShownBesideEachOther() {
        assertThat(differences("""
                - insert: {}
                  commands: [SADD in:Oslo 8, ADD_DECIMAL credit:Oslo 1.00]
                """))
                .containsExactly(
                        "step 1, insert {}",
                        "  commands:  (- expected, + found)",
                        "  - SADD in:Oslo 8",
                        "  + SADD in:Oslo 7",
                        "    ADD_DECIMAL credit:Oslo 1.00");
    }

    @Test
    void aStateIsAllThatRedisHolds() {
        assertThat(differences("- insert: {}\n  state: {in:Oslo: [7]}\n"))
                .containsExactly("step 1, insert {}", "  state:  (- expected, + found)", "  + credit:Oslo = 1.00");
        assertThat(differences("- insert: {}\n  keys: {in:Oslo: [7]}\n")).isEmpty();
    }

    @Test
    void aChangedPrimaryKeyIsADeleteAndAnInsert() {
        assertThat(differences("""
                - insert: {}
                - update: {id: 8}
                  commands:
                    - SREM in:Oslo 7
                    - ADD_DECIMAL credit:Oslo -1.00
                    - SADD in:Oslo 8
                    - ADD_DECIMAL credit:Oslo 1.00
                """)).isEmpty();
    }

    @Test
    void aRowThatCannotBeMappedFails() {
        assertThat(differences("- insert: {id: 9}\n  fails: divide by zero\n")).isEmpty();
        assertThat(differences("- insert: {id: 9}\n  commands: []\n"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("  fails: redis[1].sum");
        assertThat(differences("- insert: {}\n  fails: divide by zero\n"))
                .containsExactly("step 1, insert {}", "  - fails: divide by zero", "  + no failure");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        refused(
                "colums: {id: int}\ncolumns: {id: itn}\nprimary_key: [gone]",
                "FILE: colums: found an unknown key; expected mapping, table, columns, primary_key, row, cases",
                "FILE: columns.id: found 'itn'; expected a type of MySQL like int, bigint unsigned, varchar(40),"
                        + " decimal(10,2) null",
                "FILE: primary_key: found gone, which is no column; expected columns of []");
        refused(
                TABLE + "cases: {a: [{insert: {id: x}}], b: [{insert: {}}], c: [{update: {id: 1}}], d: [{drop: {}}]}",
                "FILE: cases.a[0]: column id: found \"x\"; expected an integer",
                "FILE: cases.b: found nothing that a step is to cause; expected commands, state, keys, fails",
                "FILE: cases.c[0]: found no row yet; expected an insert before",
                "FILE: cases.d[0].drop: found an unknown key; expected one of insert, update, delete, where, commands,"
                        + " state, keys, fails",
                "FILE: cases.d[0]: found no change; expected one of insert, update, delete");
        refused("columns: [", "FILE: not YAML at line 1, column 11: while parsing a flow node");
    }

    @Test
    void aMappingThatDoesNotCompileIsAProblem() throws IOException {
        Files.writeString(
                folder.resolve("customers.yml"), "table: shop.customers\nredis: [{set: 'in:{town}', member: '{id}'}]");

        assertThatThrownBy(() -> read(TABLE + "cases: {a: [{insert: {}, state: {}}]}"))
                .hasMessageStartingWith(folder + "/customers.yml: redis[0].set: found the unknown column 'town'");
    }

    @Test
    void theCasesOfTheShippedMappingsGoAsWritten() {
        List<MappingText> files = MappingTexts.cases(Path.of("../mappings"));

        assertThat(files).hasSameSizeAs(MappingTexts.read(Path.of("../mappings")));
        for (MappingText file : files) {
            for (Case each : CaseFile.read(file).cases()) {
                assertThat(each.differences())
                        .as(file.file() + ": " + each.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void theExampleOfTheReferenceGoesAsWritten() throws IOException {
        String text = Files.readString(Path.of("../mappings/README.md"));
        String[] blocks = text.substring(text.indexOf("### Cases")).split("```(yaml)?\n", -1);
        Files.writeString(folder.resolve("customers.yml"), blocks[1]);

        assertThat(read(blocks[3]).cases())
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.differences()).isEmpty());
    }
}
