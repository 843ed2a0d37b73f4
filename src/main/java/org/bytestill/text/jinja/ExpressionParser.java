package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytestill.text.python.Fault;

/** Parses expressions. From {@code or} to {@code **} each method has the operators of one precedence, from the weakest on. */
final class ExpressionParser {
    private static final Map<String, String> COMPARISONS = Map.of("==", "==", "!=", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=");
    /** Most brackets and signs within each other; Python's own parser allows some 70. */
    private static final int MOST_DEPTH = 100;
    /** Most operators in a row. */
    private static final int MOST_IN_A_ROW = 500;

    private final Tokens tokens;
    private final PrimaryParser primaries;
    private final PostfixParser postfixes;
    private int depth;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
        this.postfixes = new PostfixParser(tokens, this, primaries);
    }

    PrimaryParser primaries() {
        return primaries;
    }

    PostfixParser postfixes() {
        return postfixes;
    }

    Expression expression() {
        return nested(() -> {
            int line = tokens.line();
            Expression result = or();
            for (int i = 0; tokens.skipName("if"); i++) {
                limit(i);
                Expression condition = or();
                result = new Conditional(line, condition, result, tokens.skipName("else") ? expression() : null);
                line = tokens.line();
            }
            return result;
        });
    }

    /** Goes one level deeper for a part. */
    private <T> T nested(Supplier<T> part) {
        depth++;
        if (depth > MOST_DEPTH) {
            throw new TemplateFault(tokens.line(), Fault.bound("an expression is nested more than %d deep", MOST_DEPTH));
        }
        T result = part.get();
        depth--;
        return result;
    }

    void limit(int count) {
        if (count >= MOST_IN_A_ROW) {
            throw new TemplateFault(tokens.line(), Fault.bound("more than %d operators follow each other in an expression", MOST_IN_A_ROW));
        }
    }

    /** An expression without {@code if} behind it. */
    Expression or() {
        int line = tokens.line();
        Expression left = and();
        for (int i = 0; tokens.skipName("or"); i++) {
            limit(i);
            left = new Operation(line, "or", left, and());
            line = tokens.line();
        }
        return left;
    }

    private Expression and() {
        int line = tokens.line();
        Expression left = not();
        for (int i = 0; tokens.skipName("and"); i++) {
            limit(i);
            left = new Operation(line, "and", left, not());
            line = tokens.line();
        }
        return left;
    }

    private Expression not() {
        int line = tokens.line();
        return tokens.skipName("not") ? new Unary(line, "not", nested(this::not)) : comparison();
    }

    private Expression comparison() {
        int line = tokens.line();
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        for (String operator = comparator(); !operator.isEmpty(); operator = comparator()) {
            limit(operators.size());
            operators.add(operator);
            operands.add(sum());
            line = tokens.line();
        }
        return operators.isEmpty() ? first : new Comparisons(line, first, operators, operands);
    }

    /** Takes a comparison's operator; empty if there is none. */
    private String comparator() {
        if (tokens.is(Token.Kind.OPERATOR) && COMPARISONS.containsKey(tokens.current().value())) {
            return tokens.next().value().toString();
        }
        if (tokens.skipName("in")) {
            return "in";
        }
        if (tokens.isName("not") && tokens.following().isName("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        return "";
    }

    private Expression sum() {
        return chain(Set.of("+", "-"), this::concatenation);
    }

    private Expression product() {
        return chain(Set.of("*", "/", "//", "%"), this::power);
    }

    private Expression power() {
        return chain(Set.of("**"), () -> unary(true));
    }

    private Expression chain(Set<String> operators, Supplier<Expression> operand) {
        int line = tokens.line();
        Expression left = operand.get();
        for (int i = 0; tokens.is(Token.Kind.OPERATOR) && operators.contains(tokens.current().value()); i++) {
            limit(i);
            String operator = tokens.next().value().toString();
            left = new Operation(line, operator, left, operand.get());
            line = tokens.line();
        }
        return left;
    }

    private Expression concatenation() {
        int line = tokens.line();
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new Concatenation(line, parts);
    }

    private Expression unary(boolean withFilters) {
        int line = tokens.line();
        boolean signed = tokens.isOperator("-") || tokens.isOperator("+");
        Expression result = signed ? new Unary(line, tokens.next().value().toString(), nested(() -> unary(false)))
                : primaries.primary(false);
        result = postfixes.postfix(result);
        return withFilters ? postfixes.filters(result) : result;
    }
}
