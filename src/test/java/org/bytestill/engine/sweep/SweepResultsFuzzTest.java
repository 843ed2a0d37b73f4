package org.bytestill.engine.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.fuzz.ReaderFuzz;
import org.junit.jupiter.api.AfterEach;

/** {@code results.jsonl} of a sweep, and the results of documents that its runs keep, as far as the tables. */
class SweepResultsFuzzTest extends ReaderFuzz {
    private static final String RUN = "{\"cell\":\"a\",\"budget\":\"UPDATES\",\"seed\":1,\"folder\":\"runs/a\",\"updates\":5,\"evaluated\":5,"
            + "\"bitsPerByte\":1.5,\"klBits\":\"NaN\",\"top1Agreement\":0.5,\"bytes\":10.0,\"diagnostics\":{\"droppedMass\":0.5}}\n";
    private static final String SCORES = "document,bytes,bits,rows,finite,kl_bits,same\n0,10,15.5,10,9,3.25,5\n1,8,12.0,0,0,0.0,0\n";

    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Override
    protected List<byte[]> seeds() {
        return List.of((RUN + "\f" + SCORES).getBytes(StandardCharsets.UTF_8),
                (RUN + RUN.replace("\"a\"", "\"b\"") + "\f" + SCORES).getBytes(StandardCharsets.UTF_8));
    }

    /** The part before the form feed is the one file, the part behind it the other. */
    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int cut = Math.max(0, text.indexOf('\f'));
        Files.writeString(folder.resolve("results.jsonl"), text.substring(0, cut), StandardCharsets.ISO_8859_1);
        Files.createDirectories(folder.resolve("runs/a/validation"));
        Files.writeString(folder.resolve("runs/a/validation/update-5.csv"), text.substring(cut), StandardCharsets.ISO_8859_1);
        Sweep sweep = new Sweep("", RunConfig.defaults(), folder, List.of(new Cell("a", Map.of()), new Cell("b", Map.of())), List.of(1L),
                "a", List.of(Budget.UPDATES));
        new SweepTables(folder, sweep, new SweepService(engine, folder).results()).tables();
    }
}
