package org.bytestill.text.go;

import java.util.Map;

/** A template of Go's text/template, parsed once. Immutable. */
public final class GoTemplate {
    private final GoNode root;

    private GoTemplate(GoNode root) {
        this.root = root;
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with the place, if it is none or uses what is not supported
     */
    public static GoTemplate parse(String source) {
        return new GoTemplate(new GoParser(GoLexer.tokens(source)).parse());
    }

    /**
     * Runs it.
     *
     * @param data the fields of its dot: String, Boolean, Integer, List or Map; a field that is not there is empty, as of a Go map
     * @throws IllegalArgumentException if it cannot be run over them
     */
    public String execute(Map<String, Object> data) {
        StringBuilder out = new StringBuilder();
        root.run(new GoScope(data), data, out);
        return out.toString();
    }
}
