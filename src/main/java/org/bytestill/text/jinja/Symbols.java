package org.bytestill.text.jinja;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of one scope and where each comes from. As in jinja2 this is decided by the text alone: a name that the scope stores before it
 * loads it is a variable of the scope, which is undefined until then, whatever the context holds.
 */
final class Symbols {
    /** How a variable gets its first value when the scope is entered. */
    enum Source {
        PARAMETER, CONTEXT, OUTER, UNDEFINED
    }

    /** @param from the outer variable, if it is one's copy; else the variable itself */
    record Load(Source source, Variable from) {}

    private final @Nullable Symbols parent;
    private final int level;
    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<Variable, Load> loads = new LinkedHashMap<>();
    private final Set<String> stores = new LinkedHashSet<>();

    Symbols(@Nullable Symbols parent, int level) {
        this.parent = parent;
        this.level = level;
    }

    Symbols copy() {
        Symbols copy = new Symbols(parent, level);
        copy.variables.putAll(variables);
        copy.loads.putAll(loads);
        copy.stores.addAll(stores);
        return copy;
    }

    int level() {
        return level;
    }

    Map<Variable, Load> loads() {
        return loads;
    }

    /** The variable that a name means here, or null. */
    @Nullable
    Variable find(String name) {
        Variable own = variables.get(name);
        return own != null ? own : parent == null ? null : parent.find(name);
    }

    private Variable define(String name, Source source, @Nullable Variable from) {
        Variable variable = new Variable(name, level);
        variables.put(name, variable);
        loads.put(variable, new Load(source, from == null ? variable : from));
        return variable;
    }

    void load(String name) {
        if (find(name) == null) {
            define(name, Source.CONTEXT, null);
        }
    }

    void store(String name) {
        stores.add(name);
        if (!variables.containsKey(name)) {
            Variable outer = parent == null ? null : parent.find(name);
            define(name, outer == null ? Source.UNDEFINED : Source.OUTER, outer);
        }
    }

    Variable parameter(String name) {
        stores.add(name);
        return define(name, Source.PARAMETER, null);
    }

    /** Takes over what the branches of an {@code if} did, one of which runs: what only some of them store keeps its outer value else. */
    void join(List<Symbols> branches) {
        Set<String> stored = new LinkedHashSet<>();
        branches.forEach(branch -> stored.addAll(branch.stores));
        stored.removeAll(stores);
        for (Symbols branch : branches) {
            variables.putAll(branch.variables);
            loads.putAll(branch.loads);
            stores.addAll(branch.stores);
        }
        for (String name : stored) {
            Variable target = find(name);
            Variable outer = parent == null ? null : parent.find(name);
            loads.put(target, outer == null ? new Load(Source.CONTEXT, target) : new Load(Source.OUTER, outer));
        }
    }

    /** All names stored in this scope and those around it. */
    Map<String, Variable> stored() {
        Map<String, Variable> all = new TreeMap<>();
        for (Symbols each = this; each != null; each = each.parent) {
            each.stores.forEach(name -> all.putIfAbsent(name, find(name)));
        }
        return all;
    }
}
