package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts on which ways of cutting differ: contractions, digits, white space, cases, scripts, marks, code. */
final class LlamaCppTexts {
    private static final List<String> TEXTS = List.of(
            "The whale rose slowly out of the sea, and nobody on deck spoke a word.",
            "I'm sure you'll say it's 7 o'clock; THEY'LL say we'd've known. DON'T! l'eau, d'accord",
            "In 1851 the population was 23,191,876; by 1861 it had grown by 35.6 %. 1234567890 3.14159e-10 \u0661\u0662\u0663 \u00BD \u2162",
            "for (int i = 0; i < n; i++) { sum += x[i] * x[i]; }\n\treturn sum; // done!!\r\n\r\n#define A(b) (b##_c)\n",
            "def f(x):\n    if x == '':\n        return {\"a\": [1, 2]}\n\n\n    return None  # ...",
            " leading space", "trailing space ", "two  spaces   three    four", "\ttab\t\ttabs", "a \n b \n\n c\n   d\n", "\n", "\n\n\n",
            "   ",
            "a\u00A0b\u2003c\u3000d\u2028e\u0085f\u200Bg\u200Dh\uFEFFi",
            "CamelCase HTMLParser snake_case SCREAMING_CASE iPhone McDonald \u00C9COLE \u00E9cole Stra\u00DFe \u00C4pfel na\u00EFve",
            "Fran\u00E7ois sah \u00C4pfel, \u65E5\u672C\u8A9E \u0438 \uD83D\uDC0B.",
            "\u6771\u4EAC\u30BF\u30EF\u30FC\u306F\u9AD8\u3044\u3002\u4E2D\u6587\u6807\u70B9\uFF0C\u300C\u5F15\u53F7\u300D\uFF01 \uD55C\uAD6D\uC5B4 \uBB38\uC7A5\uC785\uB2C8\uB2E4.",
            "\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440! \u039A\u03B1\u03BB\u03B7\u03BC\u03AD\u03C1\u03B1 \u03BA\u03CC\u03C3\u03BC\u03B5.",
            "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 \u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD",
            "\u0928\u092E\u0938\u094D\u0924\u0947 \u0926\u0941\u0928\u093F\u092F\u093E \u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35\u0E0A\u0E32\u0E27\u0E42\u0E25\u0E01 e\u0301le\u0300ve",
            "\uD83D\uDC69\u200D\uD83D\uDCBB\uFE0F \uD83C\uDDEB\uD83C\uDDF7 \uD83D\uDE00\uD83D\uDE00 \u2764\uFE0F 5\uFE0F\u20E3",
            "\u201CQuoted\u201D \u2018text\u2019 \u2013 dash \u2014 and\u2026 \u00ABguillemets\u00BB ``a'' --x-- ~/path/to/file.txt http://a.b/c?d=e&f#g",
            "$100 \u20AC5 100% a+b=c <tag attr=\"v\"/> [x](y) **bold** @user #tag &amp; |pipe| ^caret^ `code`",
            "aaaaaaaaaaaaaaaaaaaa!!!!!!!!??????......------======______ ((((()))))", "x\u0001y\u007Fz",
            "\uFF21\uFF42\uFF11 \uFB01 \u0130I");

    /** Of these the mixtures are made. */
    private static final List<String> PIECES = List.of(" ", "  ", "\n", "\n\n", "\r\n", "\t", "a", " word", "Word", "WORD", "'s", "'LL",
            "\u2019s",
            "1", "12345", " 3.14", ".", "!!", "...", " -", "_", "\"", "(", ")", "/", "#", "$", "\u00E9", "\u00C4pfel", "\u6771\u4EAC",
            "\u3002",
            "\uD55C", "\u0645\u0631", "\u043F\u0440", "\u0E44\u0E17", "e\u0301", "\uD83D\uDE42", "\u200D", "\u00A0", "\u2003", "=", "+=");
    private static final int MIXTURES = 300;
    private static final int PIECES_EACH = 20;

    private LlamaCppTexts() {}

    /** The texts, and mixtures that are the same each time. */
    static List<byte[]> all() {
        Random random = new Random(1);
        Stream<String> mixtures = IntStream.range(0, MIXTURES)
                .mapToObj(mixture -> random.ints(PIECES_EACH, 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining()));
        return Stream.concat(TEXTS.stream(), mixtures).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
