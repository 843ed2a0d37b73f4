package org.bytestill.text.go;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into texts and the words of its actions; a dash beside braces takes the white space of the text next to it. */
final class GoLexer {
    /** What a token is. */
    enum Kind { TEXT, OPEN, WORD, STRING, NUMBER, FIELD, VARIABLE, SIGN, CLOSE }

    /**
     * A piece of a template.
     *
     * @param text   of a string its value, of a field or variable its name with dot or dollar
     * @param offset in the template, for messages
     * @param spaced whether white space stands before it in its action
     */
    record Token(Kind kind, String text, int offset, boolean spaced) {
        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
        }
    }

    private static final Pattern PIECE = Pattern
            .compile("(?<space>\\s+)|\"(?<string>(?:[^\"\\\\\\n]|\\\\.)*)\"|`(?<raw>[^`]*)`|(?<number>-?\\d+)"
                    + "|(?<variable>\\$\\w*)|(?<field>\\.\\w+)|(?<word>[A-Za-z_]\\w*)|(?<sign>:=|[=(),|.])");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();

    private GoLexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        GoLexer lexer = new GoLexer(source);
        lexer.cut();
        return lexer.tokens;
    }

    static IllegalArgumentException wrong(int offset, String what) {
        return new IllegalArgumentException("Go template, character " + (offset + 1) + ": " + what);
    }

    private void cut() {
        int at = 0;
        boolean trimmed = false;
        while (at < source.length()) {
            int open = source.indexOf("{{", at);
            int end = open < 0 ? source.length() : open;
            boolean trims = open >= 0 && source.startsWith("{{- ", open) || open >= 0 && source.startsWith("{{-\n", open);
            text(at, end, trimmed, trims);
            if (open < 0) {
                return;
            }
            int close = close(open + 2);
            trimmed = source.charAt(close - 1) == '-' && Character.isWhitespace(source.charAt(close - 2));
            String inside = source.substring(open + (trims ? 3 : 2), trimmed ? close - 1 : close);
            if (!inside.strip().startsWith("/*")) {
                tokens.add(new Token(Kind.OPEN, "{{", open, false));
                action(inside, open + (trims ? 3 : 2));
                tokens.add(new Token(Kind.CLOSE, "}}", close, false));
            }
            at = close + 2;
        }
    }

    private void text(int from, int to, boolean trimStart, boolean trimEnd) {
        String text = source.substring(from, to);
        text = trimStart ? text.stripLeading() : text;
        text = trimEnd ? text.stripTrailing() : text;
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, text, from, false));
        }
    }

    /** Where an action ends: its braces outside of strings. */
    private int close(int from) {
        char quote = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote == 0 && source.startsWith("}}", i)) {
                return i;
            }
            if (quote == 0 && (c == '"' || c == '`')) {
                quote = c;
            } else if (quote == '"' && c == '\\') {
                i++;
            } else if (c == quote) {
                quote = 0;
            }
        }
        throw wrong(from, "the action is not closed");
    }

    private void action(String inside, int offset) {
        Matcher matcher = PIECE.matcher(inside);
        boolean spaced = true;
        for (int at = 0; at < inside.length(); at = matcher.end()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw wrong(offset + at, "\"" + inside.charAt(at) + "\" is not supported");
            }
            if (matcher.group("space") == null) {
                tokens.add(token(matcher, offset + at, spaced));
            }
            spaced = matcher.group("space") != null;
        }
    }

    private static Token token(Matcher matcher, int offset, boolean spaced) {
        for (Kind kind : List.of(Kind.NUMBER, Kind.VARIABLE, Kind.FIELD, Kind.WORD, Kind.SIGN)) {
            String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                return new Token(kind, text, offset, spaced);
            }
        }
        String raw = matcher.group("raw");
        return new Token(Kind.STRING, raw == null ? unescaped(matcher.group("string"), offset) : raw, offset, spaced);
    }

    private static String unescaped(String string, int offset) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = string.charAt(++i);
            text.append(switch (escaped) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case '"', '\\' -> escaped;
                default -> throw wrong(offset + i, "the escape \\" + escaped + " is not supported");
            });
        }
        return text.toString();
    }
}
