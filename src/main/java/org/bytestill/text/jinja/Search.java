package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for names in a tree. */
final class Search {
    private Search() {}

    /** All names in a node, in order. */
    static List<Name> names(Node node) {
        List<Name> names = new ArrayList<>();
        collect(node, names);
        return names;
    }

    private static void collect(Node node, List<Name> names) {
        if (node instanceof Name name) {
            names.add(name);
        }
        node.children(child -> collect(child, names));
    }

    /** Fields of namespaces that are assigned in a target. */
    static List<NamespaceField> fields(Node node) {
        List<NamespaceField> fields = new ArrayList<>();
        if (node instanceof NamespaceField field) {
            fields.add(field);
        }
        node.children(child -> fields.addAll(fields(child)));
        return fields;
    }

    /** Those of some names that are loaded before anything else is done with them; blocks are not looked into. */
    static Set<String> undeclared(List<? extends Node> nodes, Set<String> names) {
        Set<String> open = new HashSet<>(names);
        Set<String> found = new HashSet<>();
        nodes.forEach(node -> undeclared(node, open, found));
        return found;
    }

    private static void undeclared(Node node, Set<String> open, Set<String> found) {
        if (node instanceof Block) {
            return;
        }
        if (node instanceof Name name) {
            if (name.use() == Name.Use.LOAD && open.contains(name.name())) {
                found.add(name.name());
            } else {
                open.remove(name.name());
            }
        }
        node.children(child -> undeclared(child, open, found));
    }
}
