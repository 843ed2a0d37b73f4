package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same texts in other containers are the same run: documents, teacher's bytes and losses to the bit. */
class SameTextRunTest {
    private static final Path DATA = Path.of("src/test/resources/goldens/records/data");

    @TempDir
    private Path folder;
    private Engine engine;

    @BeforeEach
    void startEngine() {
        engine = new TrainingEngine();
    }

    @AfterEach
    void stopEngine() {
        engine.close();
    }

    /** What a run of one update on a text measured, and the fingerprint of its documents. */
    private String firstUpdate(Path text) throws Exception {
        Path own = Files.createDirectory(folder.resolve("run" + folder.toFile().list().length));
        RunConfig config = SmallRun.config(own, "text.train", text.toAbsolutePath().toString(), "text.max_train_bytes", "600",
                "text.document_bytes", "64", "text.overlap", "keep", "training.updates", "1", "training.step1_updates", "0");
        Run run = engine.start(config, own, own.resolve("run"));
        SmallRun.awaitEnd(run);
        double loss = run.metrics().training().value(Metric.TOTAL_LOSS, 0);
        ObjectNode manifest = RunManifest.read(new RunFolder(run.folder())).root();
        return manifest.path("trainText").path("fingerprint").asText() + " " + Double.doubleToLongBits(loss);
    }

    @Test
    void recordsInEveryContainerGiveTheSameFirstLossToTheBit() throws Exception {
        List<String> found = new ArrayList<>();
        for (String name : List.of("text.jsonl", "text.zstd.parquet", "disk-text", "text.jsonl.gz")) {
            found.add(firstUpdate(DATA.resolve(name)));
        }
        assertThat(found).hasSize(4).containsOnly(found.get(0));
    }

    @Test
    void aPlainTextGivesTheSameFirstLossAsTheRecordThatHoldsIt() throws Exception {
        String text = Files.readString(DATA.resolve("prose.txt")).replace("\uFEFF", "");
        Path plain = Files.writeString(folder.resolve("prose.txt"), "\uFEFF" + text); // a byte order mark is no text
        Path record = Files.writeString(folder.resolve("prose.jsonl"), line(text));
        assertThat(firstUpdate(record)).isEqualTo(firstUpdate(plain));
    }

    private static String line(String text) throws IOException {
        return new String(JsonFile.MAPPER.writeValueAsBytes(JsonFile.MAPPER.createObjectNode().put("text", text)), StandardCharsets.UTF_8)
                + "\n";
    }
}
