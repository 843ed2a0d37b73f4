package org.bytestill.engine.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;
import org.bytestill.util.JsonLines;

/**
 * Runs a comparison of training variants: one run per variant and seed, one after the other, with a shared byte cache of the teacher.
 * Every finished run appends a line to {@code results.jsonl}, so that the same call continues an interrupted comparison.
 */
public final class CompareService {
    private static final ObjectMapper JSON = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private final TrainedRuns runs;
    private final Path folder;

    /** @param folder the folder of the comparison, for results, runs and teacher bytes */
    public CompareService(Engine engine, Path folder) {
        this.runs = new TrainedRuns(engine);
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Runs the variants and seeds that have no result yet.
     *
     * @param base       folder that relative paths of the configuration start at
     * @param seeds      each variant is run once per seed; all variants of the first seed come first
     * @param finished   receives every result, also those of earlier calls
     * @param mayGoOn    polled; once it is false, the current run is saved and stopped
     * @return all results, also those of earlier calls
     * @throws UserError if the folder contains a comparison with another configuration: the results would not be comparable
     */
    public List<ComparedRun> compare(RunConfig config, Path base, List<ComparedVariant> variants, List<Long> seeds,
            Consumer<ComparedRun> finished,
            BooleanSupplier mayGoOn) throws InterruptedException {
        claim(RunConfigFile.write(RunConfigFile.resolved(config, base)));
        List<ComparedRun> results = new ArrayList<>(results());
        results.forEach(finished);
        for (long seed : seeds) {
            for (ComparedVariant variant : variants) {
                if (isThere(results, variant.name(), seed)) {
                    continue;
                }
                int updates = updates(config, variant, seed, results);
                Optional<Run> done = run(variant.applied(config, seed, updates), base, variant, seed, mayGoOn);
                if (done.isEmpty()) {
                    return results;
                }
                Run run = done.get();
                if (!isThere(results, ComparedRun.START, seed)) {
                    add(ComparedRun.start(seed, run), results, finished);
                }
                add(ComparedRun.of(variant.name(), seed, run, Objectives.of(run.config()).warmUpUpdates(run.config())), results, finished);
            }
        }
        return results;
    }

    /** Stores the configuration beside the results, or checks that it is the stored one. */
    private void claim(String configuration) {
        Path file = folder.resolve("compare.yaml");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                requireEmpty();
                AtomicFile.write(file, configuration);
            } else if (!Arrays.equals(Files.readAllBytes(file), configuration.getBytes(StandardCharsets.UTF_8))) {
                throw UserError.badInput(
                        "%s holds a comparison by another configuration, %s. Choose another folder, or change the configuration back.",
                        folder,
                        file);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written (%s). Choose another folder.", file, e.getMessage()).causedBy(e);
        }
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            Check.that(content.allMatch(file -> file.endsWith("compare.yaml.tmp")),
                    "%s is not empty and holds no comparison. Choose an empty or a new folder.", folder);
        }
    }

    private static boolean isThere(List<ComparedRun> results, String variant, long seed) {
        return results.stream().anyMatch(result -> result.variant().equals(variant) && result.seed() == seed);
    }

    /** Updates of a variant: those of the configuration, or as many as fit into the training time of another variant. */
    private static int updates(RunConfig config, ComparedVariant variant, long seed, List<ComparedRun> results) {
        if (variant.asLongAs().isEmpty()) {
            return config.training().updates();
        }
        double allowed = secondsPerUpdate(results, variant.asLongAs(), seed);
        double own = secondsPerUpdate(results, variant.name().replace("-time-of-" + variant.asLongAs(), ""), seed);
        return (int) Math.max(1, Math.round(config.training().updates() * allowed / own));
    }

    private static double secondsPerUpdate(List<ComparedRun> results, String variant, long seed) {
        return results.stream().filter(result -> result.variant().equals(variant) && result.seed() == seed).findFirst()
                .orElseThrow(() -> UserError.badInput("Equal time needs the variant \"%s\" before it; name it in --only too.", variant))
                .secondsPerUpdate();
    }

    private Optional<Run> run(RunConfig config, Path base, ComparedVariant variant, long seed, BooleanSupplier mayGoOn)
            throws InterruptedException {
        Path target = folder.resolve(ComparedRun.folder(variant.name(), seed));
        Path shared = folder.resolve("teacher-bytes" + (variant.passes() > 0 ? "-" + variant.passes() + "-passes" : ""));
        return runs.train(config, base, target, shared, mayGoOn);
    }

    private void add(ComparedRun result, List<ComparedRun> results, Consumer<ComparedRun> finished) {
        new JsonLines(folder.resolve("results.jsonl")).append(JSON.valueToTree(result));
        results.add(result);
        finished.accept(result);
    }

    /** The results so far; a damaged line, such as the half one of a killed process, is left out and its run looked at again. */
    public List<ComparedRun> results() {
        List<ComparedRun> results = new ArrayList<>();
        new JsonLines(folder.resolve("results.jsonl")).readNew(line -> results.add(result(line)));
        return results;
    }

    private static ComparedRun result(JsonNode line) {
        try {
            Check.argument(line.path("variant").isTextual(), "it names no variant");
            return JSON.treeToValue(line, ComparedRun.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(JsonFile.reason(e), e);
        }
    }
}
