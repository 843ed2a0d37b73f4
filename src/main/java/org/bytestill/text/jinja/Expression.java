package org.bytestill.text.jinja;

/** An expression. */
abstract class Expression extends Node {
    Expression(int line) {
        super(line);
    }

    abstract Object value(Frame frame);

    /** Whether it can stand before {@code =} and after {@code for}. */
    boolean canAssign() {
        return false;
    }

    /** Makes the names in it stored ones. */
    void markStored(Name.Use use) {
        children(child -> ((Expression) child).markStored(use));
    }

    /** The same target once more, for another scope. */
    Expression copy() {
        throw new IllegalStateException("only targets are copied");
    }

    void assign(Frame frame, Object value) {
        throw new IllegalStateException("the parser lets only names, tuples and fields of namespaces be assigned");
    }
}
