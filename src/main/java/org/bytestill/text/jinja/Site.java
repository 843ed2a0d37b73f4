package org.bytestill.text.jinja;

import org.bytestill.text.python.Fault;

/**
 * Where a statement stands: its scope, the function whose variables it uses, and what is allowed there.
 *
 * @param function the function: the template, a macro, a block or a recursive loop
 * @param top      whether what is stored here goes into the context, where macros and blocks find it
 * @param soft     whether an unknown filter is an error only when it is called
 * @param loop     whether a loop of the same function is around it
 * @param dialect  which filters there are
 */
record Site(Symbols symbols, Layout function, boolean top, boolean soft, boolean loop, Dialect dialect) {

    /** A scope within this one. */
    Site inner() {
        return new Site(new Symbols(symbols, symbols.level() + 1), function, false, false, loop, dialect);
    }

    /** A scope within this one that is a function of its own. */
    Site innerFunction() {
        Layout inner = new Layout(function, symbols.level() + 1);
        return new Site(new Symbols(symbols, symbols.level() + 1), inner, false, false, false, dialect);
    }

    /** A branch of a condition. */
    Site branch() {
        return new Site(symbols.copy(), function, top, true, loop, dialect);
    }

    /** A scope of the same function as this one, but around which there is only what is around the other site. */
    Site beside(Site outer) {
        return new Site(new Symbols(outer.symbols, outer.symbols.level() + 1), function, false, false, loop, dialect);
    }

    Site inLoop() {
        return new Site(symbols, function, top, soft, true, dialect);
    }

    /** The place of the variable that a name means. */
    Place place(String name) {
        Variable variable = symbols.find(name);
        if (variable == null) {
            throw Fault.unsupported("the name '%s' cannot be used here", name);
        }
        return function.place(variable);
    }

    /** What has to be done when the scope is entered and left. */
    Entry entry() {
        return Entry.of(symbols, function);
    }
}
