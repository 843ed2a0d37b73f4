package org.bytestill.text.python;

/** A regular expression of Python written as Java's, where the two differ. */
final class PatternSpelling {
    private final String python;
    private final StringBuilder java = new StringBuilder();
    private int at;
    /** Whether what is read stands between brackets, and where they opened. */
    private int bracket = -1;

    PatternSpelling(String python) {
        this.python = python;
    }

    /** @throws IllegalArgumentException with what Java does not have */
    String java() {
        while (at < python.length()) {
            char c = python.charAt(at);
            if (c == '\\') {
                escape();
            } else if (bracket >= 0) {
                inBrackets(c);
            } else {
                outside(c);
            }
        }
        return java.toString();
    }

    private void take(int characters, String instead) {
        java.append(instead);
        at += characters;
    }

    private boolean next(String what) {
        return python.startsWith(what, at);
    }

    private void escape() {
        if (next("\\Z")) {
            take(2, "\\z");
        } else if (next("\\U") && python.length() >= at + 10) {
            take(10, "\\x{" + python.substring(at + 2, at + 10).replaceFirst("^0+", "") + "}");
        } else if (next("\\0")) {
            take(2, "\\x00");
        } else if (bracket >= 0 && next("\\b")) {
            take(2, "\\x08");
        } else {
            String escaped = python.substring(at, Math.min(python.length(), at + 2));
            take(escaped.length(), escaped);
        }
    }

    /** Java takes an inner bracket for a set within the set, and {@code &&} for an intersection. */
    private void inBrackets(char c) {
        boolean first = at == bracket + 1 || at == bracket + 2 && python.charAt(bracket + 1) == '^';
        if (c == ']' && !first) {
            bracket = -1;
            take(1, "]");
        } else {
            take(1, c == '[' || c == ']' || c == '&' ? "\\" + c : String.valueOf(c));
        }
    }

    private void outside(char c) {
        if (c == '[') {
            bracket = at;
            take(1, "[");
        } else if (next("(?P<")) {
            name(python.indexOf('>', at));
        } else if (next("(?P=")) {
            int end = python.indexOf(')', at);
            take(end + 1 - at, "\\k<" + python.substring(at + 4, end).replace("_", "") + ">");
        } else if (next("(?(")) {
            throw new IllegalArgumentException("a condition on a group, (?(...), is not supported");
        } else if (c == '{') {
            brace();
        } else {
            take(1, String.valueOf(c));
        }
    }

    /** Names of Java's groups have no underscore. */
    private void name(int end) {
        if (end < 0) {
            throw new IllegalArgumentException("the name of a group does not end");
        }
        take(end + 1 - at, "(?<" + python.substring(at + 4, end).replace("_", "") + ">");
    }

    /** A brace that counts nothing is a character. */
    private void brace() {
        int end = python.indexOf('}', at);
        String counts = end < 0 ? "" : python.substring(at + 1, end);
        if (counts.matches("\\d+(,\\d*)?")) {
            take(end + 1 - at, python.substring(at, end + 1));
        } else if (counts.matches(",\\d+")) {
            take(end + 1 - at, "{0" + counts + "}");
        } else {
            take(1, "\\{");
        }
    }
}
