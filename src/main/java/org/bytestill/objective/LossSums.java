package org.bytestill.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytestill.student.Student;

/**
 * Losses of an update as sums over what they supervise, by name, so that parts of an update can be added. Every objective has the sum of
 * the token cross-entropy, in nats, and the number of tokens it is over; the others are its own.
 */
public record LossSums(Map<String, Double> sums) {
    public static final LossSums NONE = new LossSums(Map.of());
    /** Token cross-entropy, nats. */
    public static final String TOKEN = "token";
    /** Supervised tokens. */
    public static final String TOKENS = "tokens";

    public LossSums {
        sums = Map.copyOf(sums);
    }

    /** The token loss over a number of tokens. */
    public static LossSums of(double tokenNats, long tokens) {
        return new LossSums(Map.of(TOKEN, tokenNats, TOKENS, (double) tokens));
    }

    /** The losses of the paper's objective or of fine-tuning, by the names of {@link Student.Losses}. */
    public static LossSums of(Student.Losses losses) {
        return of(losses.token(), losses.tokens()).with("bytes", losses.bytes()).with("kl", losses.kl()).with("same", losses.same());
    }

    /** These sums and one more. */
    public LossSums with(String name, double sum) {
        Map<String, Double> more = new LinkedHashMap<>(sums);
        more.put(name, sum);
        return new LossSums(more);
    }

    public LossSums plus(LossSums other) {
        Map<String, Double> all = new LinkedHashMap<>(sums);
        other.sums.forEach((name, sum) -> all.merge(name, sum, Double::sum));
        return new LossSums(all);
    }

    /** The sum of that name; 0 if nothing was added to it. */
    public double get(String name) {
        return sums.getOrDefault(name, 0.0);
    }

    public double token() {
        return get(TOKEN);
    }

    /** Supervised tokens, at least 1, to divide by. */
    public double tokens() {
        return Math.max(1, get(TOKENS));
    }

    public boolean isFinite() {
        return sums.values().stream().allMatch(Double::isFinite);
    }
}
