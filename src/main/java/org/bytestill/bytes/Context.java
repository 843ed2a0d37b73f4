package org.bytestill.bytes;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token context of one document: a node of the model's tree, and its row once it was evaluated. */
public final class Context {
    private final int number;
    private final @Nullable Context parent;
    private final int token;
    private final int offset;
    private final int length;
    private final Map<Integer, Context> children = new HashMap<>(4);
    private @Nullable PrefixMass mass;
    private boolean evaluated;
    private int doubts;

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

    /** The context with one more token; null if nobody asked for it yet. */
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

    TokenModel.Query query(TokenModel.Contexts document) {
        return new TokenModel.Query(document, parent == null ? -1 : parent.number, token);
    }

    /** The context without its last token; null for the start. */
    @Nullable Context parent() {
        return parent;
    }

    /** The last token. */
    int token() {
        return token;
    }

    /** Bytes of the document that the context covers. */
    public int offset() {
        return offset;
    }

    /** Tokens, the start included. */
    public int length() {
        return length;
    }

    /** The row along the document's bytes; before it was evaluated the one it is taken for, or null. */
    public @Nullable PrefixMass mass() {
        return mass;
    }

    public boolean isEvaluated() {
        return evaluated;
    }

    void evaluated(PrefixMass row) {
        mass = row;
        evaluated = true;
    }

    /** Until it is evaluated, its row is taken for that of another context of the same bytes. */
    public void takeFor(PrefixMass other) {
        mass = other;
    }

    /** Of the contexts asked for in a row below one that is evaluated, itself the last, how many are doubtful. */
    public int doubts() {
        return doubts;
    }

    public void doubt(int number) {
        doubts = number;
    }
}
