package org.bytestill.text.python;

import java.util.Collections;
import java.util.Iterator;

/**
 * What a name, attribute or element that does not exist gives, as jinja2's {@code Undefined}: prints nothing, is false, has no elements; any
 * other use of it is an error that says what was missing. In a strict computation these are errors too ({@code StrictUndefined}).
 */
public final class Undefined extends Thing {
    private static final Object KEY = new Object();

    private final Fault.Kind kind;
    private final String message;

    private Undefined(Fault.Kind kind, String message) {
        this.kind = kind;
        this.message = message;
    }

    public static Undefined because(String message) {
        return new Undefined(Fault.Kind.UNDEFINED, message);
    }

    public static Undefined name(String name) {
        return because("'" + name + "' is undefined");
    }

    /** Of an attribute or element that the value does not have. */
    public static Undefined of(Object value, Object key) {
        String type = value instanceof None ? "None" : Values.typeOf(value) + " object";
        return key instanceof String name ? because("'" + type + "' has no attribute '" + name + "'")
                : because(type + " has no element " + Printed.repr(key));
    }

    /** Of an attribute that the sandbox hides. */
    public static Undefined unsafe(Object value, String name) {
        return new Undefined(Fault.Kind.SECURITY,
                "access to attribute '" + name + "' of '" + Values.typeOf(value) + "' object is unsafe");
    }

    private <T> T ifAllowed(T value) {
        if (Meter.isStrict()) {
            throw fault();
        }
        return value;
    }

    /** The error of using it. */
    public Fault fault() {
        return new Fault(kind, message);
    }

    @Override
    public String type() {
        return "Undefined";
    }

    @Override
    public String repr() {
        return "Undefined";
    }

    @Override
    public String text() {
        return ifAllowed("");
    }

    @Override
    public boolean truth() {
        return ifAllowed(false);
    }

    @Override
    public Object attribute(String name) {
        throw fault();
    }

    @Override
    public Object item(Object key) {
        throw fault();
    }

    @Override
    public Object slice(Slice slice) {
        throw fault();
    }

    @Override
    public boolean hasItems() {
        return true;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        return ifAllowed(Collections.emptyIterator());
    }

    @Override
    public Iterator<Object> reversed() {
        return ifAllowed(Collections.emptyIterator());
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public int length() {
        return ifAllowed(0);
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Object call(Arguments arguments) {
        throw fault();
    }

    @Override
    public boolean equalTo(Object other) {
        return ifAllowed(other instanceof Undefined);
    }

    @Override
    public Object key() {
        return ifAllowed(KEY);
    }
}
