package org.bytestill.engine.preview;

import java.util.List;

/**
 * What two tokenizers do to a text.
 *
 * @param bytes        of the text that were looked at
 * @param isWhole      whether that is all of it
 * @param sharedEnds   places at which a token ends on both sides
 * @param oneToOne     groups of a single token on each side, which are the same byte string
 * @param oneToOneBytes their bytes
 * @param sharedStrings byte strings that have a token on both sides
 * @param isSame       whether both are one tokenizer
 * @param notes        what a person should know of it
 */
public record TokenizersReport(Side teacher, Side student, long bytes, boolean isWhole, long sharedEnds, long oneToOne,
        long oneToOneBytes, int sharedStrings, boolean isSame, List<String> notes) {
    public TokenizersReport {
        notes = List.copyOf(notes);
    }

    /**
     * One tokenizer, and the text in its tokens.
     *
     * @param model        the folder or file it comes from
     * @param ids          of its vocabulary, gaps counted
     * @param strings      different byte strings that its tokens stand for
     * @param specials     tokens that stand for no bytes of a text
     * @param partsOfVocabulary tokens of the vocabulary that are no whole characters
     * @param tokens       of the text
     * @param parts        of these that are no whole characters, such as single bytes of one that has no token
     * @param used         different tokens that the text has
     * @param longer       tokens of the text with more bytes than a byte head supervises
     */
    public record Side(String model, int ids, int strings, int specials, int partsOfVocabulary, long tokens, long parts, int used,
            long longer) {}

    /** Bytes a token of one of the sides; NaN of an empty text. */
    public double bytesPerToken(Side side) {
        return side.tokens() == 0 ? Double.NaN : (double) bytes / side.tokens();
    }

    /** Share of the token ends of one side at which a token of the other ends too. */
    public double sharedEndsOf(Side side) {
        return share(sharedEnds, side.tokens());
    }

    /** Share of the bytes after which both sides end a token. */
    public double sharedEndsOfBytes() {
        return share(sharedEnds, bytes);
    }

    /** Share of the bytes that are in the same token on both sides. */
    public double oneToOneOfBytes() {
        return share(oneToOneBytes, bytes);
    }

    /** Share of the tokens of one side that are the same on the other. */
    public double oneToOneOf(Side side) {
        return share(oneToOne, side.tokens());
    }

    /** Share of the byte strings of one side that the other has too. */
    public double sharedStringsOf(Side side) {
        return share(sharedStrings, side.strings());
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
