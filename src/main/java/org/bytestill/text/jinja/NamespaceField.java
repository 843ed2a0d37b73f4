package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Fault;

/** A field of a namespace that is assigned: {@code ns.field}. */
final class NamespaceField extends Expression {
    private final Name owner;
    private final String field;

    NamespaceField(int line, String owner, String field) {
        super(line);
        this.owner = new Name(line, owner);
        this.field = field;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(owner);
    }

    @Override
    boolean canAssign() {
        return true;
    }

    @Override
    void markStored(Name.Use use) {
        // The name of the namespace is loaded, whatever is done with the field.
    }

    @Override
    Object value(Frame frame) {
        return namespace(frame);
    }

    private Namespace namespace(Frame frame) {
        if (owner.found(frame) instanceof Namespace namespace) {
            return namespace;
        }
        throw Fault.of(Fault.Kind.RUNTIME, "cannot assign attribute on non-namespace object");
    }

    /** Makes sure that there is a namespace, before the value is computed. */
    void check(Frame frame) {
        namespace(frame);
    }

    @Override
    void assign(Frame frame, Object value) {
        namespace(frame).put(field, value);
    }
}
