package org.bytestill.text.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.TextLiteral;
import org.bytestill.text.python.TextSplits;

/**
 * Cuts a template into tokens. In a chat template the line break after a block is dropped, and so is the blank space before a block that
 * begins a line; {@code -} at a tag strips all white space on that side, {@code +} keeps it.
 */
final class Lexer {
    private static final String SPACE = "[\\s\\x1C-\\x1F\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]*";
    private static final Pattern TAG = Pattern.compile("\\{[{%#]");
    private static final Pattern RAW = Pattern.compile("\\{%([-+]?)" + SPACE + "raw" + SPACE + "(?:-%}" + SPACE + "|%})");
    private static final Pattern END_RAW = Pattern
            .compile("\\{%([-+]?)" + SPACE + "endraw" + SPACE + "(?:\\+%}|-%}" + SPACE + "|%})");
    private static final Pattern END_COMMENT = Pattern.compile("\\+#}|-#}" + SPACE + "|#}");
    private static final Pattern END_BLOCK = Pattern.compile("\\+%}|-%}" + SPACE + "|%}");
    private static final Pattern END_VARIABLE = Pattern.compile("-}}" + SPACE + "|}}");
    private static final Pattern BLANK = Pattern.compile(SPACE.replace("]*", "]+"));
    private static final Pattern FLOAT = Pattern.compile("(?<!\\.)(\\d+_)*\\d+((\\.(\\d+_)*\\d+)?[eE][+-]?(\\d+_)*\\d+|\\.(\\d+_)*\\d+)");
    private static final Pattern INTEGER = Pattern
            .compile("0[bB](_?[01])+|0[oO](_?[0-7])+|0[xX](_?[\\da-fA-F])+|[1-9](_?\\d)*|0(_?0)*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\u00B7\\u0387\\u1369-\\u1371\\u2118\\u212E]+");
    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]++|\\\\.)*+'|\"(?:[^\"\\\\]++|\\\\.)*+\"", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int line = 1;
    /** Whether what was read last ended a line. */
    private boolean startsLine = true;

    /** Whether line breaks and blank space at blocks are dropped. */
    private final boolean trims;

    private Lexer(String source, boolean trims) {
        this.source = source;
        this.trims = trims;
    }

    /** @throws TemplateFault naming the line that cannot be read */
    static List<Token> tokens(String template, Dialect dialect) {
        String lines = template.replace("\r\n", "\n").replace('\r', '\n');
        boolean trims = dialect == Dialect.CHAT;
        Lexer lexer = new Lexer(trims && lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines, trims);
        try {
            lexer.read();
        } catch (Fault e) {
            throw new TemplateFault(lexer.line, e);
        }
        return lexer.tokens;
    }

    private static Fault syntax(String message, Object... arguments) {
        return Fault.of(Fault.Kind.SYNTAX, message, arguments);
    }

    private void read() {
        while (at < source.length()) {
            Matcher tag = TAG.matcher(source);
            if (!tag.find(at)) {
                data(source.substring(at));
                advance(source.length());
                break;
            }
            readTag(tag.start());
        }
        add(Token.Kind.END, "");
    }

    private void readTag(int start) {
        Matcher raw = matched(RAW, start);
        char kind = source.charAt(start + 1);
        String sign = raw != null ? raw.group(1) : start + 2 < source.length() && "-+".indexOf(source.charAt(start + 2)) >= 0
                ? source.substring(start + 2, start + 3) : "";
        data(stripped(source.substring(at, start), sign, kind != '{'));
        if (raw != null) {
            advance(raw.end());
            readRaw();
        } else if (kind == '#') {
            advance(start + 2 + sign.length());
            readComment();
        } else {
            advance(start + 2 + sign.length());
            readCode(kind == '%');
        }
    }

    /** Data before a tag, without the white space that the tag takes. */
    private String stripped(String data, String sign, boolean isBlock) {
        if (sign.equals("-")) {
            return TextSplits.strip(data, null, false, true);
        }
        int lineStart = data.lastIndexOf('\n') + 1;
        boolean strips = trims && sign.isEmpty() && isBlock && (lineStart > 0 || startsLine)
                && BLANK.matcher(data.substring(lineStart)).matches();
        return strips ? data.substring(0, lineStart) : data;
    }

    private void data(String data) {
        if (!data.isEmpty()) {
            add(Token.Kind.DATA, data);
        }
    }

    private void add(Token.Kind kind, Object value) {
        tokens.add(new Token(kind, value, line));
    }

    /** Goes on behind what was read, and counts lines. */
    private void advance(int to) {
        for (int i = at; i < to; i++) {
            line += source.charAt(i) == '\n' ? 1 : 0;
        }
        startsLine = to > at && source.charAt(to - 1) == '\n';
        at = to;
    }

    private Matcher matched(Pattern pattern, int from) {
        Matcher matcher = pattern.matcher(source).region(from, source.length()).useTransparentBounds(true);
        return matcher.lookingAt() ? matcher : null;
    }

    /** Goes on behind the end of a block, and a line break after it. */
    private void advanceBehindBlock(Matcher end) {
        boolean signed = end.group().contains("+%}") || end.group().contains("+#}") || end.group().contains("-%}")
                || end.group().contains("-#}");
        boolean drops = trims && !signed && end.end() < source.length() && source.charAt(end.end()) == '\n';
        advance(end.end() + (drops ? 1 : 0));
    }

    private void readRaw() {
        startsLine = false;
        if (at == source.length()) {
            return;
        }
        Matcher end = END_RAW.matcher(source);
        if (!end.find(at)) {
            throw syntax("Missing end of raw directive");
        }
        data(stripped(source.substring(at, end.start()), end.group(1), true));
        advanceBehindBlock(end);
    }

    private void readComment() {
        if (at == source.length()) {
            // jinja2 does not mind a comment that has nothing in it but the end of the template.
            return;
        }
        Matcher end = END_COMMENT.matcher(source);
        if (!end.find(at)) {
            throw syntax("Missing end of comment tag");
        }
        advanceBehindBlock(end);
    }

    private void readCode(boolean block) {
        add(block ? Token.Kind.BLOCK_BEGIN : Token.Kind.VARIABLE_BEGIN, "");
        while (at < source.length()) {
            Matcher end = open.isEmpty() ? matched(block ? END_BLOCK : END_VARIABLE, at) : null;
            if (end != null) {
                add(block ? Token.Kind.BLOCK_END : Token.Kind.VARIABLE_END, "");
                if (block) {
                    advanceBehindBlock(end);
                } else {
                    advance(end.end());
                }
                return;
            }
            readToken();
        }
    }

    private void readToken() {
        Matcher found = matched(BLANK, at);
        if (found == null) {
            found = literal(Token.Kind.FLOAT, FLOAT);
        }
        if (found == null) {
            found = literal(Token.Kind.INTEGER, INTEGER);
        }
        if (found == null) {
            found = literal(Token.Kind.NAME, NAME);
        }
        if (found == null) {
            found = literal(Token.Kind.TEXT, TEXT);
        }
        if (found == null) {
            found = literal(Token.Kind.OPERATOR, OPERATOR);
        }
        if (found == null) {
            throw syntax("unexpected char '%s' at %d", Character.toString(source.codePointAt(at)), at);
        }
        advance(found.end());
    }

    private Matcher literal(Token.Kind kind, Pattern pattern) {
        Matcher found = matched(pattern, at);
        if (found != null) {
            String text = found.group();
            add(kind, switch (kind) {
                case FLOAT -> real(text);
                case INTEGER -> Numbers.toWhole(text, 0);
                case TEXT -> TextLiteral.value(text.substring(1, text.length() - 1));
                case NAME -> name(text);
                default -> operator(text);
            });
        }
        return found;
    }

    private static Object real(String text) {
        double number = Numbers.toReal(text);
        if (Double.isInfinite(number)) {
            throw Fault.unsupported("the number %s is too large", text);
        }
        return number;
    }

    private static String name(String text) {
        if (text.charAt(0) != '_' && !Character.isUnicodeIdentifierStart(text.codePointAt(0))) {
            throw syntax("Invalid character in identifier");
        }
        return text;
    }

    private String operator(String text) {
        char c = text.charAt(0);
        if (c == '(' || c == '[' || c == '{') {
            open.push(c == '(' ? ')' : c == '[' ? ']' : '}');
        } else if (c == ')' || c == ']' || c == '}') {
            if (open.isEmpty()) {
                throw syntax("unexpected '%s'", c);
            }
            char expected = open.pop();
            if (expected != c) {
                throw syntax("unexpected '%s', expected '%s'", c, expected);
            }
        }
        return text;
    }
}
