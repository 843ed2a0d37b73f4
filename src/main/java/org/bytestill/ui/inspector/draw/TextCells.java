package org.bytestill.ui.inspector.draw;

import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a text gathered into what a reader calls characters: a letter with its accents, an emoji with its joiners.
 * A byte that is not valid UTF-8 is a cell of its own. The cells tile the text. Immutable.
 */
public final class TextCells {
    /** Extended grapheme clusters of Unicode Annex 29. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /**
     * One character.
     *
     * @param start       offset of its first byte
     * @param end         offset after its last byte
     * @param text        the character, or empty if its byte is not valid UTF-8
     * @param rightToLeft true if it belongs to a run of text that is read from right to left
     */
    public record Cell(int start, int end, String text, boolean rightToLeft) {
        public boolean isValid() {
            return !text.isEmpty();
        }
    }

    private final List<Cell> cells;
    private final int[] cellOfByte;

    private TextCells(List<Cell> cells, int bytes) {
        this.cells = List.copyOf(cells);
        cellOfByte = new int[bytes];
        for (int index = 0; index < cells.size(); index++) {
            Arrays.fill(cellOfByte, cells.get(index).start(), cells.get(index).end(), index);
        }
    }

    public static TextCells of(byte[] text) {
        List<Cell> cells = new ArrayList<>();
        int at = 0;
        while (at < text.length) {
            int end = validUntil(text, at);
            if (end == at) {
                cells.add(new Cell(at, at + 1, "", false));
                at++;
            } else {
                addClusters(cells, new String(text, at, end - at, StandardCharsets.UTF_8), at);
                at = end;
            }
        }
        return new TextCells(cells, text.length);
    }

    private static void addClusters(List<Cell> cells, String run, int offset) {
        Bidi bidi = Bidi.requiresBidi(run.toCharArray(), 0, run.length()) ? new Bidi(run, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT) : null;
        Matcher cluster = CLUSTER.matcher(run);
        int start = offset;
        while (cluster.find()) {
            int end = start + cluster.group().getBytes(StandardCharsets.UTF_8).length;
            boolean rightToLeft = bidi != null && bidi.getLevelAt(cluster.start()) % 2 == 1;
            cells.add(new Cell(start, end, cluster.group(), rightToLeft));
            start = end;
        }
    }

    /** End of the longest run of valid UTF-8 that starts at {@code from}. */
    private static int validUntil(byte[] text, int from) {
        int at = from;
        while (at < text.length) {
            int length = sequenceLength(text, at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return at;
    }

    /** Bytes of the valid UTF-8 sequence at the offset (Unicode table 3-7), or 0. */
    private static int sequenceLength(byte[] text, int at) {
        int lead = text[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
        if (length == 0 || at + length > text.length) {
            return 0;
        }
        int second = text[at + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int next = at + 2; next < at + length; next++) {
            if ((text[next] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    public List<Cell> cells() {
        return cells;
    }

    /** The cell that holds the byte. */
    public Cell at(int offset) {
        return cells.get(cellOfByte[offset]);
    }

    /** Index in {@link #cells()} of the cell that holds the byte. */
    public int indexAt(int offset) {
        return cellOfByte[offset];
    }
}
