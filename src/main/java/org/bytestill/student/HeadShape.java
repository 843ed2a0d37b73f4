package org.bytestill.student;

/**
 * The shape of a byte head.
 *
 * @param positions bytes of a token that are supervised; 0 for no head
 * @param width     of the state of an autoregressive head; 0 for a parallel one
 */
public record HeadShape(int positions, int width) {
    /** No head. */
    public static final HeadShape NONE = parallel(0);
    /** Width of an autoregressive head unless the student is narrower. */
    private static final int USUAL_WIDTH = 256;

    /** One linear map for each of the first bytes of a token. */
    public static HeadShape parallel(int positions) {
        return new HeadShape(positions, 0);
    }

    /** A recurrent network over the bytes of a token, however many they are. */
    public static HeadShape autoregressive(int width) {
        return new HeadShape(Integer.MAX_VALUE, width);
    }

    /** The width of an autoregressive head: the one that is given, or for 0 that of the student, at most 256. */
    public static int widthOf(int given, int hiddenSize) {
        return given > 0 ? given : Math.min(hiddenSize, USUAL_WIDTH);
    }

    public boolean isAutoregressive() {
        return width > 0;
    }

    /** Number of weights over hidden states of that size. */
    public long parameters(int hiddenSize) {
        long g = width;
        return isAutoregressive() ? g * (hiddenSize + 1 + 257 + 6 * (g + 1) + ByteHead.OUTCOMES) + ByteHead.OUTCOMES
                : (long) positions * ByteHead.OUTCOMES * (hiddenSize + 1);
    }
}
