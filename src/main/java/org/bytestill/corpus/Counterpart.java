package org.bytestill.corpus;

import java.util.List;
import org.bytestill.text.Span;

/**
 * A supervised span in another model's rendering of the same conversation. Its bytes are those of the document's span; what stands
 * around them, the templates decide.
 *
 * @param text   the other rendering, up to the end of the span at least; not copied
 * @param markup its special tokens
 * @param span   the span in it, of the same bytes and with the same kind of end
 */
public record Counterpart(byte[] text, Document.Markup markup, Span span) {
    /** The other rendering with this span alone, named as the document to which it belongs. */
    public Document document(Document own) {
        return new Document(own.id(), text, own.source(), own.offset(), new Supervision(List.of(span)), markup);
    }
}
