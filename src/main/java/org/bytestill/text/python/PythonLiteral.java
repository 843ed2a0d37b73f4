package org.bytestill.text.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ast.literal_eval}: a value as {@code repr()} writes it, of texts, numbers, lists, tuples, dicts, True, False and None. */
public final class PythonLiteral {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\s*(\\d[\\d_]*\\.?\\d*([eE][+-]?\\d+)?|\\.\\d+([eE][+-]?\\d+)?)");
    private static final Pattern TEXT = Pattern.compile(
            "([rRuU]?)('''(.*?)'''|\"\"\"(.*?)\"\"\"|'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")",
            Pattern.DOTALL);
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** @throws Fault if the text is no literal */
    public static Object value(String text) {
        PythonLiteral literal = new PythonLiteral(TextSplits.strip(text, " \t", true, false));
        Object value = literal.valueOrTuple();
        literal.space();
        if (literal.at < literal.text.length()) {
            throw literal.malformed();
        }
        return value;
    }

    private Fault malformed() {
        return Fault.of(Fault.Kind.SYNTAX, "%s is no literal of Python, such as ['a', 'b']: it cannot be read at character %d",
                Printed.repr(text), at + 1);
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(String what) {
        space();
        boolean there = text.startsWith(what, at);
        at += there ? what.length() : 0;
        return there;
    }

    /** {@code 1, 2} is a tuple too. */
    private Object valueOrTuple() {
        Object first = value();
        return !take(",") ? first : new PyTuple(rest(first, ""));
    }

    private Object value() {
        if (++depth > DEEPEST) {
            throw Fault.bound("a literal nests deeper than %d", DEEPEST);
        }
        try {
            space();
            return take("[") ? new PyList(elements("]")) : take("(") ? tuple() : take("{") ? dict() : scalar();
        } finally {
            depth--;
        }
    }

    private List<Object> elements(String end) {
        if (take(end)) {
            return new ArrayList<>();
        }
        Object first = value();
        if (take(end)) {
            return new ArrayList<>(List.of(first));
        }
        if (!take(",")) {
            throw malformed();
        }
        return rest(first, end);
    }

    /** The elements after a first one and its comma. */
    private List<Object> rest(Object first, String end) {
        List<Object> elements = new ArrayList<>(List.of(first));
        while (!atEnd(end)) {
            elements.add(value());
            if (!take(",")) {
                if (!atEnd(end)) {
                    throw malformed();
                }
                break;
            }
        }
        take(end);
        return elements;
    }

    private boolean atEnd(String end) {
        space();
        return end.isEmpty() ? at == text.length() : text.startsWith(end, at);
    }

    private Object tuple() {
        if (take(")")) {
            return PyTuple.of();
        }
        Object first = value();
        if (take(")")) {
            return first;
        }
        if (!take(",")) {
            throw malformed();
        }
        return new PyTuple(rest(first, ")"));
    }

    private Object dict() {
        PyDict dict = new PyDict();
        while (!take("}")) {
            Object key = value();
            if (!take(":")) {
                throw malformed();
            }
            dict.put(key, value());
            if (!take(",") && !atEnd("}")) {
                throw malformed();
            }
        }
        return dict;
    }

    private Object scalar() {
        if (take("True")) {
            return true;
        }
        if (take("False")) {
            return false;
        }
        if (take("None")) {
            return None.NONE;
        }
        Matcher quoted = TEXT.matcher(text).region(at, text.length());
        return quoted.lookingAt() ? texts(quoted) : number();
    }

    /** Texts that stand side by side are one. */
    private Object texts(Matcher quoted) {
        StringBuilder joined = new StringBuilder();
        do {
            String inner = quoted.group(3) != null ? quoted.group(3) : quoted.group(4) != null ? quoted.group(4)
                    : quoted.group(5) != null ? quoted.group(5) : quoted.group(6);
            if (inner.indexOf('\n') >= 0 && quoted.group(3) == null && quoted.group(4) == null) {
                throw malformed();
            }
            joined.append(quoted.group(1).equalsIgnoreCase("r") ? inner : TextLiteral.value(inner));
            at = quoted.end();
            space();
            quoted.region(at, text.length());
        } while (quoted.lookingAt());
        return joined.toString();
    }

    private Object number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw malformed();
        }
        String digits = number.group().replace("_", "").replaceAll("\\s", "");
        if (digits.matches("[+-]?0+[1-9]\\d*")) {
            throw malformed(); // leading zeros are not permitted
        }
        at = number.end();
        return digits.matches("[+-]?\\d+") ? Numbers.whole(new BigInteger(digits)) : (Object) Double.valueOf(digits);
    }
}
