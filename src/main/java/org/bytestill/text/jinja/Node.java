package org.bytestill.text.jinja;

import java.util.function.Consumer;

/** A node of a template's tree. */
abstract class Node {
    private final int line;

    Node(int line) {
        this.line = line;
    }

    /** Line in the template, from 1. */
    final int line() {
        return line;
    }

    /** Visits the nodes directly below. */
    abstract void children(Consumer<Node> visitor);

    /** Notes the names that the node loads and stores in the scope in which it stands, in the order of jinja2. */
    void scan(Symbols symbols) {
        children(child -> child.scan(symbols));
    }

    /** Finds the variables that names mean. Called once, before the template runs. */
    void bind(Site site) {
        children(child -> child.bind(site));
    }
}
