package org.bytestill.text.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Markup;
import org.bytestill.text.python.Meter;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Undefined;

/** One rendering of a template: how far it is, what it has written, and its bounds. */
final class Run {
    /** Most steps: a node of the tree is one, and so is an element of a list, or two characters of a text, that is made. */
    private static final long MOST_STEPS = 20_000_000;
    private static final int MISSING_STEPS = 15;
    /** Most calls of macros, loops and blocks within each other; Python allows some 190. */
    private static final int MOST_DEPTH = 150;

    private final Buffer text = new Buffer();
    private final Meter meter;
    private final Dialect dialect;
    private final List<JinjaTemplate.Range> generation = new ArrayList<>();
    private final Map<String, Block> blocks;
    private int depth;
    private int line = 1;

    Run(Map<String, Block> blocks, Dialect dialect) {
        this.blocks = blocks;
        this.dialect = dialect;
        this.meter = new Meter(MOST_STEPS, dialect == Dialect.TASK);
    }

    /** The text of the template itself. */
    Buffer text() {
        return text;
    }

    List<JinjaTemplate.Range> generation() {
        return generation;
    }

    /** Notes a generation block's text, which stands where the template itself has come to, as transformers counts it. */
    void generated(String part) {
        int start = text.characters();
        generation.add(new JinjaTemplate.Range(start, start + part.codePointCount(0, part.length())));
    }

    /** The blocks of the template by name. */
    Map<String, Block> blocks() {
        return blocks;
    }

    int line() {
        return line;
    }

    /** One more step, at that line. */
    void at(int line) {
        this.line = line;
        meter.add(1);
    }

    /** A member of a value: of one that is not there the reason is written, which takes as long as some steps. */
    Object found(Object member) {
        if (member instanceof Undefined) {
            meter.add(MISSING_STEPS);
        }
        return member;
    }

    /** A value that was made, after its size was counted. */
    <T> T made(T value) {
        if (value instanceof String text) {
            meter.add(text.length() / 2);
        } else if (value instanceof BigInteger number) {
            meter.add(number.bitLength() / 8);
        } else if (value instanceof PyList || value instanceof PyDict || value instanceof PyTuple || value instanceof Markup) {
            meter.add(((Thing) value).length());
        }
        return value;
    }

    /** Runs with what is computed counted. */
    <T> T measured(Supplier<T> computation) {
        return meter.measured(computation);
    }

    /** Which filters there are. */
    Dialect dialect() {
        return dialect;
    }

    /** Goes a call deeper. */
    void enter() {
        depth++;
        if (depth > MOST_DEPTH) {
            throw Fault.bound("macros and loops call each other more than %d deep", MOST_DEPTH);
        }
    }

    void leave() {
        depth--;
    }
}
