package org.bytestill.util;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts that people see, of one feature or package, from {@code i18n/<feature>.properties}. Patterns are {@link MessageFormat}s, always. */
public final class Texts {
    private static final Locale LOCALE = Locale.ENGLISH;

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    public static Texts of(String feature) {
        return new Texts(ResourceBundle.getBundle("i18n/" + feature, LOCALE));
    }

    /** The language of the words; figures on screen follow it, so that a sentence is of one piece. */
    public static Locale locale() {
        return LOCALE;
    }

    /** The text of a key, its places filled. Throws MissingResourceException for an unknown key. */
    public String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), LOCALE).format(arguments);
    }

    /** For FXML loaders. */
    public ResourceBundle bundle() {
        return bundle;
    }
}
