package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.bytes.cache.ShardPlan;

/** Runs commands in this process, as a terminal would, and gives what they said. */
final class Commands {
    static final Path GOLDENS = Path.of("src/test/resources/goldens");
    static final Path TEACHER = GOLDENS.resolve("bytes/teacher");
    static final Path STUDENT = GOLDENS.resolve("models/smollm2");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Commands() {}

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {
        /** Standard output as JSON objects, one a line; anything else fails. */
        List<JsonNode> objects() {
            List<JsonNode> objects = new ArrayList<>();
            for (String line : out.lines().toList()) {
                try {
                    objects.add(JSON.readTree(line));
                } catch (JsonProcessingException e) {
                    throw new AssertionError("not JSON: " + line, e);
                }
            }
            return objects;
        }

        JsonNode object() {
            assertThat(objects()).as(err).hasSize(1);
            return objects().get(0);
        }

        Result ok() {
            assertThat(exitCode).as(out + err).isZero();
            return this;
        }
    }

    static Result run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int exitCode = Bytestill.run(texts, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Starts a command as a process of its own, which writes into the folder's files {@code output} and {@code messages}. */
    static Process start(Path folder, String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments)).redirectError(folder.resolve("messages").toFile())
                .redirectOutput(folder.resolve("output").toFile()).start();
    }

    /** A command as a process of its own is called: as the launcher calls it, compiled as tests are, with shards of their size. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dbytestill.shardBytes=" + ShardPlan.SHARD_TEXT_BYTES, "-cp",
                System.getProperty("java.class.path"), "org.bytestill.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A copy of a model folder, to be damaged. */
    static Path copyOf(Path model, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }

    /** A configuration of a run of seconds in the folder, with its texts. */
    static Path smallRun(Path folder) throws IOException {
        byte[] text = Files.readAllBytes(GOLDENS.resolve("bytes/text.txt"));
        Files.write(folder.resolve("train.txt"), text);
        Files.writeString(folder.resolve("validation.txt"), "The license may be held by no one.\nIt may not be lent.\n");
        Path yaml = folder.resolve("run.yaml");
        Files.writeString(yaml,
                String.join("\n", "name: small", "teacher: " + TEACHER.toAbsolutePath(), "student: " + STUDENT.toAbsolutePath(),
                        "text: {train: train.txt, validation: validation.txt, document_bytes: 60}", "converter: {method: cover}",
                        "training: {updates: 12, step1_updates: 4, batch_documents: 2, micro_batch_documents: 1, learning_rate: 1.0e-3}",
                        "evaluation: {every_updates: 6, agreement_bytes: 0}",
                        "checkpoint: {every_updates: 5, every_minutes: 0, keep_last: 5}",
                        "hardware: {device: cpu, threads: 1}", ""));
        return yaml;
    }
}
