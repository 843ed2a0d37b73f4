package org.bytestill.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytestill.student.Student;

/**
 * Losses of an update by name, as sums over the supervised positions, so that those of micro-batches can be added. Every
 * objective has the sum of the token cross-entropy, in nats, and the number of its tokens; it may add sums of its own.
 */
public record LossSums(Map<String, Double> sums) {
    public static final LossSums NONE = new LossSums(Map.of());
    /** Name of the token cross-entropy, nats. */
    public static final String TOKEN = "token";
    /** Name of the number of supervised tokens. */
    public static final String TOKENS = "tokens";

    /** Name of the number of supervised bytes at which the teacher was used. */
    public static final String TEACHER_BYTES = "teacherBytes";

    /** Name of the teacher's mass at these bytes that was not kept, summed. */
    public static final String DROPPED_MASS = "droppedMass";

    public LossSums {
        sums = Map.copyOf(sums);
    }

    /** The sum of the token loss and its number of tokens. */
    public static LossSums of(double tokenNats, long tokens) {
        return new LossSums(Map.of(TOKEN, tokenNats, TOKENS, (double) tokens));
    }

    /** The losses of the published objective or of fine-tuning, by the names of {@link Student.Losses}. */
    public static LossSums of(Student.Losses losses) {
        return of(losses.token(), losses.tokens()).with("bytes", losses.bytes()).with("kl", losses.kl()).with("same", losses.same());
    }

    /** These sums and another one. */
    public LossSums with(String name, double sum) {
        Map<String, Double> more = new LinkedHashMap<>(sums);
        more.put(name, sum);
        return new LossSums(more);
    }

    /** These sums without the token cross-entropy: of texts that the student wrote itself. */
    public LossSums withoutTokens() {
        return with(TOKEN, 0).with(TOKENS, 0);
    }

    public LossSums plus(LossSums other) {
        Map<String, Double> all = new LinkedHashMap<>(sums);
        other.sums.forEach((name, sum) -> all.merge(name, sum, Double::sum));
        return new LossSums(all);
    }

    /** The sum of the given name; 0 if there is none. */
    public double get(String name) {
        return sums.getOrDefault(name, 0.0);
    }

    public double token() {
        return get(TOKEN);
    }

    public boolean has(String name) {
        return sums.containsKey(name);
    }

    /** Number of supervised tokens as a divisor: at least 1. */
    public double tokens() {
        return Math.max(1, get(TOKENS));
    }

    public boolean isFinite() {
        return sums.values().stream().allMatch(Double::isFinite);
    }
}
