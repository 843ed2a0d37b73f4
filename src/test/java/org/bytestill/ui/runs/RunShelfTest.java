package org.bytestill.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.library.Repetition;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.common.Tasks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a toolkit: what becomes of runs that are renamed, deleted, repeated and gone on with. */
class RunShelfTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path runs;
    private final FolderEngine engine = new FolderEngine();
    private final List<Throwable> failures = new ArrayList<>();
    private RunsViewModel model;

    @BeforeEach
    void threeRuns() throws IOException {
        FolderEngine.run(runs, "first", RunState.DONE, START);
        FolderEngine.run(runs, "second", RunState.STOPPED, START.plusSeconds(60));
        FolderEngine.run(runs, "third", RunState.DONE, START.plusSeconds(120));
        model = new RunsViewModel(engine, runs, Optional.empty(), new Tasks(Runnable::run, Runnable::run), failures::add);
        model.look();
    }

    private List<String> shown() {
        return model.shown().stream().map(RunSummary::name).toList();
    }

    private RunSummary run(String name) {
        return model.shown().stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aRunIsRenamedAndARefusedNameSaysWhy() {
        List<String> refused = new ArrayList<>();
        model.shelf().rename(run("second"), " middle ", () -> {}, refused::add);
        assertThat(refused).isEmpty();
        assertThat(shown()).containsExactly("third", "middle", "first");
        model.shelf().rename(run("middle"), "first", () -> {}, refused::add);
        assertThat(refused).singleElement().asString().contains("already");
    }

    @Test
    void deletedRunsAreToldWithTheirSizeAndComeBack() throws IOException {
        Files.write(runs.resolve("first/metrics.jsonl"), new byte[100_000]);
        model.shelf().delete(List.of(run("first"), run("third")));
        assertThat(shown()).containsExactly("second");
        RunShelf.Binned binned = model.shelf().binnedProperty().get();
        assertThat(binned.entries()).hasSize(2);
        assertThat(binned.bytes()).isGreaterThan(100_000L).isEqualTo(binned.binBytes());
        model.shelf().undo();
        assertThat(shown()).containsExactly("third", "second", "first");
        assertThat(model.shelf().binnedProperty().get()).isNull();
        model.shelf().delete(List.of(run("first")));
        model.shelf().emptyBin();
        model.shelf().undo();
        assertThat(shown()).containsExactly("third", "second");
    }

    @Test
    void aRunThatReadsFromADeletedOneIsNamed() throws IOException {
        FolderEngine.run(runs, "child", RunState.DONE, START.plusSeconds(180), "student",
                runs.resolve("first/checkpoints/step-4").toString());
        model.look();
        model.shelf().delete(List.of(run("first")));
        assertThat(model.shelf().binnedProperty().get().readers()).containsExactly("child");
    }

    @Test
    void aRunThatIsComputedStaysAndTheOthersGo() throws IOException {
        assertThat(model.shelf().isHeldBecause(run("second"))).isEmpty();
        try (RunLock lock = RunLock.take(new RunFolder(runs.resolve("second")))) {
            RunManifest.read(new RunFolder(runs.resolve("second"))).state(RunState.PAUSED).write();
            model.look();
            assertThat(model.shelf().isHeldBecause(run("second"))).isEqualTo("stop it first");
            model.shelf().delete(List.of(run("second"), run("third")));
        }
        assertThat(shown()).containsExactly("second", "first");
        assertThat(failures).singleElement().satisfies(why -> assertThat(why).hasMessageContaining("is computed by process"));
    }

    @Test
    void aRepetitionWhoseTextIsGoneIsToldAndOneThatDiffersIsAsked() throws IOException {
        List<Run> started = new ArrayList<>();
        List<Repetition> asked = new ArrayList<>();
        model.shelf().repeat(run("first"), started::add, asked::add);
        assertThat(failures).as("it names no text at all").hasSize(1);
        Path text = Files.writeString(runs.resolve("train.txt"),
                "A text that is long enough for two documents of the smallest size.\n".repeat(20));
        Path other = Files.writeString(runs.resolve("validation.txt"), "Another text.\n".repeat(20));
        FolderEngine.run(runs, "texts", RunState.DONE, START, "text.train", text.toString(), "text.validation", other.toString());
        model.look();
        model.shelf().repeat(run("texts"), started::add, asked::add);
        assertThat(started).isEmpty();
        assertThat(asked).singleElement().satisfies(repetition -> assertThat(repetition.differences()).hasSize(2));
        model.shelf().start(asked.get(0), started::add);
        assertThat(engine.started).containsExactly(runs.resolve("texts-2"));
    }

    @Test
    void goingOnTakesTheBestCheckpointAndAsksForText() {
        engine.runs.put(runs.resolve("first"), FakeRun.training(runs.resolve("first")));
        List<RunTemplate> ready = new ArrayList<>();
        model.shelf().goOn(run("first"), ready::add);
        // The checkpoints of that run lie in its folder; 1,200 is the best.
        assertThat(ready).containsExactly(new RunTemplate(Optional.of(runs.resolve("first/run.yaml")),
                Map.of("student", runs.resolve("first").toString(), "new_tokenizer", "", "text.train", "")));
        FakeRun fresh = FakeRun.training(runs.resolve("second"));
        fresh.checkpoints.clear();
        engine.runs.put(runs.resolve("second"), fresh);
        model.shelf().goOn(run("second"), ready::add);
        assertThat(failures).singleElement().satisfies(why -> assertThat(why).hasMessageContaining("no checkpoint yet"));
    }

    @Test
    void noRowMovesUnderThePointer() throws IOException {
        model.hold(true);
        FolderEngine.run(runs, "newest", RunState.DONE, START.plusSeconds(900));
        RunManifest.read(new RunFolder(runs.resolve("first"))).state(RunState.STOPPED).write();
        model.look();
        assertThat(shown()).containsExactly("third", "second", "first");
        assertThat(run("first").state()).as("what is there is renewed").isEqualTo(RunState.STOPPED);
        assertThat(model.heldProperty().get()).isEqualTo(1);
        model.showHeld();
        assertThat(shown()).containsExactly("newest", "third", "second", "first");
        assertThat(model.heldProperty().get()).isZero();

        model.shelf().delete(List.of(run("second")));
        assertThat(shown()).as("what is deleted here goes at once").containsExactly("newest", "third", "first");
        FolderEngine.run(runs, "later", RunState.DONE, START.plusSeconds(990));
        model.look();
        assertThat(shown()).doesNotContain("later");
        model.hold(false);
        assertThat(shown()).startsWith("later");
    }

    @Test
    void aTemplateIsTheConfigurationOfTheRun() {
        RunTemplate template = model.shelf().copy(run("first"));
        assertThat(RunConfigFile.read(template.config().orElseThrow()).name()).isEqualTo("first");
        assertThat(template.replaced()).isEmpty();
    }
}
