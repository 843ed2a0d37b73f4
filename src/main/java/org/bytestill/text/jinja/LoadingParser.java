package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;

/** Parses statements about other templates: {@code extends}, {@code include}, {@code import} and {@code from}. */
final class LoadingParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    LoadingParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Statement statement(int line, String tag) {
        return switch (tag) {
            case "include" -> include(line);
            case "import" -> importAs(line);
            case "from" -> importFrom(line);
            default -> new Loading(line, expressions.expression(), List.of());
        };
    }

    private Statement include(int line) {
        Expression template = expressions.expression();
        if (tokens.isName("ignore") && tokens.following().isName("missing")) {
            tokens.next();
            tokens.next();
        }
        skipContext();
        return new Loading(line, template, List.of());
    }

    private boolean skipContext() {
        boolean found = (tokens.isName("with") || tokens.isName("without")) && tokens.following().isName("context");
        if (found) {
            tokens.next();
            tokens.next();
        }
        return found;
    }

    private Statement importAs(int line) {
        Expression template = expressions.expression();
        tokens.expectName("as");
        String name = tokens.assignedName();
        skipContext();
        return new Loading(line, template, List.of(name));
    }

    private Statement importFrom(int line) {
        Expression template = expressions.expression();
        tokens.expectName("import");
        List<String> names = new ArrayList<>();
        do {
            if (skipContext()) {
                break;
            }
            String name = tokens.assignedName();
            names.add(tokens.skipName("as") ? tokens.assignedName() : name);
        } while (!skipContext() && tokens.skipOperator(","));
        return new Loading(line, template, names);
    }
}
