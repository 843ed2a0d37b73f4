package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the bundles and the code together: no text is missing, none is left over. */
class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/bytestill/ui");
    private static final Path RESOURCES = Path.of("resources");
    private static final Pattern FEATURE = Pattern.compile("Texts\\.of\\(\"(\\w+)\"\\)");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][\\w-]*(?:\\.[\\w-]+)*\\.?)\"");
    private static final Pattern ENDING = Pattern.compile("\"(\\.[\\w-]+)\"");
    private static final Pattern ASKED = Pattern.compile("(?i)\\btexts\\.get\\(\\s*\"([\\w.-]+)\"\\s*[,)]");
    private static final Pattern FXML_KEY = Pattern.compile("\"%([\\w.-]+)\"");

    @Test
    void everyTextAskedForExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : files(SOURCES, ".java")) {
            String code = Files.readString(source);
            Set<String> features = FEATURE.matcher(code).results().map(match -> match.group(1)).collect(Collectors.toSet());
            if (features.size() == 1) {
                String feature = features.iterator().next();
                ASKED.matcher(code).results().map(match -> match.group(1)).filter(key -> !Texts.of(feature).bundle().containsKey(key))
                        .forEach(key -> missing.add(source.getFileName() + " asks " + feature + " for " + key));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> literals = new TreeSet<>();
        Set<String> endings = new TreeSet<>();
        for (Path source : files(SOURCES, ".java")) {
            String code = Files.readString(source);
            LITERAL.matcher(code).results().forEach(match -> literals.add(match.group(1)));
            ENDING.matcher(code).results().forEach(match -> endings.add(match.group(1)));
        }
        for (Path form : files(RESOURCES, ".fxml")) {
            FXML_KEY.matcher(Files.readString(form)).results().forEach(match -> literals.add(match.group(1)));
        }
        // Keys may be put together: "state." + name, or name + ".short".
        Set<String> prefixes = literals.stream().filter(literal -> literal.endsWith(".")).collect(Collectors.toSet());
        Map<String, String> unused = new TreeMap<>();
        bundles().forEach((file, feature) -> Texts.of(feature).bundle().keySet().stream()
                .filter(key -> !literals.contains(key) && prefixes.stream().noneMatch(key::startsWith))
                .filter(key -> endings.stream().noneMatch(ending -> key.endsWith(ending)
                        && literals.contains(key.substring(0, key.length() - ending.length()))))
                .forEach(key -> unused.put(key, file)));
        assertThat(unused).isEmpty();
    }

    @Test
    void everyTextIsAPatternWithoutALonelyApostrophe() throws IOException {
        for (String feature : bundles().values()) {
            for (String key : Texts.of(feature).bundle().keySet()) {
                assertThat(Texts.of(feature).bundle().getString(key)).as(key).doesNotContain("'");
                assertThatCode(() -> Texts.of(feature).get(key, 1, 2, 3, 4, 5, 6)).as(key).doesNotThrowAnyException();
            }
        }
    }

    private static Map<String, String> bundles() throws IOException {
        Map<String, String> features = new TreeMap<>();
        for (Path bundle : files(RESOURCES.resolve("i18n"), ".properties")) {
            String file = bundle.getFileName().toString();
            features.put(file, file.substring(0, file.indexOf('.')));
        }
        assertThat(features).as("bundles").isNotEmpty();
        return features;
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
