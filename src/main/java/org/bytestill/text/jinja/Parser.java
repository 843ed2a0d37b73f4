package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytestill.text.python.Fault;

/** Parses statements. */
final class Parser {
    /** Most statements within each other; Python's own compiler allows fewer. */
    private static final int MOST_DEPTH = 100;

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final PrimaryParser primaries;
    private int depth;

    Parser(List<Token> tokens) {
        this.tokens = new Tokens(tokens);
        this.expressions = new ExpressionParser(this.tokens);
        this.primaries = expressions.primaries();
    }

    List<Statement> template() {
        return statements(Set.of());
    }

    /** Statements up to one of some words, which stays the current token. */
    private List<Statement> statements(Set<String> ends) {
        List<Statement> body = new ArrayList<>();
        List<Expression> written = new ArrayList<>();
        while (!tokens.is(Token.Kind.END)) {
            if (tokens.is(Token.Kind.DATA)) {
                written.add(new Constant(tokens.line(), tokens.next().value()));
            } else if (tokens.is(Token.Kind.VARIABLE_BEGIN)) {
                tokens.next();
                written.add(primaries.tuple(false, true, false, false));
                tokens.expect(Token.Kind.VARIABLE_END);
            } else {
                flush(written, body);
                tokens.expect(Token.Kind.BLOCK_BEGIN);
                if (tokens.is(Token.Kind.NAME) && ends.contains(tokens.current().value())) {
                    return body;
                }
                body.add(statement());
                tokens.expect(Token.Kind.BLOCK_END);
            }
        }
        flush(written, body);
        if (!ends.isEmpty()) {
            throw tokens.fault("Unexpected end of template. Jinja was looking for the following tags: %s.",
                    String.join(" or ", ends.stream().sorted().toList()));
        }
        return body;
    }

    private static void flush(List<Expression> written, List<Statement> body) {
        if (!written.isEmpty()) {
            body.add(new Write(written.get(0).line(), List.copyOf(written)));
            written.clear();
        }
    }

    /** The body of a statement up to one of some words. */
    private List<Statement> body(String... ends) {
        tokens.skipOperator(":");
        tokens.expect(Token.Kind.BLOCK_END);
        depth++;
        if (depth > MOST_DEPTH) {
            throw new TemplateFault(tokens.line(), Fault.bound("statements are nested more than %d deep", MOST_DEPTH));
        }
        List<Statement> body = statements(Set.of(ends));
        depth--;
        return body;
    }

    /** The body of a statement up to its last word, which is taken. */
    private List<Statement> wholeBody(String end) {
        List<Statement> body = body(end);
        tokens.next();
        return body;
    }

    private Statement statement() {
        if (!tokens.is(Token.Kind.NAME)) {
            throw tokens.fault("tag name expected");
        }
        int line = tokens.line();
        String tag = tokens.current().value().toString();
        TemplateFault unknown = tokens.fault("Encountered unknown tag '%s'.", tag);
        tokens.next();
        return switch (tag) {
            case "for" -> loop(line);
            case "if" -> condition(line);
            case "set" -> assignment(line);
            case "macro" -> macro(line);
            case "call" -> callBlock(line);
            case "filter" -> filterBlock(line);
            case "with" -> with(line);
            case "print" -> print(line);
            case "block" -> block(line);
            case "generation" -> new Generation(line, wholeBody("endgeneration"));
            case "autoescape" -> new Autoescape(line, expressions.expression(), wholeBody("endautoescape"));
            case "break" -> new Jump(line, Statement.Flow.BREAK);
            case "continue" -> new Jump(line, Statement.Flow.CONTINUE);
            case "extends", "include", "import", "from" -> new LoadingParser(tokens, expressions).statement(line, tag);
            default -> throw unknown;
        };
    }

    /** What is assigned: a name, or several with commas. */
    private Expression target(boolean withField, Name.Use use) {
        int line = tokens.line();
        Expression target = primaries.tuple(true, true, false, withField);
        if (!target.canAssign()) {
            throw new TemplateFault(line, Fault.of(Fault.Kind.SYNTAX, "can't assign to this expression"));
        }
        target.markStored(use);
        return target;
    }

