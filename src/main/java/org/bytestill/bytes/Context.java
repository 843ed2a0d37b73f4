package org.bytestill.bytes;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token context: a sequence of tokens from the begin-of-sequence token on, a node of a document's context tree, with the
 * next-token distribution along the text once the model has evaluated it.
 */
public final class Context {
    private final int number;
    private final @Nullable Context parent;
    private final int token;
    private final int offset;
    private final int length;
    private final Map<Integer, Context> children = new HashMap<>(4);
    private @Nullable PrefixMass mass;
    private boolean evaluated;
    private int speculationDepth;

    private Context(int number, @Nullable Context parent, int token, int offset, int length) {
        this.number = number;
        this.parent = parent;
        this.token = token;
        this.offset = offset;
        this.length = length;
    }

    public static Context start(int token) {
        return new Context(0, null, token, 0, 1);
    }

    /** The context with one more token; null if it was not requested yet. */
    public @Nullable Context child(int childToken) {
        return children.get(childToken);
    }

    public Context addChild(int childNumber, int childToken, int bytes) {
        Context child = new Context(childNumber, this, childToken, offset + bytes, length + 1);
        children.put(childToken, child);
        return child;
    }

    /** The node's number in the model's tree. */
    int number() {
        return number;
    }

    TokenModel.Query query(TokenModel.Contexts document, boolean wanted) {
        return new TokenModel.Query(document, parent == null ? -1 : parent.number, token, wanted);
    }

    /** The context without its last token; null for the start. */
    @Nullable
    Context parent() {
        return parent;
    }

    /** The last token. */
    int token() {
        return token;
    }

    /** Number of bytes of the document that the context covers. */
    public int offset() {
        return offset;
    }

    /** Number of tokens, the start included. */
    public int length() {
        return length;
    }

    /** The next-token distribution along the document; before the evaluation, the approximation of it, or null. */
    public @Nullable PrefixMass mass() {
        return mass;
    }

    public boolean isEvaluated() {
        return evaluated;
    }

    void setEvaluated(PrefixMass row) {
        mass = row;
        evaluated = true;
    }

    /** Sets the approximation used until this context is evaluated: the distribution of another tokenization of the same bytes. */
    public void approximateBy(@Nullable PrefixMass other) {
        mass = other;
    }

    /** Lets the distribution follow a byte of the text that has become known; only where it was evaluated with its row kept. */
    public void follow(int position, byte value) {
        mass = mass.after(position - offset, value);
    }

    /** Gives the distribution back: the context counts as not evaluated, and its keys and values stay. */
    public void forget() {
        mass = null;
        evaluated = false;
    }

    /**
     * Speculation depth: how many improbable contexts were requested in succession from the nearest evaluated ancestor down to
     * this one.
     */
    public int speculationDepth() {
        return speculationDepth;
    }

    public void setSpeculationDepth(int depth) {
        speculationDepth = depth;
    }
}
