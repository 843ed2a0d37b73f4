package org.bytestill.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.run.RunFolder;
import org.bytestill.util.FileManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which checkpoints stay on disk; what is in them is the business of the tests of whole runs. */
class CheckpointStoreTest {
    @TempDir
    private Path folder;
    private RunFolder run;
    private CheckpointStore store;

    @BeforeEach
    void makeFourCheckpoints() throws IOException {
        run = new RunFolder(folder);
        store = new CheckpointStore(run);
        for (int update : new int[] {5, 20, 100, 110}) {
            Files.createDirectories(run.checkpoints().resolve("step-" + update));
        }
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> folders = Files.list(run.checkpoints())) {
            return folders.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void theLastOnesAndTheBestStay() throws IOException {
        store.prune(2, 20);
        assertThat(kept()).as("the last two by number, not by name, and the best").containsExactlyInAnyOrder("step-20", "step-100",
                "step-110");
    }

    @Test
    void aBestThatIsAmongTheLastTakesNoPlaceOfAnother() throws IOException {
        store.prune(2, 110);
        assertThat(kept()).containsExactlyInAnyOrder("step-100", "step-110");
    }

    @Test
    void beforeAnyEvaluationTheLastOnesAloneStay() throws IOException {
        store.prune(3, -1);
        assertThat(kept()).containsExactlyInAnyOrder("step-20", "step-100", "step-110");
    }

    /** With a state file whose hash the manifest names. */
    private void write(int update, String good) throws IOException {
        Path checkpoint = Files.createDirectories(run.checkpoints().resolve("step-" + update));
        Files.writeString(checkpoint.resolve("state.json"), "{\"update\": " + update + good + "}");
        Files.writeString(checkpoint.resolve("manifest.json"), FileManifest.of(checkpoint).toString());
    }

    @Test
    void theLastGoodOneStaysHoweverManyRuinedOnesFollow() throws IOException {
        write(5, ", \"good\": false");
        write(20, "");
        write(100, ", \"good\": false");
        write(110, ", \"good\": false");
        assertThat(new GoodCheckpoints(run).last()).hasValue(20);
        store.prune(1, -1);
        assertThat(kept()).containsExactlyInAnyOrder("step-20", "step-110");
        new GoodCheckpoints(run).wentAstray(20);
        assertThat(new GoodCheckpoints(run).last()).isEmpty();
    }

    @Test
    void goingBackSetsLaterOnesAsideAndDeletesNothing() throws IOException {
        store.rewindTo(20);
        assertThat(kept()).containsExactlyInAnyOrder("step-5", "step-20", "step-100.later", "step-110.later");
        Files.createDirectories(run.checkpoints().resolve("step-100"));
        store.rewindTo(0);
        assertThat(kept()).containsExactlyInAnyOrder("step-5.later", "step-20.later", "step-100.later", "step-100.later-2",
                "step-110.later");
        assertThat(store.updates()).isEmpty();
    }

    @Test
    void halfWrittenOnesAreLeftoversAndBrokenOnesAreKept() throws IOException {
        Files.createDirectories(run.checkpoints().resolve("step-120.tmp"));
        Files.createDirectories(run.checkpoints().resolve("step-115.broken"));
        store.deleteLeftovers();
        store.prune(1, -1);
        assertThat(kept()).containsExactlyInAnyOrder("step-110", "step-115.broken");
    }
}
