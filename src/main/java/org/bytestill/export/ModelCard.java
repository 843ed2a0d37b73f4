package org.bytestill.export;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.text.NewTokenizer;

/**
 * The README of an exported model: where it came from, how it was trained, what was measured. Only what is known is said;
 * a licence is the student's own or none.
 *
 * @param config            what ran, paths absolute
 * @param update            after how many updates
 * @param before            what was measured on the student before training
 * @param after             what was measured at this update
 * @param textFingerprint   SHA-256 of the training documents, or empty
 * @param version           of this program
 * @param base              name of the base if the adapter alone is exported; else empty
 * @param note              what the format leaves out or adds, one sentence; or empty
 * @param facts             what the manifests know, and what the person says
 */
public record ModelCard(RunConfig config, int update, Measured before, Measured after, String textFingerprint, String version, String base,
        String note, CardFacts facts) {
    private static final CardFacts UNKNOWN = new CardFacts(CardStatements.NONE, MissingNode.getInstance(), MissingNode.getInstance(),
            Double.NaN);

    /** The card of a whole model. */
    public ModelCard(RunConfig config, int update, Measured before, Measured after, String textFingerprint, String version) {
        this(config, update, before, after, textFingerprint, version, "", "", UNKNOWN);
    }

    /** The card of the adapter alone. */
    ModelCard asAdapterOf(String baseName) {
        return new ModelCard(config, update, before, after, textFingerprint, version, baseName, note, facts);
    }

    /** The same with a sentence on what the format leaves out or adds. */
    ModelCard noting(String sentence) {
        return new ModelCard(config, update, before, after, textFingerprint, version, base, sentence, facts);
    }

    /** The same with what the manifests know. */
    public ModelCard knowing(CardFacts known) {
        return new ModelCard(config, update, before, after, textFingerprint, version, base, note, known);
    }

    /**
     * The headline pair on validation text, by the token head; NaN where not measured.
     *
     * @param tasks metrics of the run's tasks by name; empty if none was measured
     */
    public record Measured(double bitsPerByte, double klBits, double top1Agreement, Map<String, Double> tasks) {
        /** Without tasks. */
        public Measured(double bitsPerByte, double klBits, double top1Agreement) {
            this(bitsPerByte, klBits, top1Agreement, Map.of());
        }
    }

    String text(ProofOfExport proof, WeightType type) {
        List<String> lines = new ArrayList<>();
        lines.add("---");
        licence().ifPresent(lines::add);
        if (!facts.statements().languages().isEmpty()) {
            lines.add("language:");
            facts.statements().languages().forEach(language -> lines.add("- " + language));
        }
        lines.add("library_name: " + (base.isEmpty() ? "transformers" : "peft"));
        if (!base.isEmpty()) {
            lines.add("base_model: " + base);
        }
        lines.add("pipeline_tag: text-generation");
        lines.add("---");
        lines.add("# " + config.name());
        lines.add("");
        lines.add(Objectives.of(config).card(config, teachers()) + " from " + name(config.student()) + ". " + tokenizer());
        lines.add("");
        lines.add("| on held-out text | before | after " + update + " updates |");
        lines.add("|---|---|---|");
        row(lines, "bits per byte, token head", before.bitsPerByte(), after.bitsPerByte());
        row(lines, "KL(teacher, student), bits per byte", before.klBits(), after.klBits());
        row(lines, "bytes at which both find the same byte most probable", before.top1Agreement(), after.top1Agreement());
        after.tasks()
                .forEach((task, value) -> row(lines, "task " + task + tasksLimit(), before.tasks().getOrDefault(task, Double.NaN), value));
        lines.add("");
        lines.add("## How it was made");
        lines.add("With Bytestill " + version + ". Text: " + String.join(", ", config.text().train().stream().map(ModelCard::name).toList())
                + (textFingerprint.isEmpty() ? "." : "; SHA-256 of its documents " + textFingerprint + ".") + " Seed " + config.seed()
                + "." + (note.isEmpty() ? "" : " " + note) + trained());
        lines.add("");
        lines.add("```yaml");
        lines.add(RunConfigFile.write(withNames(config)).stripTrailing());
        lines.add("```");
        lines.add("");
        addIfKnown(lines, "## Data", facts.data());
        addIfKnown(lines, "## Versions", facts.versions().isEmpty() ? List.of() : List.of(facts.versions() + "."));
        lines.add("## Conversion loss");
        lines.add(proof.loss().found(type));
        lines.addAll(facts.reading());
        lines.add("");
        lines.add("## Proof");
        lines.addAll(ProofLines.of(proof, type));
        lines.add("");
        lines.add("## Intended use");
        lines.add(facts.statements().use().isEmpty() ? "Whoever exported it has not said what it is meant for." : facts.statements().use());
        lines.add("");
        lines.add("## Limits");
        lines.add(
                "A language model repeats what its training text holds, errors and biases too. Nothing but the numbers above was measured.");
        if (licence().isEmpty()) {
            lines.add("The student's folder states no licence; find out which applies before you pass the model on.");
        }
        return String.join("\n", lines) + "\n";
    }

    private static void addIfKnown(List<String> lines, String title, List<String> known) {
        if (!known.isEmpty()) {
            lines.add(title);
            lines.addAll(known);
            lines.add("");
        }
    }

    private String trained() {
        RunConfig.Adaptation adaptation = config.adaptation();
        return switch (adaptation.form()) {
            case FULL -> "";
            case LORA -> String.format(Locale.ROOT, " Trained were low-rank adapters (LoRA, rank %d, alpha %s) on %s of %s, %s.",
                    adaptation.rank(),
                    RunConfigFile.text(config, "adaptation.alpha"),
                    adaptation.modules().isEmpty() ? "attention and MLP" : String.join(", ", adaptation.modules()),
                    adaptation.layers().isEmpty() ? "all layers" : "layers " + String.join(", ", adaptation.layers()),
                    base.isEmpty() ? "merged into the weights" : "which are this folder; it needs its base " + base);
            case HEAD -> " Trained was the byte head alone: the model is the student, unchanged.";
        };
    }

    private String tokenizer() {
        if (config.newTokenizer().isBlank()) {
            return "It keeps the student's tokenizer.";
        }
        return "Its tokenizer is new: "
                + (NewTokenizer.isMade(config.newTokenizer()) ? "the 256 bytes"
                        + (config.newTokenizer().equals(NewTokenizer.BYTES_WITH_ENDS) ? ", the end of a token of the teacher," : "")
                        + " and the student's special tokens"
                        : "that of " + name(config.newTokenizer()))
                + "; the new embeddings began as means of the student's (Fast Vocabulary Transfer).";
    }

    private String tasksLimit() {
        int limit = config.evaluation().taskLimit();
        return limit == 0 ? "" : ", first " + limit + " documents at most";
    }

    private static void row(List<String> lines, String what, double before, double after) {
        if (!Double.isNaN(after)) {
            lines.add("| " + what + " | " + (Double.isNaN(before) ? "not measured" : String.format(Locale.ROOT, "%.4f", before)) + " | "
                    + String.format(Locale.ROOT, "%.4f", after) + " |");
        }
    }

    /** True if a licence was stated, or the student's own card has one. */
    public boolean statesLicence() {
        return licence().isPresent();
    }

    /** The one that was stated, or the line of the student's own card, if it has one that says. */
    private Optional<String> licence() {
        if (!facts.statements().licence().isEmpty()) {
            return Optional.of("license: " + facts.statements().licence());
        }
        Path card = Path.of(config.student(), "README.md");
        if (!Files.isRegularFile(card)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(card);
            int end = lines.isEmpty() || !lines.get(0).equals("---") ? 0 : lines.subList(1, lines.size()).indexOf("---") + 1;
            return lines.subList(0, Math.max(0, end)).stream().filter(line -> line.matches("license: *\\S.*")).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String teachers() {
        List<String> names = config.teachers().stream().map(ModelCard::name).toList();
        return String.join(" and ", names) + (names.size() > 1 ? " (" + config.mix().word() + " mixture)" : "");
    }

    /** Paths of this machine mean nothing elsewhere, and may say more than their owner wants. */
    private static RunConfig withNames(RunConfig config) {
        RunConfig named = RunConfigFile.with(RunConfigFile.with(config, "teacher", name(config.teacher())), "student",
                name(config.student()));
        named = RunConfigFile.with(named, "more_teachers", config.moreTeachers().stream().map(ModelCard::name).toList());
        named = RunConfigFile.with(named, "new_tokenizer", name(config.newTokenizer()));
        named = RunConfigFile.with(named, "evaluation.tasks", config.evaluation().tasks().stream().map(ModelCard::name).toList());
        named = RunConfigFile.with(named, "text.train", config.text().train().stream().map(ModelCard::name).toList());
        return RunConfigFile.with(named, "text.validation", config.text().validation().stream().map(ModelCard::name).toList());
    }

    private static String name(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? "" : name.toString();
    }
}
