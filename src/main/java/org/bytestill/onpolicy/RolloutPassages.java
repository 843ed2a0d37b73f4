package org.bytestill.onpolicy;

import java.util.List;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.Supervision;
import org.bytestill.text.Tokenizer;

/**
 * Written texts as passages that are read as bytes: by a teacher after its own rendering of the prompt, by the student after the tokens it
 * wrote on from. A text that the student ended and whose end is wanted has one more row, at its end.
 */
public final class RolloutPassages {
    private RolloutPassages() {}

    /** Whether there is anything to read. */
    public static boolean hasRows(Rollout rollout, boolean ends) {
        return rollout.bytes().length > 0 || ends && rollout.isEnded();
    }

    /** As the student reads it. */
    public static Passage ofStudent(Rollout rollout, boolean ends, byte placeOfEnd) {
        return passage(rollout.prompt().ids(), rollout, ends, placeOfEnd);
    }

    /**
     * As a teacher reads it.
     *
     * @param teacher   number of the teacher
     * @param tokenizer its own
     */
    public static Passage ofTeacher(Rollout rollout, int teacher, Tokenizer tokenizer, boolean ends, byte placeOfEnd) {
        return passage(teacherPrompt(rollout, teacher, tokenizer), rollout, ends, placeOfEnd);
    }

    private static Passage passage(int[] prompt, Rollout rollout, boolean ends, byte placeOfEnd) {
        boolean ended = ends && rollout.isEnded();
        byte[] text = ended ? WrittenDocument.joined(rollout.bytes(), new byte[] {placeOfEnd}) : rollout.bytes();
        return new Passage(prompt, text, ended);
    }

    static int[] teacherPrompt(Rollout rollout, int teacher, Tokenizer tokenizer) {
        Document source = rollout.source();
        DocumentTokenizer tokens = new DocumentTokenizer(tokenizer, Integer.MAX_VALUE);
        int begin = tokenizer.vocabulary().beginOfSequence();
        if (!source.counterparts().isEmpty()) {
            Document own = source.counterparts().get(teacher).get(rollout.prompt().span()).document(source);
            return Passages.prompt(tokens.tokenize(own), own.supervision().spans().get(0).start(), begin);
        }
        Document prompt = new Document(source.id(), rollout.prompt().bytes(), source.source(), source.offset(),
                new Supervision(List.of()), source.markup());
        return Passages.prompt(tokens.tokenize(prompt), prompt.size(), begin);
    }
}
