package org.bytestill.text.jinja;

/**
 * A token of a template.
 *
 * @param value the text; of a literal its value
 * @param line  line on which it begins, from 1
 */
record Token(Kind kind, Object value, int line) {
    /** What a token is. */
    enum Kind {
        DATA("template data"), BLOCK_BEGIN("begin of statement block"), BLOCK_END("end of statement block"),
        VARIABLE_BEGIN("begin of print statement"), VARIABLE_END("end of print statement"), NAME("name"), TEXT("string"),
        INTEGER("integer"), FLOAT("float"), OPERATOR("operator"), END("end of template");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    boolean isName(String name) {
        return kind == Kind.NAME && value.equals(name);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && value.equals(operator);
    }

    /** The token in a message. */
    String words() {
        return kind == Kind.NAME || kind == Kind.OPERATOR ? value.toString() : kind.words;
    }
}
