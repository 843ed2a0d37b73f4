package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.Objective;

/** A run of seconds: tiny models of the goldens, a few kilobytes of the sample text. */
public final class SmallRun {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models").toAbsolutePath();
    public static final Path TEACHER = Path.of("src/test/resources/goldens/bytes/teacher").toAbsolutePath();
    public static final Path STUDENT = MODELS.resolve("smollm2");
    private static final Path TEXT = Path.of("sample-data/text/train.txt");

    private SmallRun() {}

    /** Writes texts into the folder and gives a configuration over them, without probes; values are pairs of key and value. */
    public static RunConfig config(Path folder, String... values) throws IOException {
        byte[] text = Files.readAllBytes(TEXT);
        Path train = Files.write(folder.resolve("train.txt"), Arrays.copyOf(text, 3000));
        Path validation = Files.write(folder.resolve("validation.txt"), Arrays.copyOfRange(text, 5000, 5600));
        String yaml = String.join("\n", "name: small", "objective: bld", "teacher: " + TEACHER, "student: " + STUDENT,
                "text: {train: [" + train + "], validation: [" + validation + "], document_bytes: 100}",
                "training: {updates: 500, step1_updates: 40, batch_documents: 2, micro_batch_documents: 1, learning_rate: 0.001, head_learning_rate: 0.01}",
                "evaluation: {every_updates: 250, agreement_bytes: 300, probes: ['']}",
                "checkpoint: {every_updates: 100, every_minutes: 0}",
                "hardware: {device: cpu, threads: 1}", "");
        RunConfig config = RunConfigFile.parse(yaml, "small.yaml");
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return config;
    }

    /** Settings, pairs of key and value, without which the objective doesn't train: models that share a tokenizer, or a new tokenizer. */
    public static String[] needs(Objective objective) {
        return switch (objective.name()) {
            case "token-kl" -> new String[] {"teacher", MODELS.resolve("qwen2").toString(), "student", MODELS.resolve("qwen3").toString()};
            case "token-ends" -> new String[] {"new_tokenizer", "bytes-with-ends"};
            default -> new String[0];
        };
    }

    /** Both lists of pairs, one after the other. */
    static String[] with(String[] first, String... more) {
        return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
    }

    public static void awaitEnd(Run run) throws InterruptedException {
        assertThat(run.awaitEnd(Duration.ofMinutes(3))).as("the run ends").isTrue();
    }

    /** SHA-256 of weights, byte head, if there is one, and moments of a checkpoint. */
    public static String hash(Path checkpoint) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : new String[] {"model.safetensors", "byte_head.safetensors", "optimizer.safetensors"}) {
                digest.update(file.getBytes(StandardCharsets.UTF_8));
                if (!file.startsWith("byte_head") || Files.exists(checkpoint.resolve(file))) {
                    digest.update(Files.readAllBytes(checkpoint.resolve(file)));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
