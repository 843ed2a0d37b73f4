package org.bytestill.ui.preview;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.engine.preview.ReadText.Token;
import org.bytestill.engine.preview.Visible;
import org.bytestill.ui.common.Typeface;

/**
 * The place of a token in a text that is laid out in rows. A row ends where the line of the text does, or where the next token would not
 * fit.
 *
 * @param number  of the token in its text, from 1, the one before the text included
 * @param visible what is written on it
 * @param row     from 0, through all texts
 */
record Chip(ReadText text, Token token, int number, String visible, double x, double width, int row) {
    static final double FONT = 12;
    /** The points of a special token. */
    static final double POINT = 7;
    private static final double PADDING = 4;
    private static final double GAP = 2;

    /** Tokens of one or several texts, an empty row between these. */
    static List<Chip> layOut(List<ReadText> texts, double width) {
        List<Chip> chips = new ArrayList<>();
        double x = 0;
        int row = 0;
        for (ReadText text : texts) {
            if (!chips.isEmpty()) {
                row = chips.get(chips.size() - 1).row + 2;
                x = 0;
            }
            int number = 0;
            for (Token token : text.allTokens()) {
                String visible = text.visible(token);
                double wide = Math.min(width, wide(token, visible));
                if (x > 0 && x + wide > width) {
                    row++;
                    x = 0;
                }
                number++;
                chips.add(new Chip(text, token, number, visible, x, wide, row));
                x += wide + GAP;
                if (!token.isSpecial() && visible.endsWith("↵")) {
                    row++;
                    x = 0;
                }
            }
        }
        return chips;
    }

    private static double wide(Token token, String visible) {
        double letter = Typeface.MONO.width("m", FONT);
        return Math.ceil(letter * Math.max(1, Visible.columns(visible)) + 2 * (token.isSpecial() ? POINT + 2 : PADDING));
    }

    /** Beginning of the letters. */
    double letters() {
        return x + (token.isSpecial() ? POINT + 2 : PADDING);
    }
}
