package org.bytestill.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.SampleRuns;
import org.bytestill.ui.common.Tasks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a toolkit: which runs are listed, which need attention, what can be started. */
class RunsViewModelTest {
    @TempDir
    Path runs;
    private final FakeEngine engine = new FakeEngine();
    private final List<Throwable> failures = new ArrayList<>();
    private RunsViewModel model;

    @BeforeEach
    void nineRuns() {
        SampleRuns.into(engine, runs);
        model = model(Optional.of(Path.of("sample-data")));
        model.look();
    }

    private RunsViewModel model(Optional<Path> sampleData) {
        return new RunsViewModel(engine, runs, sampleData, new Tasks(Runnable::run, Runnable::run), failures::add);
    }

    private List<String> shown() {
        return model.shown().stream().map(RunSummary::name).toList();
    }

    @Test
    void beforeTheFirstLookNobodyKnowsWhetherThereAreRuns() {
        assertThat(model(Optional.empty()).loadedProperty().get()).isFalse();
        assertThat(model.loadedProperty().get()).isTrue();
    }

    @Test
    void theGroupsCountTheirRuns() {
        assertThat(model.counts()).containsEntry(Group.ALL, 9).containsEntry(Group.ACTIVE, 2).containsEntry(Group.DONE, 3)
                .containsEntry(Group.ATTENTION, 3);
        model.groupProperty().set(Group.DONE);
        assertThat(shown()).containsExactly("smollm2-eps-0.001", "smollm2-eps-0.01", "smollm2-sft-baseline");
    }

    @Test
    void theFilterFindsNamesTeachersAndStudents() {
        model.filterProperty().set("LLAMA");
        assertThat(shown()).containsExactly("llama8b-to-2b-math");
        model.filterProperty().set("qwen2.5");
        assertThat(shown()).containsExactly("qwen-half-to-bytes");
        model.filterProperty().set("nobody");
        assertThat(shown()).isEmpty();
    }

    @Test
    void whatNeedsAttentionSaysWhyAndWhetherItCanBeResumed() {
        List<Attention> attention = model.attentionProperty().get();
        assertThat(attention).extracting(needs -> needs.run().name()).containsExactly("llama8b-to-2b-math", "smollm2-head-autoregressive",
                "copied-from-server");
        assertThat(attention.get(0).isWarning()).isTrue();
        assertThat(attention.get(1).reason()).startsWith("The loss was not finite");
        assertThat(attention.get(1).canResume()).isTrue();
        assertThat(attention.get(2).reason()).contains("run.json");
        assertThat(attention.get(2).canResume()).isFalse();
    }

    @Test
    void aLookChangesOnlyTheRunThatChanged() {
        RunSummary second = model.shown().get(1);
        RunSummary first = engine.summaries.get(0);
        engine.summaries.set(0, new RunSummary(first.folder(), first.name(), RunState.DONE, first.teacher(), first.student(), 2000, 2000,
                0.1, 1.1, 2000, 1, 0, first.changedAt(), ""));
        model.look();
        assertThat(model.shown().get(0).state()).isEqualTo(RunState.DONE);
        assertThat(model.shown().get(1)).isSameAs(second);
    }

    @Test
    void aChosenRunShowsItsTwoCurves() {
        model.choose(model.shown().get(0));
        assertThat(model.chosenProperty().get().klBits()).hasSize(13);
        assertThat(model.chosenProperty().get().bitsPerByte()).hasSize(13);
        model.choose(model.shown().get(8));
        assertThat(model.chosenProperty().get()).as("one that cannot be read").isNull();
    }

    @Test
    void theCurvesOfARunThatIsNoLongerChosenAreDropped() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        RunsViewModel slow = new RunsViewModel(engine, runs, Optional.empty(), new Tasks(Runnable::run, waiting::add), failures::add);
        slow.choose(model.shown().get(0));
        slow.choose(model.shown().get(8));
        waiting.forEach(Runnable::run);
        assertThat(slow.chosenProperty().get()).as("one that cannot be read was chosen after it").isNull();
    }

    @Test
    void aFolderThatCannotBeReadIsToldOnceNotEverySecond() {
        FakeEngine broken = new FakeEngine() {
            @Override
            public List<RunSummary> runs(Path folder) {
                throw UserError.disk("The runs folder %s cannot be read.", folder);
            }
        };
        RunsViewModel lost = new RunsViewModel(broken, runs, Optional.empty(), new Tasks(Runnable::run, Runnable::run), failures::add);
        for (int look = 0; look < 3; look++) {
            lost.look();
        }
        assertThat(failures).hasSize(1);
    }

    @Test
    void theNoteOfATrainingRunIsTheTimeLeft() {
        // 780 updates of 131,072 bytes at 41,300 bytes a second are 2,475 s.
        assertThat(RunNote.of(model.shown().get(0))).isEqualTo("about 41 min left");
        assertThat(RunNote.of(model.shown().get(2))).isEqualTo("can be resumed");
        assertThat(RunNote.of(model.shown().get(3))).isEmpty();
    }

    @Test
    void theSampleRunTakesTheNextFreeName() throws Exception {
        Files.createDirectories(runs.resolve("sample"));
        Files.createDirectories(runs.resolve("sample-2"));
        List<Run> started = new ArrayList<>();
        model.startSample(started::add);
        assertThat(engine.started).containsExactly(runs.resolve("sample-3"));
        assertThat(started).hasSize(1);
        assertThat(started.get(0).config().name()).isEqualTo("sample-3");
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void theSampleRunHasAPrice() {
        int updates = RunConfigFile.read(Path.of("sample-data/quick.yaml")).training().updates();
        List<Estimate> told = new ArrayList<>();
        model.askSamplePrice(told::add, failures::add);
        assertThat(told).singleElement().satisfies(price -> assertThat(price.updates()).isEqualTo(updates));
    }

    @Test
    void withoutSampleDataTheReasonIsSaid() {
        RunsViewModel without = model(Optional.empty());
        assertThat(without.sample().isThere()).isFalse();
        without.startSample(run -> {});
        assertThat(failures).singleElement().satisfies(thrown -> assertThat(thrown).hasMessageContaining("sample-data"));
    }
}
