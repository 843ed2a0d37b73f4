package org.bytestill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.CostStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What estimates say and what runs use: a few updates of each configuration in a process of its own ({@link EstimateProcess}), whose peak
 * memory is its own. Prints the table of {@code resources/help/estimates.md}. Real weights are used where they are ({@code target/real}).
 * {@code mvn test -Pbench -Dtest=EstimateBench}; {@code -Dbench.case=TEXT} takes those with TEXT in their name.
 */
@Tag("bench")
class EstimateBench {
    private static final Path SAMPLE = Path.of("sample-data").toAbsolutePath();
    private static final String TEACHER = SAMPLE.resolve("teacher").toString();
    private static final String STUDENT = SAMPLE.resolve("student").toString();
    private static final String SMOLLM2 = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf").toAbsolutePath().toString();
    private static final String GEMMA = Path.of("target/real/gemma-3-270m-q4_k_m.gguf").toAbsolutePath().toString();

    @TempDir
    private Path folder;

    /** A configuration: its name in the table, objective, models, longest document, micro-batch, and other values as KEY=VALUE. */
    private record Case(String name, String objective, String teacher, String student, int documentBytes, int microBatch, long trainBytes,
            List<String> more) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>(List.of(
                of("covering", TEACHER, STUDENT, 512, 8, 32768),
                of("bld", TEACHER, STUDENT, 512, 16, 32768, "training.step1_updates=1"),
                of("sft", "", STUDENT, 512, 8, 65536),
                of("sft", "", STUDENT, 512, 64, 65536),
                of("sft", "", STUDENT, 2048, 16, 131072),
                of("alm", TEACHER, STUDENT, 1024, 16, 32768),
                of("covering", TEACHER, STUDENT, 2048, 32, 131072),
                of("covering", TEACHER, STUDENT, 512, 8, 16384, "hardware.student_precision=bfloat16",
                        "hardware.teacher_precision=bfloat16")));
        if (Files.exists(Path.of(SMOLLM2)) && Files.exists(Path.of(GEMMA))) {
            cases.addAll(List.of(
                    of("sft", "", SMOLLM2, 256, 1, 16384),
                    of("sft", "", SMOLLM2, 1024, 4, 16384),
                    of("sft", "", SMOLLM2, 1024, 4, 16384, "adaptation.form=lora"),
                    of("sft", "", SMOLLM2, 1024, 4, 16384, "training.recompute_activations=always"),
                    of("covering", TEACHER, SMOLLM2, 512, 2, 4096, "adaptation.form=lora"),
                    of("bld", TEACHER, SMOLLM2, 512, 4, 4096, "adaptation.form=head"),
                    of("one-to-one", GEMMA, SMOLLM2, 512, 2, 4096, "adaptation.form=lora"),
                    of("sft", "", GEMMA, 256, 1, 4096)));
        }
        cases.removeIf(one -> !one.name.contains(System.getProperty("bench.case", "")));
        return cases;
    }

    private static Case of(String objective, String teacher, String student, int documentBytes, int microBatch, long trainBytes,
            String... more) {
        String models = (teacher.isEmpty() ? "" : shortName(teacher) + " to ") + shortName(student);
        String rest = String.join(", ", more).replaceAll("[a-z_0-9]+\\.", "").replace('_', ' ').replace('=', ' ');
        return new Case(objective + ", " + models + (rest.isEmpty() ? "" : ", " + rest) + ", " + microBatch + " × " + documentBytes + " B",
                objective, teacher, student, documentBytes, microBatch, trainBytes, List.of(more));
    }

    private static String shortName(String model) {
        return model.equals(SMOLLM2) ? "SmolLM2-135M" : model.equals(GEMMA) ? "Gemma-270M" : "sample";
    }

    private RunConfig config(Case of) {
        RunConfig config = RunConfig.defaults();
        List<String> values = new ArrayList<>(List.of("objective=" + of.objective, "teacher=" + of.teacher, "student=" + of.student,
                "text.train=" + SAMPLE.resolve("text/train.txt"), "text.validation=" + SAMPLE.resolve("text/validation.txt"),
                "text.document_bytes=" + of.documentBytes, "text.max_train_bytes=" + of.trainBytes, "text.max_validation_bytes=512",
                "evaluation.agreement_bytes=512", "evaluation.gradients_every=0", "training.updates=6", "training.step1_updates=0",
                "training.batch_documents=" + of.microBatch, "training.micro_batch_documents=" + of.microBatch));
        values.addAll(of.more);
        for (String value : values) {
            config = RunConfigFile.with(config, value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        }
        return config;
    }

    @Test
    void whatIsSaidAndWhatIsUsed() throws IOException, InterruptedException {
        StringBuilder table = new StringBuilder("\n| configuration | used, MiB | by formula | after a dry run | used, s | from a past run"
                + " | after a dry run |\n|---|---|---|---|---|---|---|\n");
        int number = 0;
        for (Case one : cases()) {
            Path yaml = folder.resolve("run-" + number + ".yaml");
            Files.writeString(yaml, RunConfigFile.write(config(one)));
            Path place = Files.createDirectory(folder.resolve("of-" + number++));
            JsonNode byFormula = process(yaml, place.resolve("first"), place.resolve("past.jsonl"));
            JsonNode fromPast = process(yaml, place.resolve("second"), place.resolve("past.jsonl"));
            process(yaml, place.resolve("third"), place.resolve("dry.jsonl"), "dry");
            JsonNode measured = process(yaml, place.resolve("third"), place.resolve("dry.jsonl"));
            table.append(String.format(Locale.ROOT, "| %s | %,d | %s | %s | %.1f | %s | %s |%n", one.name,
                    measured.get("usedBytes").asLong() >> 20, off(byFormula, "Bytes"), off(measured, "Bytes"),
                    measured.get("usedSeconds").asDouble(), off(fromPast, "Seconds"), off(measured, "Seconds")));
            LoggerFactory.getLogger(EstimateBench.class).warn("{}", table);
        }
        assertThat(Map.of("cases", number)).containsEntry("cases", cases().size());
    }

    private static JsonNode process(Path yaml, Path run, Path costs, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(yaml.toString(), run.toString(), costs.toString()));
        arguments.addAll(List.of(more));
        return BenchProcess.java(List.of("-D" + CostStore.PROPERTY + "=none"), EstimateProcess.class, arguments.toArray(String[]::new));
    }

    /** How far what was said is off what was used. */
    private static String off(JsonNode measured, String of) {
        return String.format(Locale.ROOT, "%+.0f %%",
                100 * (measured.get("said" + of).asDouble() / measured.get("used" + of).asDouble() - 1));
    }
}
