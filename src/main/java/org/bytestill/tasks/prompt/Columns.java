package org.bytestill.tasks.prompt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bytestill.corpus.records.OtherValue;
import org.bytestill.corpus.records.Record;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.jspecify.annotations.Nullable;

/**
 * Records as the Python library datasets gives them: every document has every field, a column of whole numbers and others is one of
 * floats, and columns of CSV hold numbers where all of their values are numbers.
 */
final class Columns {
    /** What pandas takes for no value. */
    private static final Set<String> MISSING = Set.of("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND",
            "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(inf|Infinity)");

    private Columns() {}

    static TaskDocuments documents(List<Record> records, boolean csv) {
        Set<String> fields = new LinkedHashSet<>();
        records.forEach(record -> fields.addAll(record.values().keySet()));
        List<PyDict> documents = new ArrayList<>();
        records.forEach(record -> documents.add(new PyDict()));
        for (String field : fields) {
            List<@Nullable Object> values = new ArrayList<>();
            records.forEach(record -> values.add(record.values().get(field)));
            UnaryOperator<Object> as = csv ? ofText(values) : hasReals(values) ? Columns::toReals : value -> value;
            for (int i = 0; i < documents.size(); i++) {
                Object value = values.get(i);
                documents.get(i).put(field, value == null ? None.NONE : as.apply(python(value, records.get(i), field)));
            }
        }
        return new TaskDocuments(List.copyOf(fields), documents);
    }

    /** A value of a record as Python has it. */
    private static Object python(@Nullable Object value, Record record, String field) {
        if (value == null) {
            return None.NONE;
        }
        if (value instanceof List<?> list) {
            return new PyList(list.stream().map(each -> python(each, record, field)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            PyDict dict = new PyDict();
            map.forEach((key, each) -> dict.put(key, python(each, record, field)));
            return dict;
        }
        if (value instanceof OtherValue other) {
            throw record.refused("the field \"%s\" holds %s, which no prompt can hold. Take the column out.", field, other.kind());
        }
        return value instanceof BigInteger number ? Numbers.whole(number) : value;
    }

    /** Whether a column of numbers, or of lists of them, has one that is not whole. */
    private static boolean hasReals(@Nullable Object value) {
        return value instanceof Double || value instanceof List<?> list && list.stream().anyMatch(Columns::hasReals);
    }

    private static Object toReals(Object value) {
        if (value instanceof PyList list) {
            return new PyList(list.elements().stream().map(Columns::toReals).toList());
        }
        return value instanceof Long || value instanceof BigInteger ? (Object) Numbers.real(value) : value;
    }

    /** How the texts of a column of CSV are read. */
    private static UnaryOperator<Object> ofText(List<@Nullable Object> column) {
        List<String> values = column.stream().filter(Objects::nonNull).map(String::valueOf).filter(value -> !MISSING.contains(value))
                .toList();
        boolean complete = values.size() == column.size();
        if (all(values, WHOLE.asMatchPredicate())) {
            return complete ? value -> Numbers.whole(new BigInteger(String.valueOf(value).replace("+", "")))
                    : orNone(Double::parseDouble);
        }
        if (all(values, REAL.asMatchPredicate())) {
            return orNone(value -> Double.parseDouble(value.replace("inf", "Infinity").replace("InfinityInfinity", "Infinity")));
        }
        if (complete && all(values, value -> value.matches("True|TRUE|true|False|FALSE|false"))) {
            return value -> String.valueOf(value).equalsIgnoreCase("true");
        }
        return orNone(value -> value);
    }

    private static boolean all(List<String> values, Predicate<String> test) {
        return !values.isEmpty() && values.stream().allMatch(test);
    }

    private interface OfText {
        Object of(String value);
    }

    private static UnaryOperator<Object> orNone(OfText conversion) {
        return value -> MISSING.contains(String.valueOf(value)) ? None.NONE : conversion.of(String.valueOf(value));
    }
}
