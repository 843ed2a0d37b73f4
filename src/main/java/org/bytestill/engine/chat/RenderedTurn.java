package org.bytestill.engine.chat;

import java.util.Arrays;
import org.bytestill.corpus.Document;
import org.bytestill.text.Span;

/**
 * A supervised turn in one model's rendering of a conversation.
 *
 * @param message index of the message
 * @param text    the rendering in which it stands, without the token before it; turns of the same text share the array
 * @param markup  its special tokens
 * @param span    what the assistant writes, without the token that ends its turn
 */
record RenderedTurn(int message, byte[] text, Document.Markup markup, Span span) {
    byte[] bytes() {
        return Arrays.copyOfRange(text, span.start(), span.end());
    }

    /** The same turn with fewer bytes supervised. */
    RenderedTurn within(int start, int end, boolean ends) {
        return new RenderedTurn(message, text, markup, new Span(start, end, ends));
    }
}
