package org.bytestill.config;

import java.util.List;

/**
 * One of the words that a text setting may hold.
 *
 * @param word    as {@code run.yaml} and the command line spell it
 * @param label   a few words for buttons and lists
 * @param meaning half a sentence for the comment in {@code run.yaml} and the help
 */
public record Choice(String word, String label, String meaning) {
    /**
     * Says what a setting may hold, where packages above this one know it: implementations are named in
     * {@code META-INF/services} ({@link java.util.ServiceLoader}), so that a configuration can be read before anything else is.
     */
    public interface Source {
        /** Path of the setting, such as {@code objective}. */
        String setting();

        /** Its words now, the recommended one first. */
        List<Choice> choices();
    }
}
