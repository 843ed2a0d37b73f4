package org.bytestill.config;

import java.util.List;

/**
 * An allowed value of an enumerated text setting, such as the name of an objective.
 *
 * @param word    as {@code run.yaml} and the command line spell it
 * @param label   a few words for buttons and lists
 * @param meaning half a sentence for the comment in {@code run.yaml} and the help
 */
public record Choice(String word, String label, String meaning) {
    /**
     * Service provider of the allowed values of one setting. They are defined by packages above this one, which this package must not
     * import; so implementations are listed in {@code META-INF/services} and found by the {@link java.util.ServiceLoader}.
     */
    public interface Source {
        /** Path of the setting, such as {@code objective}. */
        String setting();

        /** The allowed values, the recommended one first. */
        List<Choice> choices();
    }
}
