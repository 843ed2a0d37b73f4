package org.bytestill.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.run.RunFolder;
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

    @Test
    void halfWrittenOnesAreLeftoversAndBrokenOnesAreKept() throws IOException {
        Files.createDirectories(run.checkpoints().resolve("step-120.tmp"));
        Files.createDirectories(run.checkpoints().resolve("step-115.broken"));
        store.deleteLeftovers();
        store.prune(1, -1);
        assertThat(kept()).containsExactlyInAnyOrder("step-110", "step-115.broken");
    }
}
