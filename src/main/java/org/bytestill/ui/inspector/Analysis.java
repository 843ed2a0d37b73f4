package org.bytestill.ui.inspector;

import org.bytestill.engine.Inspection;

/**
 * An inspection with what the views need beside it, made once and off the window's thread.
 *
 * @param inspection the two models at every byte
 * @param cells      the bytes as characters
 * @param moves      where the cursor goes
 */
record Analysis(Inspection inspection, TextCells cells, CursorMoves moves) {
    static Analysis of(Inspection inspection) {
        TextCells cells = TextCells.of(inspection.text());
        return new Analysis(inspection, cells, new CursorMoves(inspection, cells));
    }

    int length() {
        return inspection.text().length;
    }
}
