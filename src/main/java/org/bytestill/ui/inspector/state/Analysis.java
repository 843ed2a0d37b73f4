package org.bytestill.ui.inspector.state;

import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.inspector.draw.TextCells;
import org.jspecify.annotations.Nullable;

/**
 * An inspection with what the views need beside it, made once and off the window's thread.
 *
 * <p>An <em>offset</em> counts from the first byte that is analysed, a <em>place</em> from the first byte of the whole text. They
 * differ only where a piece of a long text is looked at. People see places.
 *
 * @param inspection the two models at every byte
 * @param cells      the bytes as characters
 * @param moves      where the cursor goes
 * @param kl         the bytes in the order of KL, by offset
 * @param piece      the piece of a longer text that is analysed, or of which the beginning is; null if the text is whole
 * @param byHead     whether the student was read by its byte head
 */
public record Analysis(Inspection inspection, TextCells cells, CursorMoves moves, KnownKl kl, LongText.@Nullable Piece piece,
        boolean byHead) {
    /** Of a whole text, by token heads. */
    public static Analysis of(Inspection inspection) {
        return of(inspection, null, false);
    }

    static Analysis of(Inspection inspection, LongText.Piece piece, boolean byHead) {
        TextCells cells = TextCells.of(inspection.text());
        return new Analysis(inspection, cells, new CursorMoves(inspection, cells), KnownKl.of(inspection.comparison()), piece, byHead);
    }

    /**
     * Whether the student does not see the byte before this one: a byte head tells all bytes of a token from what stands before the token.
     * A part of the KL there is no fault of the student's, and no training takes it away.
     */
    public boolean isBlind(int offset) {
        return byHead && inspection.studentTokens().get(TokenSpan.indexAt(inspection.studentTokens(), offset)).start() < offset;
    }

    public int length() {
        return inspection.text().length;
    }

    /** Place of the first analysed byte. */
    public int start() {
        return piece == null ? 0 : piece.start();
    }

    /** Bytes of the whole text. */
    public int wholeLength() {
        return piece == null ? length() : piece.of().bytes().length;
    }

    public byte[] wholeText() {
        return piece == null ? inspection.text() : piece.of().bytes();
    }

    public int place(int offset) {
        return start() + offset;
    }

    /** Whether the byte at a place of the whole text is analysed. */
    public boolean holds(int place) {
        return place >= start() && place < start() + length();
    }

    public boolean isPartOf(LongText text) {
        return piece != null && piece.of() == text;
    }

    /** The offset here of a byte of another analysis; its own offset if the two are not of the same long text. */
    int offsetOf(Analysis other, int offset) {
        return other != null && piece != null && other.isPartOf(piece.of()) ? Math.max(0, other.place(offset) - start()) : offset;
    }
}
