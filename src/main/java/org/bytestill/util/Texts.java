package org.bytestill.util;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Resource bundle of the texts of one feature or package, {@code i18n/<feature>.properties}, in the {@link Language} in use. All patterns are
 * {@link MessageFormat}s. What a language lacks is English.
 */
public final class Texts {
    /** The system's own language must not come between: English is the bundle without a name of a language. */
    private static final ResourceBundle.Control NO_OTHER_LANGUAGE = ResourceBundle.Control
            .getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final String feature;
    private final boolean english;
    private final Map<Language, ResourceBundle> bundles = new ConcurrentHashMap<>();

    private Texts(String feature, boolean english) {
        this.feature = feature;
        this.english = english;
        bundle(); // an unknown feature is told here
    }

    /** Texts for the screen. */
    public static Texts of(String feature) {
        return new Texts(feature, false);
    }

    /** Texts that are written into files: English, whatever the window shows. {@link LoggedSentence} turns them into the window's language. */
    public static Texts inFiles(String feature) {
        return new Texts(feature, true);
    }

    /** The locale of the texts on the screen; numbers there use it too, so that a sentence has one language. */
    public static Locale locale() {
        return Language.current().locale();
    }

    /** The text of a key with its arguments inserted. Throws MissingResourceException for an unknown key. */
    public String get(String key, @Nullable Object... arguments) {
        return new MessageFormat(bundle().getString(key), language().locale()).format(arguments);
    }

    public boolean has(String key) {
        return bundle().containsKey(key);
    }

    /** For FXML loaders. */
    public ResourceBundle bundle() {
        return bundle(language());
    }

    ResourceBundle bundle(Language language) {
        return bundles.computeIfAbsent(language,
                wanted -> wanted == Language.PSEUDO ? new PseudoBundle(bundle("en")) : bundle(wanted.tag()));
    }

    private ResourceBundle bundle(String tag) {
        return ResourceBundle.getBundle("i18n/" + feature, Locale.forLanguageTag(tag), NO_OTHER_LANGUAGE);
    }

    private Language language() {
        return english ? Language.ENGLISH : Language.current();
    }
}
