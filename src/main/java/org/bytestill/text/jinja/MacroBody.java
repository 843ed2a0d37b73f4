package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.None;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Undefined;
import org.jspecify.annotations.Nullable;

/** Parameters and statements of a macro, of a call block or of a generation block: a function that returns text. */
final class MacroBody {
    private static final String CALLER = "caller";
    private final int line;
    private final List<Name> parameters;
    private final List<Expression> defaults;
    private final List<Statement> body;
    private @Nullable Layout layout;
    private @Nullable Entry entry;
    /** Places of {@code caller}, {@code kwargs} and {@code varargs}, if the body uses them and no parameter has that name. */
    private final Map<String, Place> special = new LinkedHashMap<>();
    private boolean usesCaller;

    /** @param defaults values of the last parameters */
    MacroBody(int line, List<Name> parameters, List<Expression> defaults, List<Statement> body) {
        this.line = line;
        this.parameters = parameters;
        this.defaults = defaults;
        this.body = body;
    }

    void children(Consumer<Node> visitor) {
        parameters.forEach(visitor);
        defaults.forEach(visitor);
        body.forEach(visitor);
    }

    List<String> names() {
        return parameters.stream().map(Name::name).toList();
    }

    boolean uses(String name) {
        return name.equals(CALLER) ? usesCaller : special.containsKey(name);
    }

    void bind(Site site) {
        if (Set.copyOf(names()).size() < parameters.size()) {
            throw syntax("a parameter has the name of another");
        }
        Site inner = site.innerFunction();
        children(child -> child.scan(inner.symbols()));
        Set<String> undeclared = Search.undeclared(body, Set.of(CALLER, "kwargs", "varargs"));
        usesCaller = undeclared.contains(CALLER);
        if (usesCaller && names().contains(CALLER) && names().indexOf(CALLER) < parameters.size() - defaults.size()) {
            throw syntax("When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.");
        }
        for (String name : List.of(CALLER, "kwargs", "varargs")) {
            if (undeclared.contains(name) && !names().contains(name)) {
                inner.symbols().parameter(name);
                special.put(name, inner.place(name));
            }
        }
        entry = inner.entry();
        children(child -> child.bind(inner));
        layout = inner.function();
    }

    private TemplateFault syntax(String message) {
        return new TemplateFault(line, new Fault(Fault.Kind.SYNTAX, message));
    }

    /** @param name the macro's name, for messages */
    String called(String name, Frame definer, Arguments arguments) {
        if (layout == null) {
            throw new IllegalStateException("macros are bound before a template runs");
        }
        Frame frame = new Frame(layout, definer);
        bind(name, frame, arguments);
        definer.run().enter();
        Entry.required(entry).enter(frame);
        for (int i = 0; i < parameters.size(); i++) {
            Name parameter = parameters.get(i);
            if (parameter.found(frame) == null) {
                int place = i - parameters.size() + defaults.size();
                parameter.assign(frame, place >= 0 ? defaults.get(place).value(frame)
                        : Undefined.because("parameter '" + parameter.name() + "' was not provided"));
            }
        }
        Buffer text = new Buffer();
        Statement.run(body, frame, text);
        definer.run().leave();
        return text.toString();
    }

    private void bind(String name, Frame frame, Arguments arguments) {
        List<Object> positional = new ArrayList<>(arguments.positional());
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        int given = Math.min(positional.size(), parameters.size());
        boolean foundCaller = given == parameters.size() && names().contains(CALLER);
        for (int i = 0; i < parameters.size(); i++) {
            Name parameter = parameters.get(i);
            parameter.assign(frame, i < given ? positional.get(i) : named.remove(parameter.name()));
            foundCaller |= i >= given && parameter.name().equals(CALLER);
        }
        if (usesCaller && !foundCaller) {
            Object caller = named.remove(CALLER);
            special.get(CALLER).set(frame, caller == null || caller instanceof None ? Undefined.because("No caller defined") : caller);
        }
        List<Object> rest = positional.subList(given, positional.size());
        if (!named.isEmpty() && !special.containsKey("kwargs")) {
            throw Fault.type("macro '%s' takes no keyword argument '%s'", name, named.keySet().iterator().next());
        }
        if (!rest.isEmpty() && !special.containsKey("varargs")) {
            throw Fault.type("macro '%s' takes not more than %d argument(s)", name, parameters.size());
        }
        if (special.containsKey("kwargs")) {
            PyDict dict = new PyDict();
            named.forEach(dict::put);
            special.get("kwargs").set(frame, dict);
        }
        if (special.containsKey("varargs")) {
            special.get("varargs").set(frame, new PyTuple(List.copyOf(rest)));
        }
    }
}
