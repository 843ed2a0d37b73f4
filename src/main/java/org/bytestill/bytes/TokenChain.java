package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The completed tokens of a path, as an immutable linked list from the last token back to the start; paths share their
 * beginnings. Two chains are equal only if they are the same object.
 */
public final class TokenChain {
    private final @Nullable TokenChain before;
    private final int token;
    private final int end;
    private final boolean canonical;

    public TokenChain(@Nullable TokenChain before, int token, int end, boolean canonical) {
        this.before = before;
        this.token = token;
        this.end = end;
        this.canonical = canonical;
    }

    /** The chain without its last token; null for the start of the document, or of a window of it. */
    public @Nullable TokenChain before() {
        return before;
    }

    /** The last token's id; for the start the begin-of-sequence id. */
    public int token() {
        return token;
    }

    /** Offset of the byte after the last token, where the unfinished token of the path begins. */
    public int end() {
        return end;
    }

    /** True if these are the first tokens of the canonical encoding of the document. */
    public boolean isCanonical() {
        return canonical;
    }

    /** The token ids, from the start on. */
    public List<Integer> tokens() {
        List<Integer> tokens = new ArrayList<>();
        for (TokenChain chain = this; chain != null; chain = chain.before) {
            tokens.add(chain.token);
        }
        Collections.reverse(tokens);
        return tokens;
    }
}
