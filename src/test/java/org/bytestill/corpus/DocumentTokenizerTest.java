package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.bytestill.problem.UserError;
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
}
