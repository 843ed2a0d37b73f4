package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The languages of the window beside English: nothing that no longer exists, and the same places to be filled. */
class LanguagesTest {
    private static final Path BUNDLES = Path.of("resources/i18n");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");
    /** A place of which only the number of things is told: a language without a plural need not say it. */
    private static final Pattern CHOICE = Pattern.compile("\\{(\\d+),choice");

    @AfterEach
    void english() {
        Language.use(Language.ENGLISH);
    }

    private static List<Path> translations() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.filter(file -> file.getFileName().toString().contains("_")).sorted().toList();
        }
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.filter(file -> !file.getFileName().toString().contains("_")).sorted().toList();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static Path englishOf(Path translation) {
        return BUNDLES.resolve(translation.getFileName().toString().replaceFirst("_.*", ".properties"));
    }

    @Test
    void aTranslationHasNoKeyThatEnglishLacks() throws IOException {
        for (Path file : translations()) {
            assertThat(read(englishOf(file)).stringPropertyNames()).as(file.getFileName().toString())
                    .containsAll(read(file).stringPropertyNames());
        }
    }

    @Test
    void aTranslationLacksNothing() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Language language : Language.offered()) {
            for (Path english : bundles()) {
                Path other = BUNDLES.resolve(english.getFileName().toString().replace(".properties",
                        "_" + language.tag().replace('-', '_') + ".properties"));
                Set<String> keys = new TreeSet<>(read(english).stringPropertyNames());
                keys.removeAll(Files.exists(other) ? read(other).stringPropertyNames() : Set.of());
                if (language != Language.ENGLISH) {
                    keys.forEach(key -> missing.add(other.getFileName() + " " + key));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void aTranslationFillsThePlacesThatEnglishFills() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : translations()) {
            Properties english = read(englishOf(file));
            Properties other = read(file);
            for (String key : other.stringPropertyNames()) {
                Set<String> places = places(english.getProperty(key, ""), PLACE);
                Set<String> filled = places(other.getProperty(key), PLACE);
                Set<String> needed = new TreeSet<>(places);
                needed.removeAll(places(english.getProperty(key, ""), CHOICE));
                if (!filled.containsAll(needed) || !places.containsAll(filled)) {
                    wrong.add(file.getFileName() + " " + key + ": " + places + " " + filled);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> places(String pattern, Pattern kind) {
        Set<String> found = new TreeSet<>();
        kind.matcher(pattern).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    @Test
    void aTextIsShownInTheLanguageInUseAndWrittenInEnglish() {
        Texts shown = Texts.of("events");
        Texts written = Texts.inFiles("events");
        Language.use(Language.CHINESE);
        assertThat(shown.get("started")).isEqualTo("训练开始。");
        assertThat(written.get("started")).isEqualTo("Training begins.");
        Language.use(Language.ENGLISH);
        assertThat(shown.get("started")).isEqualTo("Training begins.");
    }

    @Test
    void aSentenceOfALogIsShownInTheLanguageInUse() {
        String best = Texts.inFiles("events").get("best", "1.6970");
        String alert = Texts.inFiles("events").get("alert.validation", 3, "2.1", "1.9", "40");
        assertThat(LoggedSentence.shown(best)).isEqualTo("Best so far: 1.6970 bits per byte.");
        Language.use(Language.CHINESE);
        assertThat(LoggedSentence.shown(best)).isEqualTo("迄今最佳：1.6970 比特每字节。");
        assertThat(LoggedSentence.shown(alert)).contains("3 次评估", "最佳 1.9，在第 40 次更新");
        assertThat(LoggedSentence.shown("A sentence of somebody else’s.")).isEqualTo("A sentence of somebody else’s.");
    }

    @Test
    void thePseudoLanguageIsLongerAndKeepsThePlaces() {
        Language.use(Language.PSEUDO);
        assertThat(Texts.of("events").get("resumed", 7)).startsWith("[Ŕéšûm").contains(" 7").endsWith("]");
        assertThat(PseudoBundle.disguised("Save {0} now")).isEqualTo("[Šåvé {0} ñöw·~]");
        assertThat(Language.offered()).containsExactly(Language.ENGLISH, Language.CHINESE);
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, CHINESE", "zh-SG, CHINESE", "zh-Hans-HK, CHINESE", "zh-TW, ENGLISH", "zh-Hant, ENGLISH", "de-DE, ENGLISH"})
    void theNearestLanguageIsChosen(String tag, Language language) {
        assertThat(Language.nearest(Locale.forLanguageTag(tag))).isEqualTo(language);
    }
}
