package io.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsKeysTest {

    @Test
    void theTableListsExactlyWhatTheRecordsHold() {
        Set<String> paths = new TreeSet<>();
        collect(Settings.class, "", paths);

        assertThat(SettingsKeys.all()).extracting(SettingKey::path).containsExactlyInAnyOrderElementsOf(paths);
    }

    @Test
    void everyKeyHasAMeaningAndADefault() {
        assertThat(SettingsKeys.all()).allSatisfy(key -> {
            assertThat(key.meaning()).isNotBlank();
            assertThat(key.defaultText()).isNotBlank();
        });
    }

    private static void collect(Class<?> type, String prefix, Set<String> paths) {
        Stream<Class<?>> records = type.isSealed() ? Stream.of(type.getPermittedSubclasses()) : Stream.of(type);
        records.flatMap(record -> Stream.of(record.getRecordComponents()))
                .forEach(part -> collect(part, prefix, paths));
    }

    private static void collect(RecordComponent part, String prefix, Set<String> paths) {
        // A record cannot have a component called wait, since every object has a method of that name.
        String name = part.getName().equals("waitFor")
                ? "wait"
                : part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        if (part.getType().getPackage() == Settings.class.getPackage()
                && !part.getType().isEnum()) {
            collect(part.getType(), prefix + name + ".", paths);
        } else {
            paths.add(prefix + name);
        }
    }
}
