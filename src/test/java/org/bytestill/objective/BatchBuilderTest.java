package org.bytestill.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder.Indexed;
import org.bytestill.student.BatchLayout;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Span;
import org.junit.jupiter.api.Test;

/**
 * The alignment by byte offset, worked by hand on two documents:
 * <pre>
 * document 7 of the corpus   a  b  | E6 97 | A5 c        "ab日c": the tokens 10, 11, 12 cut the character in two
 * byte offset                0  1    2  3    4  5
 * document 3 of the corpus   x  y  z  | !                 the tokens 20, 21
 * byte offset                0  1  2    3
 * </pre>
 */
class BatchBuilderTest {
    private static final int BEGIN = 1;
    private static final int NO_BEGIN = -1;
    private static final int OUTCOMES = 257;

    private static final Indexed FIRST = document(7, new int[] {'a', 'b', 0xE6, 0x97, 0xA5, 'c'},
            new int[] {10, 11, 12}, new int[] {0, 2, 4, 6});
    private static final Indexed SECOND = document(3, new int[] {'x', 'y', 'z', '!'}, new int[] {20, 21}, new int[] {0, 3, 4});

    /** A teacher whose row says which one it is: outcome 5 has probability document / 10, the rest is position / 10. */
    private static final TeacherRows TEACHER = (document, position, probabilities, offset) -> {
        probabilities[offset + 5] = document / 10f;
        return position / 10f;
    };

