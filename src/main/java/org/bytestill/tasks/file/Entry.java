package org.bytestill.tasks.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Values;

/**
 * A value of a task file and where it stands.
 *
 * @param key   the path of the key, for messages
 * @param value a scalar as {@code text.python} has it, a List of Entry, a Map of String to Entry, or a PythonFunction
 */
public record Entry(String key, Object value, Place place) {
    /** Refuses functions of Python, here and in what it holds. */
    void refuseFunctions() {
        if (value instanceof PythonFunction function) {
            throw place.refused("%s is a function of Python (!function %s), which cannot be run here. Write the value as a template, or"
                    + " prepare the data with Python before and name the result.", key, function.name());
        }
        if (isList()) {
            list().forEach(Entry::refuseFunctions);
        } else if (isMap()) {
            map().values().forEach(Entry::refuseFunctions);
        }
    }

    public boolean isNull() {
        return value instanceof None;
    }

    public boolean isList() {
        return value instanceof List;
    }

    public boolean isMap() {
        return value instanceof Map;
    }

    /** The elements of a list. */
    @SuppressWarnings("unchecked")
    public List<Entry> list() {
        if (!isList()) {
            throw expected("a list");
        }
        return (List<Entry>) value;
    }

    /** A list, or a single value as a list of one. */
    public List<Entry> asList() {
        return isList() ? list() : List.of(this);
    }

    /** The members of a map. */
    @SuppressWarnings("unchecked")
    public Map<String, Entry> map() {
        if (!isMap()) {
            throw expected("keys with values");
        }
        return (Map<String, Entry>) value;
    }

    public String text() {
        String text = Values.textOf(value);
        if (text == null) {
            throw expected("a text");
        }
        return text;
    }

    public boolean truth() {
        if (!(value instanceof Boolean)) {
            throw expected("true or false");
        }
        return (Boolean) value;
    }

    public int whole() {
        if (!Numbers.isWhole(value) || value instanceof Boolean) {
            throw expected("a whole number");
        }
        return (int) Numbers.saturated(value);
    }

    /** A number, or a text that is one, as YAML 1.1 reads {@code 1e-5}. */
    public double real() {
        try {
            return value instanceof String text ? Double.parseDouble(text) : Numbers.real(value);
        } catch (RuntimeException e) {
            throw expected("a number");
        }
    }

    private RuntimeException expected(String what) {
        return place.refused("%s: expected is %s. Mend the value.", key, what);
    }

    /** As a value of Python: lists and dicts without places. */
    public Object python() {
        if (isList()) {
            List<Object> elements = new ArrayList<>();
            list().forEach(element -> elements.add(element.python()));
            return new PyList(elements);
        }
        if (isMap()) {
            PyDict dict = new PyDict();
            new LinkedHashMap<>(map()).forEach((name, entry) -> dict.put(name, entry.python()));
            return dict;
        }
        return value;
    }
}
