package org.bytestill.onpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
     * @param score log-probabilities of the tokens of sequences but their first ones, nats
     */
    static TeacherView ofTokens(Tokenizer tokenizer, Function<List<int[]>, List<float[]>> score) {
        return (texts, interrupt) -> {
            List<int[]> sequences = new ArrayList<>();
            List<Integer> written = new ArrayList<>();
            for (Rollout text : RolloutLog.kept(texts)) {
                int[] prompt = RolloutPassages.teacherPrompt(text, 0, tokenizer);
                int[] ids = tokenizer.encode(text.bytes());
                sequences.add(Stream.of(prompt, ids).flatMapToInt(IntStream::of).toArray());
                written.add(ids.length);
            }
            List<float[]> scores = score.apply(sequences);
            return IntStream.range(0, sequences.size())
                    .mapToObj(i -> bits(scores.get(i), written.get(i), texts.get(i).bytes().length)).toList();
        };
    }

    private static double bits(float[] logProbabilities, int last, int bytes) {
        double nats = -IntStream.range(Math.max(0, logProbabilities.length - last), logProbabilities.length)
                .mapToDouble(i -> logProbabilities[i]).sum();
        return bytes == 0 ? Double.NaN : nats / Math.log(2) / bytes;
    }
}
