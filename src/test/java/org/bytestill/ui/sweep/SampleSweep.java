package org.bytestill.ui.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.sweep.Budget;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;

/** A sweep of three cells, three seeds and two budgets, of whose eighteen runs ten are finished. */
public final class SampleSweep {
    private SampleSweep() {}

    /**
     * Writes the sweep's file into a folder and its results into another.
     *
     * @return the sweep's file
     */
    public static Path into(Path home, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(home.resolve("run.yaml"), RunConfigFile.write(RunConfig.recommended()));
        Path file = Files.writeString(home.resolve("grid.yaml"), String.join("\n", "name: three ways", "run: run.yaml",
                "set: {training.updates: 5}", "seeds: [1, 2, 3]", "cells:", "  sft: {objective: sft}", "  covering: {objective: covering}",
                "  covering-1: {objective: covering, covering.kl_weight: 1}", "baseline: sft", "equal: [updates, time]", ""));
        for (long seed = 1; seed <= 3; seed++) {
            finished(folder, "sft", Budget.UPDATES, seed, 1.7 + 0.001 * seed);
            finished(folder, "covering", Budget.UPDATES, seed, 1.6 + 0.001 * seed);
            finished(folder, "covering-1", Budget.UPDATES, seed, 1.7 + 0.02 * (seed - 2));
        }
        finished(folder, "sft", Budget.TIME, 1, 1.7);
        return file;
    }

    /** Forty bytes in two documents of as many bits a byte as is said. */
    private static void finished(Path folder, String cell, Budget budget, long seed, double bits) throws IOException {
        String name = "runs/" + cell + (budget == Budget.UPDATES ? "" : "-time") + "-seed-" + seed;
        Path run = Files.createDirectories(folder.resolve(name));
        new DocumentScores(new RunFolder(run)).write(5,
                List.of(new DocumentScore(10, 10 * bits, 10, 10, 0.3 * bits, 5), new DocumentScore(30, 30 * bits, 30, 30, 9 * bits, 20)));
        RunManifest.create(new RunFolder(run)).state(RunState.DONE).write();
        String line = new ObjectMapper()
                .writeValueAsString(new SweepRun(cell, budget, seed, name, 5, 5, bits, 0.3, 0.5, 40, 40, 8, 2, 0.4, Map.of()));
        Files.writeString(folder.resolve("results.jsonl"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
