package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.problem.UserError;
import org.bytestill.text.ControlTokens;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.junit.jupiter.api.Test;

class DocumentTokenizerTest {
    /** Cuts into pairs of bytes; id 0 is a pair, id 1 a last single byte. */
    private static final class Pairs implements Tokenizer {
        @Override
        public Vocabulary vocabulary() {
            return new Vocabulary(new byte[][] {{'a', 'b'}, {'c'}}, new String[] {"ab", "c"}, new BitSet(), -1, new BitSet());
        }

        @Override
        public int[] encode(byte[] text) {
            int[] ids = new int[(text.length + 1) / 2];
            if (text.length % 2 == 1) {
                ids[ids.length - 1] = 1;
            }
            return ids;
        }

        @Override
        public int[] lastTokens(byte[] text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String fingerprint() {
            return "pairs";
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static Document document(String text) {
        return new Document("a.txt@0", text.getBytes(UTF_8), Path.of("a.txt"), 0);
    }

    @Test
    void everyTokenKnowsTheByteAtWhichItStarts() {
        TokenizedDocument tokenized = new DocumentTokenizer(new Pairs(), 10).tokenize(document("ababc"));
        assertThat(tokenized.ids()).containsExactly(0, 0, 1);
        assertThat(tokenized.starts()).containsExactly(0, 2, 4, 5);
    }

    @Test
    void aDocumentThatIsLongerThanTheContextIsRefusedWithTheCure() {
        assertThatThrownBy(() -> new DocumentTokenizer(new Pairs(), 20).tokenize(document("ab".repeat(30)))).isInstanceOf(UserError.class)
                .hasMessageContaining("60 bytes are 30 student tokens").hasMessageContaining("text.document_bytes to 40 or less");
    }

    @Test
    void manyDocumentsAreTokenizedInTheirOrderAndTheFirstThatIsTooLongIsNamed() {
        List<Document> documents = IntStream.rangeClosed(1, 5000)
                .mapToObj(i -> new Document("a.txt@" + i, "ab".repeat(1 + i % 17).getBytes(UTF_8), Path.of("a.txt"), i)).toList();
        List<TokenizedDocument> tokenized = new DocumentTokenizer(new Pairs(), 17).tokenize(documents);
        assertThat(tokenized).extracting(TokenizedDocument::document).isEqualTo(documents);
        assertThat(tokenized).extracting(TokenizedDocument::tokens).startsWith(2, 3, 4).hasSize(5000);
        // 15 and 16 of 17 are followed by documents of 16 and 17 tokens.
        assertThatThrownBy(() -> new DocumentTokenizer(new Pairs(), 15).tokenize(documents)).isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.txt@15: ");
    }

    /** Cuts every byte; knows two control tokens, of which the name of one begins the other's. */
    private static final class Letters implements Tokenizer {
        @Override
        public Vocabulary vocabulary() {
            byte[][] bytes = new byte[260][];
            String[] names = new String[260];
            for (int value = 0; value < 256; value++) {
                bytes[value] = new byte[] {(byte) value};
                names[value] = String.valueOf((char) value);
            }
            names[256] = "<|end|>";
            names[257] = "<|end|>!";
            names[258] = "<|user|>";
            BitSet special = new BitSet();
            special.set(256, 260);
            return new Vocabulary(bytes, names, special, -1, new BitSet());
        }

        @Override
        public ControlTokens controls() {
            return new ControlTokens(List.of(new ControlTokens.Control("<|end|>", 256, true, false),
                    new ControlTokens.Control("<|end|>!", 257, false, false), new ControlTokens.Control("<|user|>", 258, false, true)));
        }

        @Override
        public int[] encode(byte[] text) {
            int[] ids = new int[text.length];
            for (int i = 0; i < text.length; i++) {
                ids[i] = text[i] & 0xFF;
            }
            return ids;
        }

        @Override
        public int[] lastTokens(byte[] text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String fingerprint() {
            return "letters";
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static Document rendered(String text, Span... spans) {
        return new Document("chat", text.getBytes(UTF_8), Path.of("chat"), 0, new Supervision(List.of(spans)),
                new Document.Markup(true, "<|user|>"));
    }

    @Test
    void inARenderedTextTheNamesOfControlTokensAreTheseTokens() {
        TokenizedDocument chat = new DocumentTokenizer(new Letters(), 99).tokenize(rendered("<|user|> \nhi <|end|>!a  <|end|>"));
        assertThat(chat.ids()).as("the longest name; white space that a token takes").containsExactly(258, 'h', 'i', ' ', 257, 'a', 256);
        assertThat(chat.starts()).containsExactly(0, 10, 11, 12, 13, 21, 22, 31);
        assertThat(chat.special()).isEqualTo(BitSet.valueOf(new long[] {0b1010001}));
        assertThat(chat.begin()).isEqualTo(258);
    }

    @Test
    void inOrdinaryTextTheNameOfAControlTokenIsText() {
        assertThat(new DocumentTokenizer(new Letters(), 99).tokenize(document("<|end|>")).ids()).hasSize(7).doesNotContain(256);
    }

    @Test
    void noTokenCrossesTheEdgeOfASupervisedSpan() {
        Document halves = new Document("t", "ababab".getBytes(UTF_8), Path.of("t"), 0, new Supervision(List.of(new Span(3, 6, false))),
                Document.Markup.PLAIN);
        TokenizedDocument tokenized = new DocumentTokenizer(new Pairs(), 10).tokenize(halves);
        assertThat(tokenized.starts()).containsExactly(0, 2, 3, 5, 6);
        assertThat(tokenized.isSupervised(1)).isFalse();
        assertThat(tokenized.isSupervised(2)).isTrue();
    }

    @Test
    void aControlTokenInsideASpanPartsItForBytes() {
        TokenizedDocument chat = new DocumentTokenizer(new Letters(), 99).tokenize(rendered("qa<|user|>bc<|end|>", new Span(1, 12, true)));
        assertThat(chat.byteSpans()).containsExactly(new Span(1, 2, false), new Span(10, 12, true));
        assertThat(chat.isSupervised(2)).as("the control token is written by the assistant").isTrue();
        assertThat(chat.isEnd(2)).isFalse();
        assertThat(chat.isEnd(5)).isTrue();
    }
}
