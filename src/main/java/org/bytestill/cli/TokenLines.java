package org.bytestill.cli;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.engine.preview.Visible;

/**
 * The tokens of a text as lines for a terminal: each between bars, special ones in double brackets, supervised ones with marks on a line
 * below, so that they are told apart without colours too.
 */
final class TokenLines {
    private static final int WIDTH = 110;
    private static final String RESET = "\u001b[0m";
    private static final String SUPERVISED = "\u001b[4;33m";
    private static final String SPECIAL = "\u001b[7m";

    private final boolean hasColours;

    TokenLines(boolean hasColours) {
        this.hasColours = hasColours;
    }

    List<String> of(ReadText text) {
        Lines lines = new Lines();
        for (ReadText.Token token : text.allTokens()) {
            String visible = text.visible(token);
            lines.add(token, token.isSpecial() ? "⟦" + visible + "⟧" : visible);
        }
        lines.end();
        return lines.done;
    }

    /** The lines so far, and the one that is being filled. */
    private final class Lines {
        private final List<String> done = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();
        private final StringBuilder marks = new StringBuilder();

        void add(ReadText.Token token, String visible) {
            int columns = Visible.columns(visible);
            if (!marks.isEmpty() && marks.length() + columns >= WIDTH) {
                end();
            }
            line.append(coloured(token, visible)).append('│');
            marks.append((token.isSupervised() ? "^" : " ").repeat(columns)).append(' ');
            if (!token.isSpecial() && visible.endsWith("↵")) {
                end();
            }
        }

        private String coloured(ReadText.Token token, String visible) {
            return !hasColours || !token.isSupervised() && !token.isSpecial() ? visible
                    : (token.isSpecial() ? SPECIAL : "") + (token.isSupervised() ? SUPERVISED : "") + visible + RESET;
        }

        void end() {
            if (!line.isEmpty()) {
                done.add(line.toString());
                if (!marks.toString().isBlank()) {
                    done.add(marks.toString().stripTrailing());
                }
            }
            line.setLength(0);
            marks.setLength(0);
        }
    }
}
