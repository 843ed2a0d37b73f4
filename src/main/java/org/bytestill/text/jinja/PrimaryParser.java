package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.text.python.None;

/** Parses what expressions are made of: names, literals, lists, tuples and dicts. */
final class PrimaryParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    PrimaryParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** @param withField whether {@code name.field} is a field that is assigned */
    Expression primary(boolean withField) {
        Token token = tokens.current();
        switch (token.kind()) {
            case NAME -> {
                tokens.next();
                return named(token, withField);
            }
            case TEXT -> {
                return text();
            }
            case INTEGER, FLOAT -> {
                return new Constant(token.line(), tokens.next().value());
            }
            default -> {
                return bracketed(token);
            }
        }
    }

    private Expression named(Token token, boolean withField) {
        String name = token.value().toString();
        switch (name) {
            case "true", "True" -> {
                return new Constant(token.line(), true);
            }
            case "false", "False" -> {
                return new Constant(token.line(), false);
            }
            case "none", "None" -> {
                return new Constant(token.line(), None.NONE);
            }
            default -> {
                boolean field = withField && tokens.skipOperator(".");
                return field ? new NamespaceField(token.line(), name, tokens.expect(Token.Kind.NAME).value().toString())
                        : new Name(token.line(), name);
            }
        }
    }

    /** A text; texts that follow each other are one. */
    private Expression text() {
        int line = tokens.line();
        StringBuilder text = new StringBuilder();
        while (tokens.is(Token.Kind.TEXT)) {
            text.append(tokens.next().value());
        }
        return new Constant(line, text.toString());
    }

    private Expression bracketed(Token token) {
        if (tokens.skipOperator("(")) {
            Expression inner = tuple(false, true, true, false);
            tokens.expectOperator(")");
            return inner;
        }
        if (tokens.skipOperator("[")) {
            return new Sequence(token.line(), elements("]"), false);
        }
        if (tokens.skipOperator("{")) {
            return mapping(token.line());
        }
        throw tokens.fault("unexpected '%s'", token.words());
    }

    private List<Expression> elements(String end) {
        List<Expression> elements = new ArrayList<>();
        while (!tokens.isOperator(end)) {
            if (!elements.isEmpty()) {
                tokens.expectOperator(",");
            }
            if (!tokens.isOperator(end)) {
                elements.add(expressions.expression());
            }
        }
        tokens.next();
        return elements;
    }

    private Expression mapping(int line) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.isOperator("}")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            if (!tokens.isOperator("}")) {
                keys.add(expressions.expression());
                tokens.expectOperator(":");
                values.add(expressions.expression());
            }
        }
        tokens.next();
        return new Mapping(line, keys, values);
    }

    /**
     * One expression, or several with commas, which are a tuple.
     *
     * @param simple        whether only names and literals are allowed
     * @param withCondition whether an expression may have an {@code if}
     * @param mayBeEmpty    whether nothing is an empty tuple
     * @param withField     see {@link #primary}
     */
    Expression tuple(boolean simple, boolean withCondition, boolean mayBeEmpty, boolean withField) {
        int line = tokens.line();
        List<Expression> parts = new ArrayList<>();
        boolean comma = false;
        while (!endsTuple()) {
            parts.add(simple ? primary(withField) : withCondition ? expressions.expression() : expressions.or());
            if (!tokens.skipOperator(",")) {
                break;
            }
            comma = true;
            line = tokens.line();
        }
        if (parts.isEmpty() && !mayBeEmpty) {
            throw tokens.fault("Expected an expression, got '%s'", tokens.current().words());
        }
        return comma || parts.isEmpty() ? new Sequence(line, parts, true) : parts.get(0);
    }

    private boolean endsTuple() {
        return tokens.is(Token.Kind.VARIABLE_END) || tokens.is(Token.Kind.BLOCK_END) || tokens.isOperator(")");
    }
}
