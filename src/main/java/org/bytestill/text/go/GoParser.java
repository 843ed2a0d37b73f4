package org.bytestill.text.go;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.text.go.GoLexer.Kind;
import org.bytestill.text.go.GoLexer.Token;
import org.jspecify.annotations.Nullable;

/** Makes a tree of the tokens of a template. */
final class GoParser {
    private final List<Token> tokens;
    private int at;

    GoParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    GoNode parse() {
        GoNode all = block();
        if (at < tokens.size()) {
            throw GoLexer.wrong(tokens.get(at).offset(), "nothing is open that could end here");
        }
        return all;
    }

    private Token token() {
        if (at >= tokens.size()) {
            throw new IllegalArgumentException("Go template: an if or range is not ended.");
        }
        return tokens.get(at);
    }

    private Token take(Kind kind) {
        Token token = token();
        if (token.kind() != kind) {
            throw GoLexer.wrong(token.offset(), "\"" + token.text() + "\" is not expected here");
        }
        at++;
        return token;
    }

    private boolean takes(String word) {
        boolean taken = at < tokens.size() && tokens.get(at).is(word);
        at += taken ? 1 : 0;
        return taken;
    }

    /** Up to the end of the template, an end or an else. */
    private GoNode block() {
        List<GoNode> parts = new ArrayList<>();
        while (at < tokens.size()) {
            if (token().kind() == Kind.TEXT) {
                parts.add(new GoNode.Text(take(Kind.TEXT).text()));
                continue;
            }
            Token first = tokens.get(at + 1);
            if (first.is("end") || first.is("else")) {
                break;
            }
            take(Kind.OPEN);
            parts.add(action());
        }
        return new GoNode.Block(List.copyOf(parts));
    }

    private GoNode action() {
        if (takes("if")) {
            return condition();
        }
        if (takes("range")) {
            return range();
        }
        GoNode node = isAssignment() ? assignment() : new GoNode.Print(pipeline());
        take(Kind.CLOSE);
        return node;
    }

    private boolean isAssignment() {
        return token().kind() == Kind.VARIABLE && (tokens.get(at + 1).is(":=") || tokens.get(at + 1).is("="));
    }

    private GoNode assignment() {
        String name = take(Kind.VARIABLE).text();
        boolean isNew = take(Kind.SIGN).text().equals(":=");
        return new GoNode.Assign(name, isNew, pipeline());
    }

    private GoNode condition() {
        GoNode.Expression condition = pipeline();
        take(Kind.CLOSE);
        GoNode then = block();
        take(Kind.OPEN);
        GoNode otherwise = new GoNode.Block(List.of());
        if (takes("else")) {
            if (takes("if")) {
                return new GoNode.If(condition, then, condition());
            }
            take(Kind.CLOSE);
            otherwise = block();
            take(Kind.OPEN);
        }
        end();
        return new GoNode.If(condition, then, otherwise);
    }

    private void end() {
        if (!takes("end")) {
            throw GoLexer.wrong(token().offset(), "an end is expected");
        }
        take(Kind.CLOSE);
    }

    private GoNode range() {
        String index = null;
        String element = null;
        if (token().kind() == Kind.VARIABLE && (tokens.get(at + 1).is(",") || tokens.get(at + 1).is(":="))) {
            element = take(Kind.VARIABLE).text();
            if (takes(",")) {
                index = element;
                element = take(Kind.VARIABLE).text();
            }
            take(Kind.SIGN);
        }
        return range(index, element);
    }

    private GoNode range(@Nullable String index, @Nullable String element) {
        GoNode.Expression list = pipeline();
        take(Kind.CLOSE);
        GoNode body = block();
        take(Kind.OPEN);
        end();
        return new GoNode.Range(index, element, list, body);
    }

    /** A value, or a function with its arguments up to a bracket or the end. */
    private GoNode.Expression pipeline() {
        if (token().kind() != Kind.WORD || !GoFunctions.isOne(token().text())) {
            return operand();
        }
        String function = take(Kind.WORD).text();
        List<GoNode.Expression> arguments = new ArrayList<>();
        while (token().kind() != Kind.CLOSE && !token().is(")")) {
            arguments.add(operand());
        }
        return new GoNode.Call(function, List.copyOf(arguments));
    }

    private GoNode.Expression operand() {
        Token token = token();
        at++;
        switch (token.kind()) {
            case STRING :
                return new GoNode.Constant(token.text());
            case NUMBER :
                return new GoNode.Constant(Integer.parseInt(token.text()));
            case VARIABLE :
                return new GoNode.Fields(token.text(), withFollowing());
            case FIELD :
                return new GoNode.Fields(null, withFollowing(fieldName(token)));
            case WORD :
                if (token.is("true") || token.is("false")) {
                    return new GoNode.Constant(token.is("true"));
                }
                break;
            case SIGN :
                if (token.is(".")) {
                    return new GoNode.Fields(null, List.of());
                }
                if (token.is("(")) {
                    GoNode.Expression inside = pipeline();
                    if (!takes(")")) {
                        throw GoLexer.wrong(token.offset(), "the bracket is not closed");
                    }
                    return inside;
                }
                break;
            default :
                break;
        }
        throw GoLexer.wrong(token.offset(), "\"" + token.text() + "\" is not supported here");
    }

    /** The names and those that follow without white space: after white space a field is another operand. */
    private List<String> withFollowing(String... names) {
        List<String> all = new ArrayList<>(List.of(names));
        while (token().kind() == Kind.FIELD && !token().spaced()) {
            all.add(fieldName(take(Kind.FIELD)));
        }
        return List.copyOf(all);
    }

    private static String fieldName(Token field) {
        return field.text().substring(1);
    }
}