    private Statement loop(int line) {
        Expression target = target(false, Name.Use.STORE);
        tokens.expectName("in");
        Expression elements = primaries.tuple(false, false, false, false);
        Expression condition = tokens.skipName("if") ? expressions.expression() : null;
        boolean recursive = tokens.skipName("recursive");
        List<Statement> body = body("endfor", "else");
        List<Statement> otherwise = tokens.next().isName("else") ? wholeBody("endfor") : List.of();
        Selection selection = condition == null ? null : new Selection(target.copy(), condition);
        return new For(line, target, elements, body, otherwise, selection, recursive);
    }

    private Statement condition(int line) {
        Expression test = primaries.tuple(false, false, false, false);
        List<Statement> then = body("elif", "else", "endif");
        List<If> others = new ArrayList<>();
        while (tokens.isName("elif")) {
            int otherLine = tokens.next().line();
            Expression other = primaries.tuple(false, false, false, false);
            others.add(new If(otherLine, other, body("elif", "else", "endif"), List.of(), List.of()));
        }
        return new If(line, test, then, others, tokens.next().isName("else") ? wholeBody("endif") : List.of());
    }

    private Statement assignment(int line) {
        Expression target = target(true, Name.Use.STORE);
        if (tokens.skipOperator("=")) {
            return Assignment.of(line, target, primaries.tuple(false, true, false, false));
        }
        Filtered filter = null;
        while (tokens.skipOperator("|")) {
            filter = expressions.postfixes().filter(filter);
        }
        return Assignment.ofBlock(line, target, filter, wholeBody("endset"));
    }

    private void parameters(List<Name> names, List<Expression> defaults) {
        tokens.expectOperator("(");
        while (!tokens.isOperator(")")) {
            if (!names.isEmpty()) {
                tokens.expectOperator(",");
            }
            Name name = new Name(tokens.line(), tokens.assignedName());
            name.markStored(Name.Use.PARAMETER);
            if (tokens.skipOperator("=")) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw tokens.fault("non-default argument follows default argument");
            }
            names.add(name);
        }
        tokens.next();
    }

    private Statement macro(int line) {
        String name = tokens.assignedName();
        List<Name> names = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        parameters(names, defaults);
        return new MacroDefinition(line, name, new MacroBody(line, names, defaults, wholeBody("endmacro")));
    }

    private Statement callBlock(int line) {
        List<Name> names = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        if (tokens.isOperator("(")) {
            parameters(names, defaults);
        }
        if (!(expressions.expression() instanceof Call call)) {
            throw new TemplateFault(line, Fault.of(Fault.Kind.SYNTAX, "expected call"));
        }
        return new CallBlock(line, call, new MacroBody(line, names, defaults, wholeBody("endcall")));
    }

    private Statement filterBlock(int line) {
        Filtered filter = expressions.postfixes().filter(null);
        while (tokens.skipOperator("|")) {
            filter = expressions.postfixes().filter(filter);
        }
        return new FilterBlock(line, filter, wholeBody("endfilter"));
    }

    private Statement with(int line) {
        List<Expression> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.is(Token.Kind.BLOCK_END)) {
            if (!targets.isEmpty()) {
                tokens.expectOperator(",");
            }
            targets.add(target(false, Name.Use.PARAMETER));
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        return new With(line, targets, values, wholeBody("endwith"));
    }

    private Statement print(int line) {
        List<Expression> parts = new ArrayList<>();
        while (!tokens.is(Token.Kind.BLOCK_END)) {
            if (!parts.isEmpty()) {
                tokens.expectOperator(",");
            }
            parts.add(expressions.expression());
        }
        return new Write(line, parts);
    }

    private Statement block(int line) {
        String name = tokens.expect(Token.Kind.NAME).value().toString();
        boolean scoped = tokens.skipName("scoped");
        boolean required = tokens.skipName("required");
        Statement block = new Block(line, name, wholeBody("endblock"), scoped, required);
        tokens.skipName(name);
        return block;
    }
}
