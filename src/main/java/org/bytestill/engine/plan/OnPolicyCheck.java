package org.bytestill.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.OpenedModel;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.onpolicy.Prompts;
import org.bytestill.problem.Problem;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.RandomStreams;
import org.bytestill.util.Texts;

/** Validation of on-policy training: whether the student has something to write on from, and a teacher that reads it. */
final class OnPolicyCheck {
    private static final Texts TEXTS = Texts.of("checks");

    private OnPolicyCheck() {}

    /** Problems of the settings. */
    static List<Problem> problems(RunConfig config) {
        List<Problem> problems = new ArrayList<>();
        if (!config.isOnPolicy()) {
            return problems;
        }
        if (Objectives.of(config).onPolicy().isEmpty()) {
            problems.add(error("share", "onpolicy.objective", config.objective()));
        }
        int documents = config.training().batchDocuments();
        if (config.onPolicy().prompts(documents) == 0) {
            problems.add(error("share", "onpolicy.none", String.valueOf(config.onPolicy().share()), String.valueOf(documents)));
        }
        if (config.onPolicy().temperature() == 0) {
            problems.add(warning("temperature", "onpolicy.greedy"));
        }
        if (config.onPolicy().referenceWeight() == 0) {
            problems.add(warning("reference_weight", "onpolicy.reference"));
        }
        return problems;
    }

    /**
     * Problems of the models and the text.
     *
     * @param sample documents from the beginning of the training text; empty if there is none
     */
    static List<Problem> problems(RunConfig config, OpenedModel student, Optional<Tokenizer> teacher, List<TokenizedDocument> sample) {
        List<Problem> problems = new ArrayList<>();
        if (!config.isOnPolicy()) {
            return problems;
        }
        int context = student.config().maxPositions();
        int begin = student.tokenizer().vocabulary().beginOfSequence();
        if (config.onPolicy().maxNewTokens() >= context) {
            problems.add(error("max_new_tokens", "onpolicy.context", String.valueOf(config.onPolicy().maxNewTokens()),
                    String.valueOf(context)));
        }
        Prompts prompts = new Prompts(config.onPolicy().promptBytes(), begin, context, new RandomStreams(config.seed()));
        if (!sample.isEmpty() && IntStream.range(0, sample.size()).allMatch(i -> prompts.of(i, sample.get(i), i).isEmpty())) {
            problems.add(error("share", "onpolicy.prompts"));
        }
        boolean scored = config.onPolicy().end() == RunConfig.WrittenEnd.SCORED;
        if (scored && student.tokenizer().vocabulary().end() < 0) {
            problems.add(error("end", "onpolicy.end", config.student()));
        }
        if (scored && teacher.isPresent() && teacher.get().vocabulary().end() < 0) {
            problems.add(error("end", "onpolicy.end", config.teacher()));
        }
        return problems;
    }

    private static Problem error(String key, String text, Object... values) {
        return Problem.error("on_policy." + key, TEXTS.get(text, values), TEXTS.get(text + ".cure"));
    }

    private static Problem warning(String key, String text) {
        return Problem.warning("on_policy." + key, TEXTS.get(text), TEXTS.get(text + ".cure"));
    }
}
