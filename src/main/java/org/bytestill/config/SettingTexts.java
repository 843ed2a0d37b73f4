package org.bytestill.config;

import org.bytestill.util.Texts;

/**
 * The words of the settings, {@code i18n/settings.properties}: under the path of a setting or of a section its sentence, behind it the
 * label of a setting's field, the unit of a number and the names of an enum's constants.
 */
final class SettingTexts {
    private static final Texts TEXTS = Texts.of("settings");
    private static final Texts FILE_TEXTS = Texts.inFiles("settings");

    private SettingTexts() {}

    /** One sentence, with the unit. */
    static String sentence(String path) {
        return TEXTS.get(path);
    }

    /** The sentence for a form, in the words of its labels and choices; where it has none of its own, that of the file. */
    static String screen(String path) {
        return TEXTS.has(path + ".screen") ? TEXTS.get(path + ".screen") : sentence(path);
    }

    /** The sentence as a comment: with the apostrophe of a typewriter, as in all files so far, so that two files differ in values alone. */
    static String comment(String path) {
        return FILE_TEXTS.get(path).replace('’', '\'');
    }

    static String label(String path) {
        return TEXTS.get(path + ".label");
    }

    static String unit(String path) {
        return TEXTS.get(path + ".unit");
    }

    static String choice(String path, String word) {
        return TEXTS.get(path + ".choice." + word);
    }
}
