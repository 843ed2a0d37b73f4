package org.bytestill.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
        List<UpdateRunner.Term> terms = runner.terms();
        // Compiled when it is needed, which is rarely: a script that is kept would hold memory for the whole run.
        try (Script script = new Script(ScriptTemplate.source("gradient_terms")); Scope pass = owner.inner("gradient terms")) {
            List<List<Tensor>> own = new ArrayList<>();
            List<Tensor> before = List.of();
            for (UpdateRunner.Term term : terms) {
                List<Tensor> until = term.runner() == runner ? all : gradients(term.runner(), documents, position, whole, step, pass);
                own.add(before.isEmpty() ? until
                        : script.method("difference").with("more", until).with("fewer", before).tensors(pass));
                before = until;
            }
            return measured(terms.stream().map(UpdateRunner.Term::name).toList(), own, script, pass);
        }
    }

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

    private static Map<Metric, Double> measured(List<String> names, List<List<Tensor>> gradients, Script script, Scope pass) {
        Map<Metric, Double> row = new TreeMap<>();
        double[] norms = gradients.stream().mapToDouble(own -> Math.sqrt(product(own, own, script, pass))).toArray();
        for (int i = 0; i < norms.length; i++) {
            row.put(norm(names.get(i)), norms[i]);
            for (int j = 0; j < i; j++) {
                double cosine = product(gradients.get(j), gradients.get(i), script, pass) / (norms[i] * norms[j]);
                if (Double.isFinite(cosine)) {
                    row.put(cosine(names.get(j), names.get(i)), cosine);
                }
            }
        }
        return row;
    }

    private static double product(List<Tensor> a, List<Tensor> b, Script script, Scope pass) {
        try (Scope call = pass.inner("product")) {
            return script.method("inner_product").with("a", a).with("b", b).tensor(call).toDouble();
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
