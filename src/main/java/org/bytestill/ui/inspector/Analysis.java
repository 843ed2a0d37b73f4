package org.bytestill.ui.inspector;

import org.bytestill.engine.Inspection;

/**
 * An inspection with what the views need beside it, made once and off the window's thread.
 *
 * <p>An <em>offset</em> counts from the first byte that is analysed, a <em>place</em> from the first byte of the whole text. They
 * differ only where a piece of a long text is looked at. People see places.
 *
 * @param inspection the two models at every byte
 * @param cells      the bytes as characters
 * @param moves      where the cursor goes
 * @param piece      the piece of a longer text that is analysed, or of which the beginning is; null if the text is whole
 */
record Analysis(Inspection inspection, TextCells cells, CursorMoves moves, LongText.Piece piece) {
    static Analysis of(Inspection inspection) {
        return of(inspection, null);
    }

    static Analysis of(Inspection inspection, LongText.Piece piece) {
        TextCells cells = TextCells.of(inspection.text());
        return new Analysis(inspection, cells, new CursorMoves(inspection, cells), piece);
    }

    int length() {
        return inspection.text().length;
    }

    /** Place of the first analysed byte. */
    int start() {
        return piece == null ? 0 : piece.start();
    }

    /** Bytes of the whole text. */
    int wholeLength() {
        return piece == null ? length() : piece.of().bytes().length;
    }

    byte[] wholeText() {
        return piece == null ? inspection.text() : piece.of().bytes();
    }

    int place(int offset) {
        return start() + offset;
    }

    /** Whether the byte at a place of the whole text is analysed. */
    boolean holds(int place) {
        return place >= start() && place < start() + length();
    }

    boolean isPartOf(LongText text) {
        return piece != null && piece.of() == text;
    }

    /** The offset here of a byte of another analysis; its own offset if the two are not of the same long text. */
    int offsetOf(Analysis other, int offset) {
        return other != null && piece != null && other.isPartOf(piece.of()) ? Math.max(0, other.place(offset) - start()) : offset;
    }
}
