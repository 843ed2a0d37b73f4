package org.bytestill.export;

import java.util.List;
import java.util.Locale;
import org.bytestill.problem.Check;

/**
 * What only the person who exports can say; nothing of it is ever guessed.
 *
 * @param licence   an identifier of the hub, such as {@code apache-2.0}; empty if nobody said
 * @param languages codes of languages, such as {@code en}
 * @param use       what the model is meant for, a sentence or two; or empty
 */
public record CardStatements(String licence, List<String> languages, String use) {
    public static final CardStatements NONE = new CardStatements("", List.of(), "");

    /** @throws org.bytestill.problem.UserError if a licence or language is no identifier */
    public CardStatements {
        licence = licence.strip().toLowerCase(Locale.ROOT);
        languages = languages.stream().map(language -> language.strip().toLowerCase(Locale.ROOT)).filter(code -> !code.isEmpty()).toList();
        use = use.strip().replaceAll("\\s+", " ");
        Check.that(licence.matches("[a-z0-9.+-]*"),
                "\"%s\" is no licence's identifier. Give one as the Hugging Face hub lists them, such as apache-2.0, mit or other.",
                licence);
        for (String language : languages) {
            Check.that(language.matches("[a-z]{2,3}(-[a-z0-9]+)*"),
                    "\"%s\" is no code of a language. Give two or three letters, such as en, de or zh.", language);
        }
    }
}
