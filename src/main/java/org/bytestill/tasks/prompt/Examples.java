package org.bytestill.tasks.prompt;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyRandom;
import org.jspecify.annotations.Nullable;

/**
 * The examples before a question: the first ones, or some drawn by Python's own generator, one for all documents, so that they are those of
 * lm-evaluation-harness with the same seed.
 */
final class Examples {
    private final List<PyDict> pool;
    private final boolean firstN;
    private final PyRandom random;

    Examples(List<PyDict> pool, boolean firstN, long seed) {
        this.pool = pool;
        this.firstN = firstN;
        this.random = new PyRandom(seed);
    }

    /**
     * The examples of the next document.
     *
     * @param evaluated a document that is none of them; null if it cannot be one
     * @throws UserError if there are too few
     */
    List<PyDict> next(int count, @Nullable PyDict evaluated) {
        if (count == 0) {
            return List.of();
        }
        PyDict left = evaluated == null || !evaluated.truth() ? null : evaluated;
        List<PyDict> taken = firstN ? firstN(count, evaluated) : drawn(count, left);
        if (taken.size() < count) {
            throw tooFew(count);
        }
        return taken;
    }

    private List<PyDict> firstN(int count, @Nullable PyDict evaluated) {
        List<PyDict> others = without(evaluated, pool);
        return others.subList(0, Math.min(count, others.size()));
    }

    private List<PyDict> drawn(int count, @Nullable PyDict left) {
        try {
            if (left == null) {
                return random.sample(pool, count);
            }
            List<PyDict> drawn = without(left, random.sample(pool, count + 1));
            return drawn.size() < count ? random.sample(without(left, pool), count) : drawn.subList(0, count);
        } catch (Fault e) {
            throw tooFew(count);
        }
    }

    private static List<PyDict> without(@Nullable PyDict left, List<PyDict> documents) {
        if (left == null) {
            return documents;
        }
        List<PyDict> others = new ArrayList<>();
        documents.stream().filter(document -> !Comparison.same(document, left)).forEach(others::add);
        return others;
    }

    private UserError tooFew(int count) {
        return UserError.badInput("%d examples are wanted before each question, and the split they come from has %d documents, the question"
                + " itself among them where it is the same split. Lower num_fewshot.", count, pool.size());
    }
}
