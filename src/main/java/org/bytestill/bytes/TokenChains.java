package org.bytestill.bytes;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytestill.text.Vocabulary;

/**
 * Token chains of a window's contexts, one object for each context. Unlike contexts they hold no distributions, so a path log
 * can keep them after the window has been read.
 */
public final class TokenChains {
    private final int windowStart;
    private final int promptLength;
    /** The canonical token that begins at each offset of the window, or -1. */
    private final int[] canonicalAt;
    private final Map<Context, TokenChain> chains = new IdentityHashMap<>();

    public TokenChains(ReadingWindow window, Vocabulary vocabulary) {
        windowStart = window.start();
        promptLength = window.prompt().length;
        canonicalAt = new int[window.text().length + 1];
        Arrays.fill(canonicalAt, -1);
        int offset = 0;
        for (int token : window.tokens()) {
            canonicalAt[offset] = token;
            offset += vocabulary.bytesOf(token).length;
        }
    }

    public TokenChain of(Context context) {
        // Not recursive: the first distribution of a window may have a context of thousands of tokens.
        Deque<Context> unknown = new ArrayDeque<>();
        Context at = context;
        while (at != null && !chains.containsKey(at)) {
            unknown.push(at);
            at = at.parent();
        }
        TokenChain chain = at == null ? null : chains.get(at);
        for (Context next : unknown) {
            boolean canonical = next.length() <= promptLength || chain.isCanonical() && canonicalAt[next.parent().offset()] == next.token();
            chain = new TokenChain(chain, next.token(), windowStart + next.offset(), canonical);
            chains.put(next, chain);
        }
        return chain;
    }
}
