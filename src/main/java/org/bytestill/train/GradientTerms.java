package org.bytestill.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.Step;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.run.Metric;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;

/**
 * What each term of a loss does to the student (method.md 4.3): the norm of its gradient, before clipping, and the cosine between the
 * gradients of every two. A term's gradient is the difference of the gradients of the loss with it and without it, so that it costs a
 * pass more than there are terms but one; it is therefore measured at some updates only.
 */
final class GradientTerms {
    private final UpdateRunner runner;
    private final Function<List<BatchBuilder.Indexed>, List<List<BatchBuilder.Indexed>>> microBatches;
    private final int every;

    /** @param every measured at the first update and after every so many; 0 for never */
    GradientTerms(UpdateRunner runner, Function<List<BatchBuilder.Indexed>, List<List<BatchBuilder.Indexed>>> microBatches, int every) {
        this.runner = runner;
        this.microBatches = microBatches;
        this.every = every;
    }

    /** True at the updates at which terms are measured: not while a byte head is warmed up, which has a loss of its own. */
    boolean isDue(int updatesBefore, Step step) {
        return every > 0 && updatesBefore % every == 0 && !step.isWarmUp() && step.trainsBackbone() && runner.terms().size() > 1;
    }

    /**
     * Measures the terms at an update.
     *
     * @param position place of the first document in the run's order
     * @param whole    normalisers of the update
     * @param all      the gradients of the whole loss; left as they are
     */
    Map<Metric, Double> of(List<BatchBuilder.Indexed> documents, long position, UpdateRunner.Supervised whole, Step step,
            List<Tensor> all, Scope owner) {
        // Compiled when it is needed, which is rarely: a script that is kept would hold memory for the whole run.
        try (Script script = new Script(ScriptTemplate.source("gradient_terms")); Scope pass = owner.inner("gradient terms")) {
            List<Part> parts = new ArrayList<>();
            List<Tensor> before = List.of();
            for (UpdateRunner.Term term : runner.terms()) {
                List<Tensor> with = term.runner() == runner ? all : gradients(term.runner(), documents, position, whole, step, pass);
                parts.add(new Part(term.name(), with, before));
                before = with;
            }
            return measured(parts, (a, b) -> product(a, b, script, pass));
        }
    }

    /** A term with the gradients of the loss up to it, and up to the one before it: none of the first. */
    private record Part(String name, List<Tensor> with, List<Tensor> before) {}

    private List<Tensor> gradients(UpdateRunner of, List<BatchBuilder.Indexed> documents, long position,
            UpdateRunner.Supervised whole, Step step, Scope pass) {
        List<Tensor> sums = new ArrayList<>();
        long next = position;
        for (List<BatchBuilder.Indexed> part : microBatches.apply(documents)) {
            of.addGradients(part, next, whole, step, sums, pass);
            next += part.size();
        }
        return sums;
    }

    private static Map<Metric, Double> measured(List<Part> parts, ToDoubleBiFunction<Part, Part> product) {
        Map<Metric, Double> row = new TreeMap<>();
        double[] norms = parts.stream().mapToDouble(part -> Math.sqrt(product.applyAsDouble(part, part))).toArray();
        for (int i = 0; i < norms.length; i++) {
            row.put(norm(parts.get(i).name()), norms[i]);
            for (int j = 0; j < i; j++) {
                double cosine = product.applyAsDouble(parts.get(j), parts.get(i)) / (norms[i] * norms[j]);
                if (Double.isFinite(cosine)) {
                    row.put(cosine(parts.get(j).name(), parts.get(i).name()), cosine);
                }
            }
        }
        return row;
    }

    private static double product(Part a, Part b, Script script, Scope pass) {
        try (Scope call = pass.inner("product")) {
            return script.method("inner_product").with("a", a.with).with("a_before", a.before).with("b", b.with)
                    .with("b_before", b.before).tensor(call).toDouble();
        }
    }

    /** The norm of a term's gradient. */
    static Metric norm(String term) {
        return Metric.of("gradientNorm" + capital(term), "");
    }

    /** The cosine between the gradients of two terms, from -1 to 1. */
    static Metric cosine(String term, String other) {
        return Metric.of("gradientCosine" + capital(term) + capital(other), "");
    }

    private static String capital(String term) {
        return Character.toUpperCase(term.charAt(0)) + term.substring(1);
    }
}
