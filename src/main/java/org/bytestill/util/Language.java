package org.bytestill.util;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A language of the window. Files, and what the command line prints, are English everywhere ({@link Texts#inFiles}), so that one program
 * reads what another wrote; the window shows its texts, numbers and dates in the language that is in use.
 * <p>
 * A further one is a constant here and a file beside each bundle, {@code i18n/<feature>_<tag>.properties} with a dash in the tag written as
 * underscore; {@code LanguagesTest} names the keys that it lacks.
 */
public enum Language {
    ENGLISH("en", "English"), CHINESE("zh-Hans", "简体中文"),
    /**
     * English with accents, longer by a third and, where a window is mirrored, from right to left: shows tests and whoever draws a screen
     * what would be cut, or was never made a text. Not offered to anybody.
     */
    PSEUDO("en-XA", "Þšéûðö");

    private static volatile Language current = ENGLISH;

    private final Locale locale;
    private final String label;

    Language(String tag, String label) {
        locale = Locale.forLanguageTag(tag);
        this.label = label;
    }

    /** What a person can choose. */
    public static List<Language> offered() {
        return Arrays.stream(values()).filter(language -> language != PSEUDO).toList();
    }

    /** The language that the window shows; English until {@link #use} is called. */
    public static Language current() {
        return current;
    }

    /** Shows all texts that are asked for from now on in a language. */
    public static void use(Language language) {
        current = language;
    }

    /** The language with a BCP 47 tag such as {@code zh-Hans}. */
    public static Optional<Language> ofTag(String tag) {
        return Arrays.stream(values()).filter(language -> language.tag().equalsIgnoreCase(tag)).findFirst();
    }

    /** The offered language that comes nearest to a locale; English if none does. Chinese in its traditional script is not offered. */
    public static Language nearest(Locale wanted) {
        boolean simplified = wanted.getLanguage().equals("zh") && !wanted.getScript().equals("Hant")
                && (wanted.getScript().equals("Hans") || !List.of("TW", "HK", "MO").contains(wanted.getCountry()));
        return simplified ? CHINESE : ENGLISH;
    }

    /** Its BCP 47 tag. */
    public String tag() {
        return locale.toLanguageTag();
    }

    /** Its own name for itself. */
    public String label() {
        return label;
    }

    /** Whether a window is laid out from right to left: of those there are, the pseudo-language alone. */
    public boolean isRightToLeft() {
        return this == PSEUDO;
    }

    /** For numbers and dates on the screen. */
    public Locale locale() {
        return locale;
    }
}
