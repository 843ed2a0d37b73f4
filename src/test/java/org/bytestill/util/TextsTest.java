package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
    private static final Path SOURCES = Path.of("src/main/java/org/bytestill");
    /** Elsewhere words that look like keys are settings. */
    private static final Path WINDOW = SOURCES.resolve("ui");
    private static final Path RESOURCES = Path.of("resources");
    /** Its keys are the settings' paths: SettingTextsTest, which knows the settings, compares both one by one. */
    private static final String OF_SETTINGS = "settings";
    private static final Pattern FEATURE = Pattern.compile("Texts\\.(?:of|inFiles)\\(\"(\\w+)\"\\)");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][\\w+-]*(?:\\.[\\w-]+)*\\.?)\"");
    private static final Pattern ENDING = Pattern.compile("\"(\\.[\\w-]+)\"");
    private static final Pattern ASKED = Pattern.compile("(?i)(?:\\b|_)texts(?:\\(\\))?\\.get\\(");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern DOTTED = Pattern.compile("\"([a-z]\\w*\\.(?:[\\w-]+(?:\\.[\\w-]+)*\\.?)?)\"");
    private static final Pattern FILE_NAME = Pattern.compile("\\.(?:csv|json|jsonl|png|svg|txt|yaml)$");
    private static final Pattern FXML_KEY = Pattern.compile("\"%([\\w.-]+)\"");

    @Test
    void everyTextAskedForExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : files(SOURCES, ".java")) {
            String code = Files.readString(source);
            Set<String> keys = keysNear(source);
            ASKED.matcher(code).results().flatMap(call -> literals(firstArgument(code, call.end()))).filter(key -> !isKey(key, keys))
                    .forEach(key -> missing.add(source.getFileName() + " asks for " + key));
        }
        assertThat(missing).isEmpty();
    }

    /** Keys are handed on, too: to what makes a menu, a dialog or a row of them. */
    @Test
    void everyWordThatLooksLikeAKeyIsOne() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : files(WINDOW, ".java")) {
            String code = Files.readString(source);
            Set<String> keys = keysOf(source, code);
            Set<String> groups = keys.stream().filter(key -> key.contains(".")).map(TextsTest::group).collect(Collectors.toSet());
            DOTTED.matcher(code).results().map(match -> match.group(1))
                    .filter(word -> groups.contains(group(word)) && !FILE_NAME.matcher(word).find() && !isKey(word, keys))
                    .forEach(word -> missing.add(source.getFileName() + " names " + word));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextOfAFormExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path form : files(RESOURCES, ".fxml")) {
            Set<String> keys = Texts.of(form.getParent().getFileName().toString()).bundle().keySet();
            FXML_KEY.matcher(Files.readString(form)).results().map(match -> match.group(1)).filter(key -> !keys.contains(key))
                    .forEach(key -> missing.add(form.getFileName() + " asks for " + key));
        }
        assertThat(missing).isEmpty();
    }

    /** Of the bundles the class opens, or where it opens none its neighbours. */
    private static Set<String> keysOf(Path source, String code) throws IOException {
        Set<String> features = featuresIn(code);
        return features.isEmpty() ? keysNear(source) : keysOf(features);
    }

    /** Of the bundles the class or its neighbours open: a class may be given its texts by one of these. */
    private static Set<String> keysNear(Path source) throws IOException {
        Set<String> features = new TreeSet<>();
        for (Path neighbour : files(source.getParent(), ".java")) {
            features.addAll(featuresIn(Files.readString(neighbour)));
        }
        return keysOf(features.isEmpty() ? bundles().values() : features);
    }

    private static Set<String> keysOf(Collection<String> features) {
        return features.stream().flatMap(feature -> Texts.of(feature).bundle().keySet().stream()).collect(Collectors.toSet());
    }

    private static Set<String> featuresIn(String code) {
        return FEATURE.matcher(code).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String group(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    /** A key, or the beginning of keys that are put together. */
    private static boolean isKey(String word, Set<String> keys) {
        return Texts.of(OF_SETTINGS).has(word) || keys.contains(word)
                || word.endsWith(".") && keys.stream().anyMatch(key -> key.startsWith(word));
    }

    private static String firstArgument(String code, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int at = start; at < code.length(); at++) {
            char sign = code.charAt(at);
            quoted ^= sign == '"';
            depth += quoted ? 0 : sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (!quoted && (depth < 0 || depth == 0 && sign == ',')) {
                return code.substring(start, at);
            }
        }
        return code.substring(start);
    }

    /** Whole keys, or the beginning of one that is put together; what is put behind it is no key. */
    private static Stream<String> literals(String expression) {
        String whole = expression.split("\\+", 2)[0];
        return QUOTED.matcher(whole).results().map(match -> match.group(1));
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
        Map<String, String> looked = bundles();
        assertThat(looked.values().remove(OF_SETTINGS)).as("bundle of the settings").isTrue();
        looked.forEach((file, feature) -> Texts.of(feature).bundle().keySet().stream()
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
            if (file.contains("_")) {
                continue; // another language: LanguagesTest
            }
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
