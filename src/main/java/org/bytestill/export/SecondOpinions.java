package org.bytestill.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytestill.util.JsonFile;

/**
 * Asks the programs of others that load exports too, where a Python on this machine has them: transformers of a folder, llama.cpp
 * (xllamacpp) of a GGUF file. They run in a process of their own; one that fails or takes too long is named, one that is not there is not.
 */
final class SecondOpinions {
    /** The environment variable that names a Python; else {@code python3} is looked for on the path. */
    static final String VARIABLE = "BYTESTILL_PYTHON";
    private static final String SCRIPT = "/python/second_opinion.py";
    private static final int TOKENS = 24;
    private static final long SECONDS = 180;

    private final Path python;

    SecondOpinions(Path python) {
        this.python = python;
    }

    /** What is there to be asked; empty if there is no Python. */
    static Optional<SecondOpinions> onThisMachine() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return Optional.of(new SecondOpinions(Path.of(named)));
        }
        String path = System.getenv("PATH");
        return Stream.ofNullable(path).flatMap(folders -> Arrays.stream(folders.split(File.pathSeparator)))
                .map(folder -> Path.of(folder, "python3")).filter(Files::isExecutable).findFirst().map(SecondOpinions::new);
    }

    /**
     * Asks about a model.
     *
     * @param model  a Hugging Face folder or a GGUF file
     * @param export the same, opened by this program
     */
    List<SecondOpinion> of(Path model, Reloaded export) {
        try {
            ObjectNode question = question(model, export);
            JsonNode answer = answer(question);
            return answer.has("program") ? List.of(new SecondOpinion(answer.path("program").asText(), found(answer, question, export)))
                    : List.of();
        } catch (IOException e) {
            return List.of(new SecondOpinion(python.toString(), "It could not be asked (" + e.getMessage() + ")."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static ObjectNode question(Path model, Reloaded export) {
        ObjectNode question = JsonFile.MAPPER.createObjectNode().put("model", model.toAbsolutePath().toString()).put("tokens", TOKENS);
        ArrayNode texts = question.putArray("texts");
        ArrayNode ids = question.putArray("ids");
        for (String text : ProofOfExport.texts()) {
            texts.add(text);
            ids.add(JsonFile.MAPPER.valueToTree(export.encode(text)));
        }
        question.set("continue", ids.get(0));
        return question;
    }

    private JsonNode answer(ObjectNode question) throws IOException, InterruptedException {
        Path script = Files.createTempFile("bytestill-second-opinion", ".py");
        Path answers = Files.createTempFile("bytestill-second-opinion", ".json");
        try (InputStream source = SecondOpinions.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, source.readAllBytes());
            Process process = new ProcessBuilder(python.toString(), "-u", script.toString()).redirectOutput(answers.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(question.toString().getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no answer in " + SECONDS + " seconds");
            }
            return lastLine(Files.readString(answers), process.exitValue());
        } finally {
            Files.deleteIfExists(script);
            Files.deleteIfExists(answers);
        }
    }

    private static JsonNode lastLine(String written, int exit) throws IOException {
        List<String> lines = written.lines().toList();
        try {
            return JsonFile.MAPPER.readTree(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
        } catch (JsonProcessingException e) {
            throw new IOException("it ended with " + exit + " and no answer");
        }
    }

    private static String found(JsonNode answer, JsonNode question, Reloaded export) {
        List<String> parts = new ArrayList<>();
        parts.add(answer.path("warnings").isEmpty() ? "loads it without a warning"
                : "loads it and warns: " + answer.path("warnings").get(0).asText());
        parts.add(sameIds(answer, question) ? "cuts the probe texts into the same tokens" : "cuts a probe text into other tokens");
        if (answer.has("top1")) {
            parts.add(positions(answer, question, export));
        }
        int[] own = export.continued(ints(question.path("continue")), TOKENS);
        int[] others = ints(answer.path("greedy"));
        int differs = Arrays.mismatch(own, others);
        int equal = differs < 0 ? own.length : differs;
        parts.add(String.format(Locale.ROOT, "%s of the %d most probable tokens after the first text are the same",
                equal == Math.min(own.length, others.length) ? "all" : "the first " + equal, others.length));
        return String.join(", ", parts) + ".";
    }

    /** Theirs are without the begin-of-sequence token. */
    private static boolean sameIds(JsonNode answer, JsonNode question) {
        for (int i = 0; i < question.path("ids").size(); i++) {
            int[] own = ints(question.path("ids").get(i));
            int[] others = ints(answer.path("ids").path(i));
            int begins = own.length - others.length;
            if (begins < 0 || begins > 1 || !Arrays.equals(Arrays.copyOfRange(own, begins, own.length), others)) {
                return false;
            }
        }
        return true;
    }

    private static String positions(JsonNode answer, JsonNode question, Reloaded export) {
        int all = 0;
        int same = 0;
        double largest = 0;
        for (int i = 0; i < question.path("ids").size(); i++) {
            int[] ids = ints(question.path("ids").get(i));
            List<float[]> rows = new ArrayList<>();
            export.logits(ProbedHead.TOKEN.predicts(), ids, rows::add);
            for (int at = 0; at + 1 < ids.length; at++) {
                all++;
                same += top(rows.get(at)) == answer.path("top1").path(i).path(at).asInt(-1) ? 1 : 0;
                largest = Math.max(largest,
                        Math.abs(logProbability(rows.get(at), ids[at + 1]) - answer.path("logprobs").path(i).path(at).asDouble()));
            }
        }
        return String.format(Locale.ROOT,
                "finds the same token most probable at %.1f %% of %d positions and log-probabilities within %.2g nats",
                100.0 * same / all, all, largest);
    }

    private static int top(float[] row) {
        int top = 0;
        for (int i = 1; i < row.length; i++) {
            top = row[i] > row[top] ? i : top;
        }
        return top;
    }

    private static double logProbability(float[] row, int token) {
        double largest = row[top(row)];
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - largest);
        }
        return row[token] - largest - Math.log(sum);
    }

    private static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt();
        }
        return values;
    }
}
