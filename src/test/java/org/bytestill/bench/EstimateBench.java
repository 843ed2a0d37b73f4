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
 * {@code mvn test -Pbench -Dtest=EstimateBench}
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
                "evaluation.agreement_bytes=512", "evaluation.gradients_every=0", "training.updates=3", "training.step1_updates=0",
                "training.batch_documents=" + of.microBatch, "training.micro_batch_documents=" + of.microBatch));
        values.addAll(of.more);
        for (String value : values) {
            config = RunConfigFile.with(config, value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        }
        return config;
    }

    @Test
    void whatIsSaidAndWhatIsUsed() throws IOException, InterruptedException {
        StringBuilder table = new StringBuilder(
                "\n| configuration | said, MiB | used, MiB | off | update said, s | used, s |\n|---|---|---|---|---|---|\n");
        double worst = 0;
        int number = 0;
        for (Case one : cases()) {
            Path yaml = folder.resolve("run-" + number + ".yaml");
            Files.writeString(yaml, RunConfigFile.write(config(one)));
            JsonNode used = BenchProcess.java(List.of("-D" + CostStore.PROPERTY + "=none"), EstimateProcess.class, yaml.toString(),
                    folder.resolve("run-" + number++).toString());
            long said = Math.max(used.get("saidTrainBytes").asLong(), used.get("saidConvertBytes").asLong());
            long peak = Math.max(used.get("trainBytes").asLong(), used.get("convertBytes").asLong());
            double off = said / (double) peak - 1;
            worst = Math.max(worst, Math.abs(off));
            table.append(String.format(Locale.ROOT, "| %s | %,d | %,d | %+.0f %% | %.2f | %.2f |%n", one.name, said >> 20, peak >> 20,
                    100 * off, used.get("saidUpdateSeconds").asDouble(), used.get("updateSeconds").asDouble()));
            LoggerFactory.getLogger(EstimateBench.class).warn("{}", table);
        }
        table.append(String.format(Locale.ROOT, "%nThe furthest is %.0f %% off.%n", 100 * worst));
        LoggerFactory.getLogger(EstimateBench.class).warn("{}", table);
        assertThat(Map.of("cases", number)).containsEntry("cases", cases().size());
    }
}
