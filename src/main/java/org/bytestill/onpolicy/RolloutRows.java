package org.bytestill.onpolicy;

import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.objective.TeacherRows;
import org.jspecify.annotations.Nullable;

/**
 * The teacher's next-byte distributions of the corpus and of the texts that the student wrote for the present update, which have the
 * numbers -1, -2 and so on.
 */
public final class RolloutRows implements TeacherRows {
    private final @Nullable TeacherRows corpus;
    private List<Rollout> rollouts = List.of();
    private List<ByteRows> rows = List.of();

    /** @param corpus null if the student writes all texts */
    public RolloutRows(@Nullable TeacherRows corpus) {
        this.corpus = corpus;
    }

    /** From now on these are the written texts. */
    void write(List<Rollout> texts, List<ByteRows> distributions) {
        rollouts = texts;
        rows = distributions;
    }

    @Override
    public float read(int document, int position, float[] probabilities, int offset) {
        if (document >= 0) {
            return corpus.read(document, position, probabilities, offset);
        }
        int text = -1 - document;
        double[] distribution = rows.get(text).distribution(position - rollouts.get(text).prompt().offset());
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            probabilities[offset + outcome] = (float) distribution[outcome];
        }
        return 0;
    }
}
