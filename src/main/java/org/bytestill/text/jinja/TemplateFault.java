package org.bytestill.text.jinja;

import org.bytestill.text.python.Fault;

/** What is wrong with a template, or stopped it, and where. */
public final class TemplateFault extends RuntimeException {
    private final int line;
    private final Fault fault;

    TemplateFault(int line, Fault fault) {
        super("line " + line + ": " + fault.getMessage(), null, false, false);
        this.line = line;
        this.fault = fault;
    }

    /** Line in the template, from 1. */
    public int line() {
        return line;
    }

    public Fault fault() {
        return fault;
    }
}
