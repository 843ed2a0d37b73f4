package org.bytestill.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes tokens of the pieces of a text that the tokenizers library has cut with a {@link ByteModel}. Thread-safe. */
final class PieceCutter {
    /** A character that is in no alphabet. */
    private static final char NONE = '\uFFFF';

    private final TokenizerRules rules;
    private final int[] added;

    PieceCutter(TokenizerRules rules) {
        this.rules = rules;
        this.added = rules.form().added();
    }

    /**
     * The tokens of text[from, to).
     *
     * @param bytes what the library gave: bytes of the pieces as they arrive at the model, and added tokens from {@link ByteModel#SIZE} on
     * @return null if the pieces joined are not the text
     */
    NativeTokenizer.@Nullable Cut tokens(NativeTokenizer.Cut bytes, byte[] text, int from, int to) {
        IntList ids = new IntList((to - from) / 3);
        IntList pieces = new IntList((to - from) / 3);
        int position = from;
        for (int start = 0; start < bytes.ids().length;) {
            int end = endOfPiece(bytes, start);
            int length = isAdded(bytes.ids(), start, end) ? addedLength(bytes.ids()[start])
                    : length(bytes.ids(), start, end, text, position, to);
            if (length < 0 || position + length > to) {
                return null;
            }
            int[] cut = isAdded(bytes.ids(), start, end) ? new int[] {added[bytes.ids()[start] - ByteModel.SIZE]}
                    : rules.pieces().cut(text, position, position + length);
            ids.addAll(cut);
            for (int i = 0; i < cut.length; i++) {
                pieces.add(bytes.pieces()[start]);
            }
            position += length;
            start = end;
        }
        return position == to ? new NativeTokenizer.Cut(ids.toArray(), pieces.toArray()) : null;
    }

    private static int endOfPiece(NativeTokenizer.Cut bytes, int start) {
        int end = start + 1;
        while (end < bytes.ids().length && bytes.pieces()[end] == bytes.pieces()[start]) {
            end++;
        }
        return end;
    }

    private static boolean isAdded(int[] ids, int start, int end) {
        return end == start + 1 && ids[start] >= ByteModel.SIZE;
    }

    private int addedLength(int number) {
        return number - ByteModel.SIZE < added.length ? rules.vocabulary().bytesOf(added[number - ByteModel.SIZE]).length : -1;
    }

    /** Number of bytes of the text that a piece is; -1 if it is not what the text goes on with. */
    private int length(int[] ids, int start, int end, byte[] text, int from, int to) {
        byte[] piece = rules.spelling() == Spelling.BYTE_LEVEL ? ofAlphabet(ids, start, end) : withSpaces(ids, start, end);
        return piece != null && from + piece.length <= to && Arrays.equals(piece, 0, piece.length, text, from, from + piece.length)
                ? piece.length : -1;
    }

    private static byte @Nullable [] ofAlphabet(int[] ids, int start, int end) {
        byte[] piece = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            boolean two = ids[i] >= 0xC0 && ids[i] < 0xE0 && i + 1 < end;
            int value = ByteAlphabet.byteOf((char) (two ? (ids[i] & 0x1F) << 6 | ids[++i] & 0x3F : ids[i] < 0x80 ? ids[i] : NONE));
            if (value < 0) {
                return null;
            }
            piece[length++] = (byte) value;
        }
        return Arrays.copyOf(piece, length);
    }

    /** The piece with its spaces, which arrive as U+2581, in UTF-8 E2 96 81. */
    private static byte @Nullable [] withSpaces(int[] ids, int start, int end) {
        byte[] piece = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (ids[i] >= ByteModel.SIZE) {
                return null;
            }
            boolean space = ids[i] == 0xE2 && i + 2 < end && ids[i + 1] == 0x96 && ids[i + 2] == 0x81;
            piece[length++] = (byte) (space ? ' ' : ids[i]);
            i += space ? 2 : 0;
        }
        return Arrays.copyOf(piece, length);
    }
}
