package org.bytestill.text.jinja;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Function;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyRange;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** The functions that every template can call. */
final class Globals {
    private Globals() {}

    /** {@code dict}: a function with the method {@code fromkeys}. */
    private static final class DictType extends Thing {
        @Override
        public String type() {
            return "TemplateDict";
        }

        @Override
        public @Nullable Object attribute(String name) {
            return name.equals("fromkeys") ? PyDict.fromKeys() : null;
        }

        @Override
        public boolean isCallable() {
            return true;
        }

        @Override
        public Object call(Arguments arguments) {
            return dict(arguments);
        }
    }

    static Map<String, Object> of(Supplier<LocalDateTime> clock) {
        Map<String, Object> functions = new HashMap<>();
        functions.put("range", new Function(PyRange::of));
        functions.put("dict", new DictType());
        functions.put("namespace", new Function(Namespace::new));
        functions.put("cycler", new Function(Cycler::new));
        functions.put("joiner", new Function(Joiner::new));
        functions.put("lipsum", new Function(arguments -> {
            throw Fault.unsupported("the function lipsum writes random text and is not supported");
        }));
        functions.put("raise_exception", Function.of(new Signature("raise_exception", "message"), a -> {
            throw new Fault(Fault.Kind.RAISED, Printed.str(required(a[0])));
        }));
        functions.put("strftime_now", Function.of(new Signature("strftime_now", "format"), a -> {
            String format = Values.textOf(required(a[0]));
            if (format == null) {
                throw Fault.type("strftime() argument 1 must be str, not %s", Values.typeOf(required(a[0])));
            }
            return TimeFormat.of(clock.get(), format);
        }));
        return functions;
    }

    private static Object required(@Nullable Object argument) {
        if (argument == null) {
            throw new IllegalStateException("a signature makes sure of required arguments");
        }
        return argument;
    }

    /** {@code dict(pairs, name=value)}. */
    static PyDict dict(Arguments arguments) {
        PyDict dict = new PyDict();
        if (arguments.positional().size() > 1) {
            throw Fault.type("dict expected at most 1 argument, got %d", arguments.positional().size());
        }
        for (Object given : arguments.positional()) {
            if (given instanceof Undefined undefined) {
                throw undefined.fault();
            }
            if (given instanceof PyDict other) {
                dict.putAll(other);
            } else {
                Values.iterate(given).forEachRemaining(pair -> put(dict, pair));
            }
        }
        arguments.named().forEach(dict::put);
        return dict;
    }

    private static void put(PyDict dict, Object pair) {
        List<Object> parts = PyList.of(Values.iterate(pair)).elements();
        if (parts.size() != 2) {
            throw Fault.value("dictionary update sequence element has length %d; 2 is required", parts.size());
        }
        dict.put(parts.get(0), parts.get(1));
    }
}
