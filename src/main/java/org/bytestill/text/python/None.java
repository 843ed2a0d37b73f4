package org.bytestill.text.python;

/** Python's None. */
public final class None extends Thing {
    public static final None NONE = new None();

    private None() {}

    @Override
    public String type() {
        return "NoneType";
    }

    @Override
    public String repr() {
        return "None";
    }

    @Override
    public boolean truth() {
        return false;
    }
}
