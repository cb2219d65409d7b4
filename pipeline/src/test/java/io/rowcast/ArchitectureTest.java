package io.rowcast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The direction of the code: MySQL binlog, reader, topic, writer, mapping, redis; and who may know which library. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rowcast");

    private static final String[] KAFKA = {"org.apache.kafka..", "kafka.."};

    @Test
    void modelKnowsNobody() {
        check(onlyOurs("model"));
    }

    @Test
    void configKnowsNobody() {
        check(onlyOurs("config"));
    }

    @Test
    void eachPackageKnowsOnlyTheOnesBehindIt() {
        check(onlyOurs("topic", "model"));
        check(onlyOurs("mapping", "model", "config"));
        check(onlyOurs("redis", "model", "config", "tls"));
        check(onlyOurs("reader", "model", "config", "topic", "tls", "trace"));
        check(onlyOurs("writer", "model", "config", "topic", "mapping", "redis", "trace"));
        check(onlyOurs("verify", "model", "config", "topic", "mapping", "redis", "reader"));
        check(onlyOurs("rollout", "model", "config", "topic", "mapping", "redis", "reader", "writer", "verify"));
        check(onlyOurs("tls", "config"));
        check(onlyOurs("trace", "model"));
        check(onlyOurs("author", "model", "config", "mapping"));
        check(onlyOurs("ops", "model", "config"));
        check(onlyOurs("cli", "model", "config"));
    }

    @Test
    void whatServesTheReaderKnowsNothingOfIt() {
        String[] others = {"io.rowcast.reader", "io.rowcast.reader.kafka..", "io.rowcast.reader.catalog.."};
        check(noClasses()
                .that()
                .resideInAPackage("io.rowcast.reader.row..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .because("the text of a row depends on nothing but its schema"));
        check(noClasses()
                .that()
                .resideInAPackage("io.rowcast.reader.catalog..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.rowcast.reader", "io.rowcast.reader.kafka..", "org.apache.kafka.clients.."))
                .because("reading MySQL has nothing to do with where it goes"));
        check(noClasses()
                .that()
                .resideInAPackage("io.rowcast.reader.kafka..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.rowcast.reader", "io.rowcast.reader.row..", "io.rowcast.reader.catalog..", "java.sql.."))
                .because("the reader's place in Kafka has nothing to do with MySQL"));
    }

    @Test
    void mappingIsPure() {
        check(noClasses()
                .that()
                .resideInAPackage("io.rowcast.mapping..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.net..",
                                "java.sql..",
                                "org.slf4j..",
                                "io.micrometer..")
                        .and(DescribedPredicate.not(valueOfIo()))
                        .or(JavaClass.Predicates.type(Clock.class)))
                .because("a mapping gives the same commands for the same change, everywhere and always"));
    }

    @Test
    void debeziumAndMySqlAreOnlyInReader() {
        check(only(Set.of("reader"), "io.debezium..", "org.apache.kafka.connect..", "com.mysql..", "java.sql.."));
    }

    @Test
    void lettuceIsOnlyInRedis() {
        check(only(Set.of("redis"), "io.lettuce..", "io.netty.."));
    }

    @Test
    void kafkaIsOnlyInReaderWriterAndTopic() {
        check(only(Set.of("reader", "writer", "topic"), KAFKA));
    }

    /** Also what makes sure that nothing of it is loaded where no traces are wanted. */
    @Test
    void openTelemetryIsOnlyInTraceAndNobodyButTheWiringKnowsThatItIsThere() {
        check(only(Set.of("trace"), "io.opentelemetry.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.rowcast.trace..")
                .and()
                .doNotHaveFullyQualifiedName("io.rowcast.Pipeline")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("OpenTelemetry"));
    }

    @Test
    void celIsOnlyInMapping() {
        check(only(Set.of("mapping"), "dev.cel.."));
    }

    @Test
    void httpIsOnlyInOpsAndTheCommandLineOnlyInCli() {
        check(only(Set.of("ops"), "io.javalin..", "org.eclipse.jetty.."));
        check(only(Set.of("cli"), "picocli.."));
    }

    @Test
    void onlyMainUsesPipelineAndNobodyUsesMain() {
        check(classes()
                .that()
                .resideInAPackage("io.rowcast")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.rowcast")
                .because("objects are built in one place"));
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("io.rowcast.(*)..").should().beFreeOfCycles());
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("package-info.java of %s with @NullMarked", each.getName())
                        .isTrue());
    }

    private static Stream<JavaPackage> packages() {
        return CLASSES.stream().map(JavaClass::getPackage).distinct();
    }

    /** Classes of {@code name} use of ours only themselves and the given packages. */
    private static ArchRule onlyOurs(String name, String... known) {
        String[] allowed = Stream.concat(Stream.of(name), Stream.of(known))
                .map(each -> "io.rowcast." + each + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("io.rowcast." + name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.rowcast..").and(DescribedPredicate.not(resideInAnyPackage(allowed))));
    }

    /** The library is used in those packages, and by nobody else but the ones who wire. */
    private static ArchRule only(Set<String> ours, String... library) {
        List<String> allowed =
                ours.stream().map(each -> "io.rowcast." + each + "..").toList();
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    /** Exceptions, marker types and buffers that come with values, not with I/O. */
    private static DescribedPredicate<JavaClass> valueOfIo() {
        return DescribedPredicate.describe(
                "types without I/O",
                type -> Set.of(
                                "java.io.Serializable",
                                "java.io.StringWriter",
                                "java.io.IOException",
                                "java.io.UncheckedIOException",
                                "java.io.ObjectStreamException")
                        .contains(type.getName()));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
