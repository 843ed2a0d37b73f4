package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.text.python.None;
import org.jspecify.annotations.Nullable;

/** Parses what follows an expression: members, slices, calls, filters and tests. */
final class PostfixParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;

    PostfixParser(Tokens tokens, ExpressionParser expressions, PrimaryParser primaries) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.primaries = primaries;
    }

    /** Members and calls behind an expression. */
    Expression postfix(Expression start) {
        Expression result = start;
        for (int i = 0;; i++) {
            expressions.limit(i);
            if (tokens.isOperator(".") || tokens.isOperator("[")) {
                result = member(result);
            } else if (tokens.isOperator("(")) {
                result = new Call(tokens.line(), result, arguments());
            } else {
                return result;
            }
        }
    }

    private Expression member(Expression owner) {
        int line = tokens.line();
        if (tokens.next().value().equals("[")) {
            return subscript(owner, line);
        }
        Token name = tokens.next();
        if (name.kind() != Token.Kind.NAME && name.kind() != Token.Kind.INTEGER) {
            throw tokens.fault("expected name or number");
        }
        return new Member(line, owner, new Constant(name.line(), name.value()), name.kind() == Token.Kind.NAME);
    }

    private Expression subscript(Expression owner, int line) {
        List<Expression> keys = new ArrayList<>();
        while (!tokens.isOperator("]")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            keys.add(key());
        }
        tokens.next();
        boolean slices = keys.stream().anyMatch(Member.Range.class::isInstance);
        if (keys.size() != 1 && slices) {
            throw tokens.fault("slices within tuples are not supported");
        }
        return new Member(line, owner, keys.size() == 1 ? keys.get(0) : new Sequence(line, keys, true), false);
    }

    private Expression key() {
        int line = tokens.line();
        Expression none = new Constant(line, None.NONE);
        Expression start = tokens.isOperator(":") ? none : expressions.expression();
        if (!tokens.skipOperator(":")) {
            return start;
        }
        Expression stop = endsKey() || tokens.isOperator(":") ? none : expressions.expression();
        Expression step = !tokens.skipOperator(":") || endsKey() ? none : expressions.expression();
        return new Member.Range(line, start, stop, step);
    }

    private boolean endsKey() {
        return tokens.isOperator("]") || tokens.isOperator(",");
    }

    CallArguments arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression list = null;
        Expression table = null;
        boolean first = true;
        while (!tokens.isOperator(")")) {
            if (!first) {
                tokens.expectOperator(",");
            }
            first = false;
            if (tokens.isOperator(")")) {
                break;
            }
            if (tokens.isOperator("*")) {
                list = starred(list == null && table == null);
            } else if (tokens.isOperator("**")) {
                table = starred(table == null);
            } else if (tokens.is(Token.Kind.NAME) && tokens.following().isOperator("=")) {
                ensure(table == null && !named.containsKey(tokens.current().value().toString()));
                String name = tokens.next().value().toString();
                tokens.next();
                named.put(name, expressions.expression());
            } else {
                ensure(list == null && table == null && named.isEmpty());
                positional.add(expressions.expression());
            }
        }
        tokens.next();
        return new CallArguments(positional, named, list, table);
    }

    private Expression starred(boolean allowed) {
        ensure(allowed);
        tokens.next();
        return expressions.expression();
    }

    private void ensure(boolean condition) {
        if (!condition) {
            throw tokens.fault("invalid syntax for function call expression");
        }
    }

    /** Filters, tests and calls behind an expression. */
    Expression filters(Expression start) {
        Expression result = start;
        for (int i = 0;; i++) {
            expressions.limit(i);
            if (tokens.skipOperator("|")) {
                result = filter(result);
            } else if (tokens.skipName("is")) {
                result = test(result);
            } else if (tokens.isOperator("(")) {
                result = new Call(tokens.line(), result, arguments());
            } else {
                return result;
            }
        }
    }

    /** A filter's name and arguments; the bar before it is taken. */
    Filtered filter(@Nullable Expression value) {
        int line = tokens.line();
        String name = dotted();
        return new Filtered(line, value, name, tokens.isOperator("(") ? arguments() : CallArguments.NONE, false);
    }

    private String dotted() {
        StringBuilder name = new StringBuilder(tokens.expect(Token.Kind.NAME).value().toString());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Kind.NAME).value());
        }
        return name.toString();
    }

    private Expression test(Expression value) {
        int line = tokens.line();
        boolean negated = tokens.skipName("not");
        String name = dotted();
        CallArguments arguments = tokens.isOperator("(") ? arguments() : startsArgument() ? argument() : CallArguments.NONE;
        Expression test = new Filtered(line, value, name, arguments, true);
        return negated ? new Unary(line, "not", test) : test;
    }

    /** Whether an argument without brackets follows a test. That {@code if} is taken for one is jinja2's own way. */
    private boolean startsArgument() {
        boolean value = switch (tokens.current().kind()) {
            case NAME, TEXT, INTEGER, FLOAT -> true;
            default -> tokens.isOperator("[") || tokens.isOperator("{");
        };
        return value && !tokens.isName("else") && !tokens.isName("or") && !tokens.isName("and");
    }

    private CallArguments argument() {
        if (tokens.isName("is")) {
            throw tokens.fault("You cannot chain multiple tests with is");
        }
        return new CallArguments(List.of(postfix(primaries.primary(false))), Map.of(), null, null);
    }
}
