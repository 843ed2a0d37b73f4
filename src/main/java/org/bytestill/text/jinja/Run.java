package org.bytestill.text.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Markup;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Thing;

/** One rendering of a template: how far it is, what it has written, and its bounds. */
final class Run {
    /** Most steps: a node of the tree is one, and so are eight characters or elements of a value that is made. */
    private static final long MOST_STEPS = 50_000_000;
    /** Most calls of macros, loops and blocks within each other; Python allows some 190. */
    private static final int MOST_DEPTH = 150;

    private final Buffer text = new Buffer();
    private final List<JinjaTemplate.Range> generation = new ArrayList<>();
    private final Map<String, Block> blocks;
    private long steps;
    private int depth;
    private int line = 1;

    Run(Map<String, Block> blocks) {
        this.blocks = blocks;
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
        charge(1);
    }

    private void charge(long more) {
        steps += more;
        if (steps > MOST_STEPS) {
            throw Fault.bound("the template takes more than %,d steps: it may run for ever", MOST_STEPS);
        }
    }

    /** A value that was made, after its size was charged. */
    <T> T made(T value) {
        if (value instanceof String text) {
            charge(text.length() / 8);
        } else if (value instanceof BigInteger number) {
            charge(number.bitLength() / 8);
        } else if (value instanceof PyList || value instanceof PyDict || value instanceof PyTuple || value instanceof Markup) {
            charge(((Thing) value).length() / 8);
        }
        return value;
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
