package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's dict: keys in the order in which they came; 1, 1.0 and True are one key. Templates cannot change one. */
public final class PyDict extends Thing {
    private static final Set<String> MUTATING = Set.of("clear", "pop", "popitem", "setdefault", "update");

    private final Map<Object, Entry> entries = new LinkedHashMap<>();

    /** A key as it was written first, and its value. */
    record Entry(Object key, Object value) {}

    public void put(Object key, Object value) {
        Sizes.elements(entries.size() + 1L);
        entries.merge(Comparison.key(key), new Entry(key, value), (old, added) -> new Entry(old.key, value));
    }

    public void putAll(PyDict other) {
        other.entries.values().forEach(entry -> put(entry.key, entry.value));
    }

    /** The value of a key, or null. */
    public @Nullable Object get(Object key) {
        Entry entry = entries.get(Comparison.key(key));
        return entry == null ? null : entry.value;
    }

    public List<Object> keys() {
        return entries.values().stream().map(Entry::key).toList();
    }

    public List<Object> values() {
        return entries.values().stream().map(Entry::value).toList();
    }

    /** Pairs of key and value, as tuples. */
    public List<Object> pairs() {
        List<Object> pairs = new ArrayList<>(entries.size());
        entries.values().forEach(entry -> pairs.add(PyTuple.of(entry.key, entry.value)));
        return pairs;
    }

    @Override
    public String type() {
        return "dict";
    }

    @Override
    public String repr() {
        StringBuilder text = new StringBuilder("{");
        for (Entry entry : entries.values()) {
            text.append(text.length() == 1 ? "" : ", ").append(Printed.repr(entry.key)).append(": ").append(Printed.repr(entry.value));
            Sizes.checked(text.length());
        }
        return text.append("}").toString();
    }

    @Override
    public boolean truth() {
        return !entries.isEmpty();
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "get" -> Function.of(new Signature("get", "key default? /"), a -> {
                Object found = get(a[0]);
                return found != null ? found : a[1] == null ? None.NONE : a[1];
            });
            case "keys", "values", "items" -> Function.of(new Signature(name, ""), a -> new DictView(this, name));
            case "copy" -> Function.of(new Signature(name, ""), a -> this);
            case "fromkeys" -> fromKeys();
            default -> null;
        };
    }

    /** {@code dict.fromkeys}. */
    public static Function fromKeys() {
        return Function.of(new Signature("fromkeys", "iterable value? /"), a -> {
            PyDict dict = new PyDict();
            Values.iterate(a[0]).forEachRemaining(key -> dict.put(key, a[1] == null ? None.NONE : a[1]));
            return dict;
        });
    }

    @Override
    public boolean mutates(String method) {
        return MUTATING.contains(method);
    }

    @Override
    public Object item(Object key) {
        Object value = get(key);
        if (value == null) {
            throw Fault.lookup("%s", Printed.repr(key));
        }
        return value;
    }

    @Override
    public Object slice(Slice slice) {
        throw Fault.type("unhashable type: 'slice'");
    }

    @Override
    public boolean hasItems() {
        return true;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        return keys().iterator();
    }

    @Override
    public Iterator<Object> reversed() {
        return PySequence.backwards(keys());
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public int length() {
        return entries.size();
    }

    @Override
    public boolean contains(Object value) {
        return entries.containsKey(Comparison.key(value));
    }

    @Override
    public boolean equalTo(Object other) {
        Meter.count(entries.size());
        return other instanceof PyDict dict && entries.size() == dict.entries.size()
                && entries.entrySet().stream().allMatch(each -> dict.entries.containsKey(each.getKey())
                        && Comparison.same(each.getValue().value, dict.entries.get(each.getKey()).value));
    }

    @Override
    public Object key() {
        throw Fault.type("unhashable type: 'dict'");
    }
}
