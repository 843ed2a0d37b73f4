package org.bytestill.util;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Resource bundle of the texts of one feature or package, {@code i18n/<feature>.properties}. All patterns are {@link MessageFormat}s. */
public final class Texts {
    private static final Locale LOCALE = Locale.ENGLISH;

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    public static Texts of(String feature) {
        return new Texts(ResourceBundle.getBundle("i18n/" + feature, LOCALE));
    }

    /** The locale of the texts; numbers on screen use it too, so that a sentence has one language. */
    public static Locale locale() {
        return LOCALE;
    }

    /** The text of a key with its arguments inserted. Throws MissingResourceException for an unknown key. */
    public String get(String key, @Nullable Object... arguments) {
        return new MessageFormat(bundle.getString(key), LOCALE).format(arguments);
    }

    /** For FXML loaders. */
    public ResourceBundle bundle() {
        return bundle;
    }
}
