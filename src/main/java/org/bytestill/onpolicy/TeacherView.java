package org.bytestill.onpolicy;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteRows;
import org.bytestill.text.Tokenizer;

/** What a teacher says of the texts of an update before the student learns from them: distributions if the objective needs any, scores. */
public interface TeacherView {
    /**
     * Reads the texts of an update.
     *
     * @param texts     with rows, in the order of their numbers
     * @param interrupt asks now and then whether to give up
     * @return the teacher's surprisal of the first texts, those that are kept, bits per byte
     * @throws java.util.concurrent.CancellationException if it gave up
     */
    List<Double> read(List<Rollout> texts, BooleanSupplier interrupt);

    /** Whether the teacher can read the whole text after its prompt. */
    default boolean fits(Rollout text) {
        return true;
    }

    /** Of an objective over next-byte distributions, which it finds in {@code rows} from then on. */
    static TeacherView ofBytes(LiveTeachers teachers, RolloutRows rows, boolean ends, byte placeOfEnd) {
        return (texts, interrupt) -> {
            List<ByteRows> read = texts.isEmpty() ? List.of() : teachers.read(texts, ends, placeOfEnd, interrupt);
            rows.write(texts, read);
            return IntStream.range(0, RolloutLog.kept(texts).size()).mapToObj(i -> RolloutLog.bits(texts.get(i), read.get(i))).toList();
        };
    }

    /**
     * Of an objective over next-token distributions, for which the teacher reads the texts in the update.
     *
     * @param mostTokens that it reads at once
     * @param score      log-probabilities of the tokens of sequences but their first ones, nats
     */
    static TeacherView ofTokens(Tokenizer tokenizer, int mostTokens, Function<List<int[]>, List<float[]>> score) {
        return new TeacherView() {
            @Override
            public boolean fits(Rollout text) {
                return text.prompt().ids().length + text.ids().length < mostTokens && sequence(text).length < mostTokens;
            }

            private int[] sequence(Rollout text) {
                return IntStream.concat(IntStream.of(RolloutPassages.teacherPrompt(text, 0, tokenizer)),
                        IntStream.of(tokenizer.encode(text.bytes()))).toArray();
            }

            @Override
            public List<Double> read(List<Rollout> texts, BooleanSupplier interrupt) {
                List<Rollout> kept = RolloutLog.kept(texts);
                List<float[]> scores = score.apply(kept.stream().map(this::sequence).toList());
                return IntStream.range(0, kept.size()).mapToObj(i -> bits(scores.get(i), kept.get(i))).toList();
            }

            /** Of the tokens of the text, the last of the sequence. */
            private double bits(float[] logProbabilities, Rollout text) {
                int from = Math.max(0, logProbabilities.length - tokenizer.encode(text.bytes()).length);
                double nats = -IntStream.range(from, logProbabilities.length).mapToDouble(i -> logProbabilities[i]).sum();
                return text.bytes().length == 0 ? Double.NaN : nats / Math.log(2) / text.bytes().length;
            }
        };
    }
}
