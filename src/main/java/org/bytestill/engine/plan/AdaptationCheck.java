package org.bytestill.engine.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.model.Architecture;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Lora;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.util.Texts;

/** Validation of the adaptation (all weights, LoRA adapters or the byte head), and its number of trained parameters. */
public final class AdaptationCheck {
    private static final Texts TEXTS = Texts.of("checks");

    private AdaptationCheck() {}

    static List<Problem> problems(RunConfig config, Architecture student) {
        List<Problem> problems = new ArrayList<>();
        RunConfig.Form form = config.adaptation().form();
        if (form == RunConfig.Form.HEAD && !Objectives.usesByteHead(config)) {
            problems.add(Problem.error("adaptation.form", TEXTS.get("form.head", config.objective()), TEXTS.get("form.head.cure")));
        }
        try {
            Lora own = ownAdapter(config, student);
            if (form == RunConfig.Form.HEAD && !config.newTokenizer().isBlank()) {
                problems.add(Problem.warning("adaptation.form", TEXTS.get("form.embeddings"), TEXTS.get("form.embeddings.cure")));
            }
            if (form == RunConfig.Form.LORA) {
                problems.addAll(own.isEmpty() ? ofNew(config, student) : ofOwn(own));
            } else if (!own.isEmpty()) {
                problems.add(Problem.note("student",
                        TEXTS.get(form == RunConfig.Form.FULL ? "adapter.merged.full" : "adapter.merged.head")));
            }
        } catch (UserError e) {
            problems.add(Problem.error("student", e.getMessage(), ""));
        }
        return problems;
    }

    private static List<Problem> ofNew(RunConfig config, Architecture student) {
        try {
            config.adaptation().layerNumbers();
        } catch (UserError e) {
            return List.of(Problem.error("adaptation.layers", e.getMessage(), TEXTS.get("adapter.layers.cure")));
        }
        try {
            Lora.chosen(student, new Lora.Choice(1, 1, List.of(), config.adaptation().layerNumbers()));
        } catch (UserError e) {
            return List.of(Problem.error("adaptation.layers", e.getMessage(), ""));
        }
        try {
            Lora.chosen(student, choice(config));
        } catch (UserError e) {
            return List.of(Problem.error("adaptation.modules", e.getMessage(), ""));
        }
        if (config.adaptation().rank() >= student.config().hiddenSize()) {
            return List.of(Problem.warning("adaptation.rank", TEXTS.get("adapter.rank", String.valueOf(config.adaptation().rank()),
                    String.valueOf(student.config().hiddenSize())), TEXTS.get("adapter.rank.cure")));
        }
        return List.of();
    }

    private static List<Problem> ofOwn(Lora own) {
        int rank = own.adapters().values().stream().mapToInt(Lora.Adapter::rank).max().orElseThrow();
        return List.of(Problem.note("adaptation.form", TEXTS.get("adapter.own", String.valueOf(rank))));
    }

    /** The configured LoRA adapters; with a new tokenizer also its embeddings. Throws UserError if the layers cannot be parsed. */
    public static Lora.Choice choice(RunConfig config) {
        RunConfig.Adaptation asked = config.adaptation();
        return new Lora.Choice(asked.rank(), asked.alpha(), asked.modules(), asked.layerNumbers(), !config.newTokenizer().isBlank());
    }

    /** The student's existing adapter; none with a new tokenizer, since the adapter is then merged into the new student. */
    private static Lora ownAdapter(RunConfig config, Architecture student) {
        return config.newTokenizer().isBlank() ? Checkpoint.open(Path.of(config.student())).lora() : Lora.NONE;
    }

    /** Number of trained parameters of the student, without the byte head. Throws UserError if the choice of adapters is impossible. */
    static long trainedParameters(RunConfig config, Architecture student) {
        return switch (config.adaptation().form()) {
            case FULL -> student.parameterCount();
            case LORA -> {
                Lora own = ownAdapter(config, student);
                yield (own.isEmpty() ? Lora.chosen(student, choice(config)) : own).parameterCount(student);
            }
            case HEAD -> 0;
        };
    }
}
