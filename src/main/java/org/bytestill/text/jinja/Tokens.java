package org.bytestill.text.jinja;

import java.util.List;
import java.util.Set;
import org.bytestill.text.python.Fault;

/** The tokens of a template, read one after the other. */
final class Tokens {
    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    /** The token after the current one. */
    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return current().line();
    }

    /** Takes the current token. */
    Token next() {
        Token token = current();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean is(Token.Kind kind) {
        return current().kind() == kind;
    }

    boolean isName(String name) {
        return current().isName(name);
    }

    boolean isOperator(String operator) {
        return current().isOperator(operator);
    }

    /** Takes the current token if it is that word. */
    boolean skipName(String name) {
        boolean found = isName(name);
        if (found) {
            next();
        }
        return found;
    }

    boolean skipOperator(String operator) {
        boolean found = isOperator(operator);
        if (found) {
            next();
        }
        return found;
    }

    Token expect(Token.Kind kind) {
        return expect(is(kind), new Token(kind, kind == Token.Kind.NAME ? "name" : "", 0).words());
    }

    Token expectName(String name) {
        return expect(isName(name), name);
    }

    Token expectOperator(String operator) {
        return expect(isOperator(operator), operator);
    }

    /** Takes a name that is assigned, which true, false and none cannot be. */
    String assignedName() {
        if (is(Token.Kind.NAME) && Set.of("true", "false", "none", "True", "False", "None").contains(current().value())) {
            throw fault("can't assign to '%s'", current().value());
        }
        return expect(Token.Kind.NAME).value().toString();
    }

    private Token expect(boolean found, String expected) {
        if (!found) {
            throw is(Token.Kind.END) ? fault("unexpected end of template, expected '%s'.", expected)
                    : fault("expected token '%s', got '%s'", expected, current().words());
        }
        return next();
    }

    /** A mistake at the current token. */
    TemplateFault fault(String message, Object... arguments) {
        return new TemplateFault(line(), Fault.of(Fault.Kind.SYNTAX, message, arguments));
    }
}
