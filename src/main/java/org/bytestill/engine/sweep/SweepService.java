package org.bytestill.engine.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.engine.Engine;
import org.bytestill.engine.compare.TrainedRuns;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.Check;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.util.JsonLines;
import org.bytestill.util.Sha256;

/**
 * Works through a sweep: a queue of runs, one after the other, in a folder. Each finished run is a line of {@code results.jsonl}; the same
 * call goes on after a kill: finished runs are skipped, a half one is resumed from its checkpoint.
 */
public final class SweepService {
    private static final ObjectMapper JSON = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private static final String RESULTS = "results.jsonl";
    private static final Pattern FOLDER = Pattern.compile("runs/[A-Za-z0-9][A-Za-z0-9._+-]*");
    /** Sections that decide what a teacher's bytes are. */
    private static final List<String> OF_TEACHER_BYTES = List.of("teacher", "more_teachers", "text.", "chat.", "converter.",
            "hardware.teacher_precision");

    private final TrainedRuns runs;
    private final Path folder;

    /** @param folder for results, runs and teacher bytes; made if it is not there */
    public SweepService(Engine engine, Path folder) {
        this.runs = new TrainedRuns(engine);
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Trains what has not been trained yet.
     *
     * @param mayGoOn polled; once it is false, the run at hand is saved and stopped
     * @return all results, also those of earlier calls
     * @throws UserError if the folder holds something else, another process works in it, or a run there was made by other settings
     */
    public List<SweepRun> run(Sweep sweep, SweepListener listener, BooleanSupplier mayGoOn) throws InterruptedException {
        claim();
        try (RunLock lock = RunLock.take(new RunFolder(folder))) {
            Queue queue = new Queue(sweep, listener, mayGoOn, new ArrayList<>(results()));
            queue.results.forEach(result -> listener.finished(result, false));
            for (Budget budget : sweep.budgets()) {
                for (long seed : sweep.seeds()) {
                    for (Cell cell : sweep.cells()) {
                        if (mayGoOn.getAsBoolean()) {
                            queue.take(cell, budget, seed);
                        }
                    }
                }
            }
            return List.copyOf(queue.results);
        }
    }

    private void claim() {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> content = Files.list(folder)) {
                boolean own = Files.exists(folder.resolve(RESULTS))
                        || content.allMatch(file -> file.getFileName().toString()
                                .matches("runs|teacher-bytes.*|run\\.lock.*|sweep\\.(json|log)|stop\\.request"));
                Check.that(own, "%s is not empty and holds no sweep. Choose an empty or a new folder.", folder);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written (%s). Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
    }

    /** The state of one call. */
    private final class Queue {
        private final Sweep sweep;
        private final SweepListener listener;
        private final BooleanSupplier mayGoOn;
        private final List<SweepRun> results;
        private int number;

        Queue(Sweep sweep, SweepListener listener, BooleanSupplier mayGoOn, List<SweepRun> results) {
            this.sweep = sweep;
            this.listener = listener;
            this.mayGoOn = mayGoOn;
            this.results = results;
        }

        void take(Cell cell, Budget budget, long seed) throws InterruptedException {
            number++;
            if (budget != Budget.UPDATES && !isCalibrated(cell)) {
                return; // what it costs is not known: its run at equal updates failed or was left out
            }
            int updates = updates(cell, budget);
            String name = cell.name() + (updates == sweep.updates() ? "" : "-" + budget.word()) + "-seed-" + seed;
            RunConfig config = cell.run(sweep.config(), seed, updates);
            boolean isThere = results.stream().anyMatch(result -> result.isOf(cell.name(), budget, seed));
            if (isThere && isDone(name)) {
                requireSame(config, sweep.base(), name);
                return;
            }
            try {
                train(config, name).ifPresent(run -> add(cell, budget, seed, name, run));
            } catch (UserError e) {
                listener.failed(name, e);
            }
        }

        private Optional<Run> train(RunConfig config, String name) throws InterruptedException {
            if (RunFolder.isAt(target(name))) {
                requireSame(config, sweep.base(), name);
            }
            if (!isDone(name)) {
                listener.begins(name, number, sweep.cells().size() * sweep.seeds().size() * sweep.budgets().size());
            }
            return runs.train(config, sweep.base(), target(name), shared(config), mayGoOn);
        }

        private void add(Cell cell, Budget budget, long seed, String name, Run run) {
            SweepRun result = SweepRun.of(cell.name(), budget, seed, "runs/" + name, run);
            results.removeIf(earlier -> earlier.isOf(cell.name(), budget, seed));
            if (results.stream().noneMatch(earlier -> earlier.isOf(SweepRun.START, Budget.UPDATES, seed))) {
                append(SweepRun.start(result, run));
            }
            append(result);
        }

        private void append(SweepRun result) {
            new JsonLines(folder.resolve(RESULTS)).append(JSON.valueToTree(result));
            results.add(result);
            listener.finished(result, true);
        }

        private boolean isCalibrated(Cell cell) {
            return at(cell.name()).isPresent() && at(sweep.baseline()).isPresent();
        }

        /** The run at equal updates from which the cost is known: that of the first seed, so that all seeds have as many updates. */
        private Optional<SweepRun> at(String cell) {
            return results.stream().filter(result -> result.isOf(cell, Budget.UPDATES, sweep.seeds().get(0))).findFirst();
        }

        /** Updates of the student's own weights within a budget: with those of a first step it costs what the baseline's run costs. */
        private int updates(Cell cell, Budget budget) {
            return budget == Budget.UPDATES || cell.name().equals(sweep.baseline()) ? sweep.updates()
                    : fitting(at(cell.name()).orElseThrow(), at(sweep.baseline()).orElseThrow(), budget);
        }
    }

    /** As many updates as cost what the baseline's run costs; all have cost alike, but those of a first step. At least one. */
    static int fitting(SweepRun own, SweepRun baseline, Budget budget) {
        double each = budget == Budget.TIME ? own.secondsPerUpdate() : own.bytesPerUpdate();
        double allowed = budget == Budget.TIME ? baseline.seconds() : baseline.bytes();
        double before = budget == Budget.TIME ? own.seconds() - own.updates() * each : own.bytes() - own.updates() * each;
        return (int) Math.max(1, Math.round((allowed - before) / each));
    }

    private Path target(String name) {
        return folder.resolve("runs").resolve(name);
    }

    private boolean isDone(String name) {
        return RunFolder.isAt(target(name)) && RunManifest.read(new RunFolder(target(name))).state() == RunState.DONE;
    }

    /** Where the teacher's bytes are kept for the runs with the same teacher, text and conversion. */
    private Path shared(RunConfig config) {
        StringBuilder settings = new StringBuilder();
        RunConfigFile.settings().stream().map(SettingInfo::path).filter(path -> OF_TEACHER_BYTES.stream().anyMatch(path::startsWith))
                .forEach(path -> settings.append(path).append('=').append(RunConfigFile.text(config, path)).append('\n'));
        String hash = Sha256.of(settings.toString().getBytes(StandardCharsets.UTF_8));
        return folder.resolve("teacher-bytes-" + hash.substring(0, 8));
    }

    /** A run of other settings would stand in the table under a wrong name. */
    private void requireSame(RunConfig asked, Path base, String name) {
        RunConfig config = RunConfigFile.resolved(asked, base);
        RunConfig there = RunConfigFile.read(new RunFolder(target(name)).config());
        for (SettingInfo setting : RunConfigFile.settings()) {
            String was = RunConfigFile.text(there, setting.path());
            String is = RunConfigFile.text(config, setting.path());
            if (!was.equals(is)) {
                throw UserError.badInput("%s was trained with %s: %s, the sweep now says %s. Choose another folder, or change it back.",
                        target(name), setting.path(), was, is);
            }
        }
    }

    /** The results so far; a damaged line, such as the half one of a killed process, is left out and its run looked at again. */
    public List<SweepRun> results() {
        List<SweepRun> results = new ArrayList<>();
        new JsonLines(folder.resolve(RESULTS)).readNew(line -> results.add(result(line)));
        return results;
    }

    private static SweepRun result(JsonNode line) {
        try {
            Check.argument(
                    line.path("cell").isTextual() && line.path("budget").isTextual()
                            && FOLDER.matcher(line.path("folder").asText()).matches(),
                    "it names no cell, or no folder of the sweep");
            return JSON.treeToValue(line, SweepRun.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(Quoted.of(e.getOriginalMessage()), e);
        }
    }
}
