package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.text.Span;

/**
 * A tokenized document: the student's tokens and their byte offsets.
 *
 * @param ids     student tokens, without the begin of sequence, (tokens). Special tokens are among them only where a chat template has
 *                put them
 * @param starts  byte offset of each token, then the size of the document, (tokens + 1)
 * @param begin   the token before the text, or -1 if it is the begin-of-sequence token of the student, if that has one
 * @param special the tokens that are special tokens: they stand in place of their names in the text
 */
public record TokenizedDocument(Document document, int[] ids, int[] starts, int begin, BitSet special) {
    /** A document without special tokens, after the begin of sequence. */
    public TokenizedDocument(Document document, int[] ids, int[] starts) {
        this(document, ids, starts, -1, new BitSet());
    }

    /** Its document's name, for messages. */
    public String id() {
        return document.id();
    }

    /** Its text; not copied, nobody changes it. */
    public byte[] bytes() {
        return document.bytes();
    }

    /** Length of its text, in bytes. */
    public int size() {
        return document.size();
    }

    /** Number of its tokens. */
    public int tokens() {
        return ids.length;
    }

    /** The same followed by the end of the sequence, a token without bytes; it is supervised if a span that ends with the text ends there. */
    public TokenizedDocument ended(int end) {
        BitSet more = (BitSet) special.clone();
        more.set(tokens());
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = end;
        int[] offsets = Arrays.copyOf(starts, starts.length + 1);
        offsets[starts.length] = size();
        return new TokenizedDocument(document, longer, offsets, begin, more);
    }

    /** True if it was followed by an end of the sequence, see {@link #ended}. */
    public boolean isEnded() {
        return tokens() > 0 && isEndOfText(tokens() - 1);
    }

    /** True if the token is the end that follows the text. */
    public boolean isEndOfText(int token) {
        return special.get(token) && starts[token] == size();
    }

    /** True if all bytes of the range are supervised, as part of one span. */
    public boolean isSupervised(int from, int to) {
        int at = document.supervision().at(from);
        return at >= 0 && to <= document.supervision().spans().get(at).end();
    }

    /** True if the token is blanks and tabs alone, which masks of white space leave out. */
    public boolean isBlank(int token) {
        int bytes = length(token);
        for (int at = starts[token]; at < starts[token + 1]; at++) {
            if (document.bytes()[at] != ' ' && document.bytes()[at] != '\t') {
                return false;
            }
        }
        return bytes > 0 && !special.get(token);
    }

    /** Number of bytes of supervised tokens that are {@link #isBlank blank}. */
    public int blankBytes() {
        return IntStream.range(0, tokens()).filter(token -> isSupervised(token) && isBlank(token)).map(this::length).sum();
    }

    /** Length of a token in bytes. */
    public int length(int token) {
        return starts[token + 1] - starts[token];
    }

    /** The token before the text: its own, or the given begin-of-sequence token, which may be -1. */
    public int beginOr(int beginOfSequence) {
        return begin >= 0 ? begin : beginOfSequence;
    }

    /**
     * Number of supervised bytes that have a context: without a token before the text, those of its first token have none.
     *
     * @param beginOfSequence the student's begin-of-sequence token, or -1
     */
    public int supervisedBytes(int beginOfSequence) {
        boolean firstCounts = beginOr(beginOfSequence) >= 0 || tokens() == 0 || !isSupervised(0);
        return document.supervision().bytes() - (firstCounts ? 0 : length(0));
    }

    /** True if the token's bytes are supervised, or if it is an end of turn that is. */
    public boolean isSupervised(int token) {
        int at = document.supervision().at(starts[token]);
        return at >= 0 && (isEnd(token) || starts[token + 1] <= document.supervision().spans().get(at).end());
    }

    /** True if the token is a supervised end of the sequence: it stands for the outcome "end", not for the bytes of its name. */
    public boolean isEnd(int token) {
        int at = document.supervision().at(starts[token]);
        return at >= 0 && document.supervision().spans().get(at).end() == starts[token];
    }

    /**
     * The supervised spans as a byte-level model reads them: without the special tokens that stand in them, at which they are parted,
     * since these have no bytes.
     */
    public List<Span> byteSpans() {
        List<Span> parts = new ArrayList<>();
        for (Span span : document.supervision().spans()) {
            int from = span.start();
            for (int token = special.nextSetBit(0); token >= 0; token = special.nextSetBit(token + 1)) {
                if (starts[token] >= from && starts[token + 1] <= span.end()) {
                    addPart(parts, from, starts[token], false);
                    from = starts[token + 1];
                }
            }
            addPart(parts, from, span.end(), span.ends());
        }
        return parts;
    }

    private static void addPart(List<Span> parts, int from, int to, boolean ends) {
        if (to > from || ends) {
            parts.add(new Span(from, to, ends));
        }
    }
}
