package org.bytestill.engine.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** A sweep file, with the {@code run.yaml} that it names. */
class SweepFileFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(seed("name: Mine", "run: run.yaml", "set: {training.updates: 70}", "seeds: [3, 1]", "cells:", "  plain: {}",
                "  hard: {objective: covering, covering.kl_weight: 20}", "variants: [bld-gru]", "baseline: hard", "equal: [time, bytes]"),
                seed("run: run.yaml", "grid: {training.learning_rate: [1.0e-4, 0.001], byte_head.kind: [parallel, autoregressive],",
                        "  objective: [sft, bld], text.train: [[a.txt, b.txt]]}"));
    }

    private static byte[] seed(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        Files.writeString(folder.resolve("run.yaml"), "name: base\nobjective: sft\n");
        Sweep sweep = SweepFile.read(put(folder.resolve("grid.yaml"), content));
        sweep.cells().forEach(cell -> cell.run(sweep.config(), 1, sweep.updates()));
    }
}