    private static Indexed document(int index, int[] bytes, int[] ids, int[] starts) {
        byte[] text = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            text[i] = (byte) bytes[i];
        }
        return new Indexed(index, new TokenizedDocument(new Document("text@" + index, text, Path.of("text"), 0), ids, starts));
    }

    /** A row for each document, whatever would be packed. */
    private static StudentBatch padded(BatchBuilder batches, List<Indexed> documents) {
        return batches.build(documents, BatchLayout.padded(batches.lengths(documents)));
    }

    @Test
    void theWhiteSpaceMaskLeavesTheBytesOfBlankTokensOutAndKeepsTheirTokens() {
        // "a", two blanks, a tab, " b": the blank before b stays, since its token is more than white space.
        Indexed text = document(0, new int[] {'a', ' ', ' ', '\t', ' ', 'b'}, new int[] {1, 2, 3, 4}, new int[] {0, 1, 3, 4, 6});
        StudentBatch all = new BatchBuilder(BEGIN, 10, TEACHER).build(List.of(text));
        StudentBatch masked = new BatchBuilder(BEGIN, 10, TEACHER, true).build(List.of(text));
        assertThat(all.bytes().token()).containsExactly(0, 1, 1, 2, 3, 3);
        assertThat(masked.bytes().token()).containsExactly(0, 3, 3);
        assertThat(masked.bytes().value()).containsExactly('a', ' ', 'b');
        assertThat(masked.tokens()).as("the token loss is that of all").containsExactly(all.tokens());
        assertThat(text.document().blankBytes()).isEqualTo(3);
    }

    @Test
    void afterABeginOfSequenceEveryTokenIsPredictedByThePositionBeforeIt() {
        StudentBatch batch = padded(new BatchBuilder(BEGIN, 0, null), List.of(FIRST, SECOND));
        // The last token of a document is only predicted: 1 + 3 - 1 = 3 positions of the longest.
        //   position   0      1   2
        //   row 0    begin   10  11     predicts 10, 11, 12
        //   row 1    begin   20  -      predicts 20, 21
        assertThat(batch.layout().rows()).isEqualTo(2);
        assertThat(batch.layout().columns()).isEqualTo(3);
        assertThat(batch.ids()).containsExactly(BEGIN, 10, 11, BEGIN, 20, 0);
        assertThat(batch.predictors()).containsExactly(0, 1, 2, 3, 4);
        assertThat(batch.tokens()).containsExactly(10, 11, 12, 20, 21);
        assertThat(batch.bytes()).isNull();
    }

    @Test
    void withoutABeginOfSequenceTheFirstTokenIsReadButNotSupervised() {
        StudentBatch batch = padded(new BatchBuilder(NO_BEGIN, 4, TEACHER), List.of(FIRST, SECOND));
        //   position   0   1       3 - 1 = 2 positions
        //   row 0     10  11     predicts 11, 12
        //   row 1     20  -      predicts 21
        assertThat(batch.layout().columns()).isEqualTo(2);
        assertThat(batch.ids()).containsExactly(10, 11, 20, 0);
        assertThat(batch.predictors()).containsExactly(0, 1, 2);
        assertThat(batch.tokens()).containsExactly(11, 12, 21);
        // Bytes at the offsets 2, 3, 4, 5 of the first and 3 of the second document.
        assertThat(batch.bytes().token()).containsExactly(0, 0, 1, 1, 2);
        assertThat(batch.bytes().slot()).containsExactly(0, 1, 0, 1, 0);
        assertThat(batch.bytes().value()).containsExactly(0xE6, 0x97, 0xA5, 'c', '!');
        assertThat(batch.bytes().weight()).containsExactly(1f / 2, 1f / 2, 1f / 2, 1f / 2, 1f);
        assertThat(batch.bytes().teacher().rest()).containsExactly(0.2f, 0.3f, 0.4f, 0.5f, 0.3f);
    }

    @Test
    void packedDocumentsStandOneAfterTheOtherEachWithItsBeginAndTheSameTargets() {
        BatchBuilder batches = new BatchBuilder(BEGIN, 4, TEACHER);
        StudentBatch packed = batches.build(List.of(SECOND, FIRST, conversation()));
        StudentBatch padded = padded(batches, List.of(SECOND, FIRST, conversation()));
        // Of 2, 3 and 7 positions; 12 of 21 places are left.
        assertThat(packed.layout().isPacked()).isTrue();
        assertThat(packed.ids()).containsExactly(BEGIN, 20, BEGIN, 10, 11, 90, 90, 30, 90, 40, 41, 91);
        assertThat(packed.predictors()).containsExactly(0, 1, 2, 3, 4, 8, 9, 10);
        assertThat(packed.tokens()).isEqualTo(padded.tokens()).containsExactly(20, 21, 10, 11, 12, 40, 41, 91);
        assertThat(packed.bytes()).usingRecursiveComparison().isEqualTo(padded.bytes());
    }

    @Test
    void ofATokenLongerThanTheHeadTheFirstBytesAreSupervisedEachWithItsShareOfTheWholeToken() {
        StudentBatch batch = new BatchBuilder(BEGIN, 2, null).build(List.of(FIRST, SECOND));
        // token    0: "ab"   1: E6 97  2: A5 c   3: "xyz"     4: "!"
        // slots    0  1      0  1      0  1      0  1  (no 2) 0
        // weight   1/2 1/2   1/2 1/2   1/2 1/2   1/3 1/3      1
        assertThat(batch.bytes().token()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4);
        assertThat(batch.bytes().slot()).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0);
        assertThat(batch.bytes().value()).containsExactly('a', 'b', 0xE6, 0x97, 0xA5, 'c', 'x', 'y', '!');
        assertThat(batch.bytes().weight()).containsExactly(1f / 2, 1f / 2, 1f / 2, 1f / 2, 1f / 2, 1f / 2, 1f / 3, 1f / 3, 1f);
        assertThat(batch.bytes().teacher()).isNull();
    }

    @Test
    void aByteIsTaughtByTheTeachersRowAtItsOffsetInItsDocument() {
        StudentBatch batch = new BatchBuilder(BEGIN, 2, TEACHER).build(List.of(FIRST, SECOND));
        // Offsets 0 to 5 of document 7; of document 3 the offsets 0 and 1 of "xyz", whose z has no place in the head, and 3.
        assertThat(batch.bytes().teacher().rest()).containsExactly(0f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0f, 0.1f, 0.3f);
        float[] probabilities = batch.bytes().teacher().probabilities();
        assertThat(probabilities).hasSize(9 * OUTCOMES);
        for (int row = 0; row < 9; row++) {
            assertThat(probabilities[row * OUTCOMES + 5]).as("row " + row).isEqualTo(row < 6 ? 0.7f : 0.3f);
        }
    }

    @Test
    void aDocumentOfOneTokenWithoutABeginOfSequenceIsReadForNothing() {
        Indexed single = document(0, new int[] {'x'}, new int[] {30}, new int[] {0, 1});
        BatchBuilder batches = new BatchBuilder(NO_BEGIN, 2, TEACHER);
        StudentBatch batch = batches.build(List.of(single));
        assertThat(batches.supervisedTokens(single.document())).isZero();
        assertThat(batch.ids()).containsExactly(30);
        assertThat(batch.supervisedTokens()).isZero();
        assertThat(batch.bytes().value()).isEmpty();
    }

    /**
     * A conversation: the control token 90, "q" as token 30, 90 again, the answer "xyz" as 40 and 41, its end 91, "p" as token 31. Names
     * of control tokens have two bytes here.
     * <pre>
     * [90] q [90] x y | z [91] p
     *  0   2  3   5     7  8   10
     * </pre>
     */
    private static Indexed conversation() {
        byte[] text = "<>q<>xyz<>p".getBytes(StandardCharsets.UTF_8);
        Document document = new Document("chat", text, Path.of("chat"), 0, new Supervision(List.of(new Span(5, 8, true))),
                new Document.Markup(true, ""));
        return new Indexed(2, new TokenizedDocument(document, new int[] {90, 30, 90, 40, 41, 91, 31},
                new int[] {0, 2, 3, 5, 7, 8, 10, 11}, 90, BitSet.valueOf(new long[] {0b0100101})));
    }

    @Test
    void ofAConversationOnlyTheAnswerAndItsEndAreSupervised() {
        BatchBuilder batches = new BatchBuilder(NO_BEGIN, 4, TEACHER);
        assertThat(batches.supervisedTokens(conversation().document())).isEqualTo(3);
        StudentBatch batch = batches.build(List.of(conversation()));
        assertThat(batch.ids()).as("its own first token in place of the begin of sequence").containsExactly(90, 90, 30, 90, 40, 41, 91);
        assertThat(batch.predictors()).containsExactly(3, 4, 5);
        assertThat(batch.tokens()).containsExactly(40, 41, 91);
        assertThat(batch.bytes().value()).as("the end is an outcome, not the bytes of its name").containsExactly('x', 'y', 'z', 256);
        assertThat(batch.bytes().token()).containsExactly(0, 0, 1, 2);
        assertThat(batch.bytes().weight()).containsExactly(0.5f, 0.5f, 1, 1);
        assertThat(batch.bytes().teacher().rest()).as("the teacher is read where the answer stands, and where it ends")
                .containsExactly(0.5f, 0.6f, 0.7f, 0.8f);
    }
}
