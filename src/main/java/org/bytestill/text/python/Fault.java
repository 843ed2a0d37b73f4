package org.bytestill.text.python;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exception of Python, or a bound of this interpreter. Holds no stack trace: it is an outcome of a template, not of this program. */
public final class Fault extends RuntimeException {
    /** Which exception; operations that catch some of them, as Python's do, tell them apart by it. */
    public enum Kind {
        TYPE, VALUE, LOOKUP, ATTRIBUTE, OVERFLOW, ARITHMETIC, UNDEFINED, SECURITY, RUNTIME, SYNTAX,
        /** The template called {@code raise_exception}. */
        RAISED,
        /** Python could do it, this interpreter does not. */
        UNSUPPORTED,
        /** Too many steps, too deep, or too large. */
        BOUND
    }

    private final Kind kind;

    public Fault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public static Fault of(Kind kind, String message, @Nullable Object... arguments) {
        return new Fault(kind, String.format(Locale.ROOT, message, arguments));
    }

    public static Fault type(String message, @Nullable Object... arguments) {
        return of(Kind.TYPE, message, arguments);
    }

    public static Fault value(String message, @Nullable Object... arguments) {
        return of(Kind.VALUE, message, arguments);
    }

    public static Fault lookup(String message, @Nullable Object... arguments) {
        return of(Kind.LOOKUP, message, arguments);
    }

    public static Fault unsupported(String message, @Nullable Object... arguments) {
        return of(Kind.UNSUPPORTED, message, arguments);
    }

    public static Fault bound(String message, @Nullable Object... arguments) {
        return of(Kind.BOUND, message, arguments);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it is one of Python's exceptions that are named. */
    public boolean is(Kind... kinds) {
        for (Kind each : kinds) {
            if (kind == each) {
                return true;
            }
        }
        return false;
    }
}
