package org.bytestill.util;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;

/** Texts of the pseudo-language: letters with accents, a third longer, in brackets, so that what is cut or no text at all is seen. */
final class PseudoBundle extends ResourceBundle {
    private static final String PLAIN = "aceginorsuyACEGINORSUY";
    private static final String ACCENTED = "åçéĝîñöŕšûýÅÇÉĜÎÑÖŔŠÛÝ";
    private static final String FILLER = "·~";
    /** A word without an end would break lines as no language does. */
    private static final int FILLERS_A_WORD = 3;

    private final ResourceBundle english;

    PseudoBundle(ResourceBundle english) {
        this.english = english;
    }

    @Override
    protected Object handleGetObject(String key) {
        // The pattern of a date is none of words.
        return key.startsWith("date.") ? english.getString(key) : disguised(english.getString(key));
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(english.keySet());
    }

    /** What is in braces is a place to be filled and stays. */
    static String disguised(String text) {
        if (text.isBlank()) {
            return text;
        }
        StringBuilder disguised = new StringBuilder("[");
        int depth = 0;
        int letters = 0;
        for (char sign : text.toCharArray()) {
            depth += sign == '{' ? 1 : sign == '}' ? -1 : 0;
            int at = depth == 0 ? PLAIN.indexOf(sign) : -1;
            letters += depth == 0 && Character.isLetter(sign) ? 1 : 0;
            disguised.append(at < 0 ? sign : ACCENTED.charAt(at));
        }
        for (int filled = 0; filled < (letters + 3) / 6; filled++) {
            disguised.append(filled > 0 && filled % FILLERS_A_WORD == 0 ? " " : "").append(FILLER);
        }
        return disguised.append(']').toString();
    }
}
