package org.bytestill.text.go;

import java.util.List;
import java.util.function.Function;

/** The functions that templates may call, over values that are computed already; {@code and} and {@code or} need not compute all of theirs. */
final class GoFunctions {
    private GoFunctions() {}

    static boolean isOne(String name) {
        return List.of("eq", "ne", "lt", "le", "gt", "ge", "not", "len", "slice", "index", "and", "or").contains(name);
    }

    static Object call(String name, List<GoNode.Expression> arguments, Function<GoNode.Expression, Object> value) {
        if (name.equals("and") || name.equals("or")) {
            return firstThatDecides(name.equals("or"), arguments, value);
        }
        List<Object> values = arguments.stream().map(value).toList();
        return switch (name) {
            case "eq" -> values.stream().skip(1).anyMatch(values.get(0)::equals);
            case "ne" -> !values.get(0).equals(values.get(1));
            case "lt" -> compared(values) < 0;
            case "le" -> compared(values) <= 0;
            case "gt" -> compared(values) > 0;
            case "ge" -> compared(values) >= 0;
            case "not" -> !GoValues.isTrue(values.get(0));
            case "len" -> values.get(0) instanceof List<?> list ? list.size() : ((String) values.get(0)).length();
            case "slice" -> sliced((List<?>) values.get(0), values);
            case "index" -> ((List<?>) values.get(0)).get((Integer) values.get(1));
            default -> throw new IllegalArgumentException("Go template: function " + name + " is not supported.");
        };
    }

    /** The first value that is true (or) or false (and), or the last. */
    private static Object firstThatDecides(boolean wanted, List<GoNode.Expression> arguments, Function<GoNode.Expression, Object> value) {
        Object last = false;
        for (GoNode.Expression argument : arguments) {
            last = value.apply(argument);
            if (GoValues.isTrue(last) == wanted) {
                return last;
            }
        }
        return last;
    }

    private static int compared(List<Object> values) {
        return Integer.compare((Integer) values.get(0), (Integer) values.get(1));
    }

    private static List<?> sliced(List<?> list, List<Object> values) {
        int from = values.size() > 1 ? (Integer) values.get(1) : 0;
        int to = values.size() > 2 ? (Integer) values.get(2) : list.size();
        return list.subList(from, to);
    }
}
