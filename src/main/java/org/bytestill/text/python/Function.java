package org.bytestill.text.python;

import org.jspecify.annotations.Nullable;

/** A function or a method bound to its value. */
public final class Function extends Thing {
    /** What a function does with its arguments. */
    @FunctionalInterface
    public interface Body {
        Object call(Arguments arguments);
    }

    /** What a function does with arguments bound to its parameters; null where one was left out. */
    @FunctionalInterface
    public interface BoundBody {
        Object call(@Nullable Object[] arguments);
    }

    private final Body body;

    public Function(Body body) {
        this.body = body;
    }

    public static Function of(Signature signature, BoundBody body) {
        return new Function(arguments -> body.call(signature.bind(arguments)));
    }

    /** A function that Python has and this interpreter has not: an error if it is called. */
    static Function unsupported(String what) {
        return new Function(arguments -> {
            throw Fault.unsupported("%s is not supported", what);
        });
    }

    @Override
    public String type() {
        return "builtin_function_or_method";
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Object call(Arguments arguments) {
        return body.call(arguments);
    }
}
