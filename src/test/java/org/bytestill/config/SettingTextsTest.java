package org.bytestill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytestill.util.Texts;
import org.junit.jupiter.api.Test;

/** Holds the settings and their words together: none is missing, none is left over. */
class SettingTextsTest {
    private static final List<SettingInfo> SETTINGS = RunConfigFile.settings();

    /** The names of all sections: {@code training} of {@code training.updates}. */
    private static Set<String> sections() {
        return SETTINGS.stream().map(SettingInfo::path).filter(path -> path.contains("."))
                .map(path -> path.substring(0, path.lastIndexOf('.'))).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Written out of the settings alone: sentence and label of each, the unit of a number, the name of each constant of an enum. */
    private static List<String> keysOf(SettingInfo setting) {
        List<String> keys = new ArrayList<>(List.of(setting.path(), setting.path() + ".label"));
        if (List.<Class<?>>of(int.class, long.class, double.class).contains(setting.type())) {
            keys.add(setting.path() + ".unit");
        }
        if (setting.type().isEnum() || setting.type() == boolean.class) {
            setting.choices().forEach(word -> keys.add(setting.path() + ".choice." + word));
        }
        return keys;
    }

    @Test
    void everySettingAndSectionHasItsWordsAndNoWordsAreLeftOver() {
        Set<String> expected = new TreeSet<>(sections());
        SETTINGS.forEach(setting -> expected.addAll(keysOf(setting)));
        Set<String> keys = new TreeSet<>(Texts.of("settings").bundle().keySet());
        SETTINGS.forEach(setting -> keys.remove(setting.path() + ".screen"));
        assertThat(keys).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A form shows labels: that a choice is called lora, or true, or that a key has a name with dots, is the business of the file. */
    @Test
    void theHelpOfAFormSpeaksInTheWordsOfItsLabels() {
        for (SettingInfo setting : SETTINGS) {
            String sentence = setting.sentence().replaceAll("q_proj|generation_config.json", "a name of others");
            assertThat(sentence).as(setting.path())
                    .doesNotContainPattern("\\b[a-z0-9]+_[a-z0-9_]+|\\b(text|training|covering)\\.[a-z_]+\\b")
                    .endsWith(".");
            setting.choices().stream().filter(word -> !setting.label(word).toLowerCase(Locale.ROOT).contains(word))
                    .filter(word -> !Set.of("fixed", "none", "cover").contains(word)) // words of every day too
                    .forEach(word -> assertThat(sentence).as(setting.path())
                            .doesNotContainPattern("(?<![A-Za-z-])" + word + "(?![A-Za-z-])"));
        }
    }

    @Test
    void everySettingAndSectionHasSentencesOfOneLine() {
        Set<String> paths = new TreeSet<>(sections());
        SETTINGS.forEach(setting -> paths.add(setting.path()));
        assertThat(paths).hasSizeGreaterThan(SETTINGS.size()).allSatisfy(path -> assertThat(SettingTexts.sentence(path)).as(path)
                .doesNotContain("\n", "\r").isEqualTo(SettingTexts.sentence(path).strip()).endsWith("."));
    }

    @Test
    void everySettingAndEachOfItsChoicesHasALabel() {
        assertThat(SETTINGS).allSatisfy(setting -> {
            assertThat(setting.label()).isNotBlank();
            assertThat(setting.choices()).allSatisfy(choice -> assertThat(setting.label(choice)).isNotBlank());
        });
    }

    @Test
    void aNumberHasAUnitAndATextNone() {
        assertThat(RunConfigFile.setting("converter.width").unit()).isEqualTo("paths");
        assertThat(RunConfigFile.setting("student").unit()).isEmpty();
    }

    @Test
    void theHelpHasTheApostropheOfPrintAndTheFileThatOfATypewriter() {
        assertThat(RunConfigFile.setting("mix").help()).startsWith("How several teachers’ distributions");
        assertThat(RunConfigFile.write(RunConfig.defaults())).contains("\n# How several teachers' distributions are averaged: ");
    }
}
