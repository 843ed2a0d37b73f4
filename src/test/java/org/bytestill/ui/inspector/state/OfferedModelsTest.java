package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;
import org.junit.jupiter.api.Test;

/** The disk is read elsewhere: nothing waits for it, and what comes late is for the run it was asked of. */
class OfferedModelsTest {
    private final Texts texts = Texts.of("inspector");
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final OfferedModels offered = new OfferedModels(new Tasks(waiting::add, Runnable::run), texts, failures::add);

    private static ScriptedRun run(String name, int... updates) {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "name", name), "student", "/models/small");
        ScriptedRun run = new ScriptedRun(Path.of("/runs", name), config);
        for (int update : updates) {
            run.checkpoints.add(
                    new CheckpointInfo(update, Path.of("/runs", name, "checkpoints", "step-" + update), false, false, 1.2, 0.2, 1_000_000));
        }
        return run;
    }

    private void workElsewhere() {
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    @Test
    void whatWasReadLastIsOfferedUntilItIsReadAgain() {
        ScriptedRun run = run("a", 100);
        offered.turnTo(run);
        offered.read(found -> {});
        assertThat(offered.studentsProperty().get()).as("not read yet").isEmpty();
        workElsewhere();
        run.checkpoints.add(run("a", 200).checkpoints.get(0));
        List<ModelChoice> handed = new ArrayList<>();
        offered.read(handed::addAll);
        assertThat(offered.studentsProperty().get()).extracting(ModelChoice::update).containsExactly(100, -1);
        workElsewhere();
        assertThat(offered.studentsProperty().get()).extracting(ModelChoice::update).containsExactly(200, 100, -1);
        assertThat(handed).isEqualTo(offered.studentsProperty().get());
    }

    @Test
    void whatComesLateIsNotOfferedInAnotherRun() {
        offered.turnTo(run("a", 100));
        List<ModelChoice> handed = new ArrayList<>();
        offered.read(handed::addAll);
        offered.turnTo(run("b", 7));
        workElsewhere();
        assertThat(handed).isEmpty();
        assertThat(offered.studentsProperty().get()).isEmpty();
        offered.read(handed::addAll);
        workElsewhere();
        assertThat(handed).extracting(ModelChoice::update).containsExactly(7, -1);
    }

    @Test
    void aFolderThatCannotBeReadIsToldAndWhatIsKnownStays() {
        ScriptedRun run = new ScriptedRun(Path.of("/runs/a"), run("a").config()) {
            @Override
            public List<CheckpointInfo> checkpoints() {
                if (checkpoints.isEmpty()) {
                    throw UserError.disk("/runs/a cannot be read.");
                }
                return super.checkpoints();
            }
        };
        run.checkpoints.addAll(run("a", 100).checkpoints);
        offered.turnTo(run);
        offered.read(found -> {});
        workElsewhere();
        run.checkpoints.clear();
        List<ModelChoice> handed = new ArrayList<>();
        offered.read(handed::addAll);
        workElsewhere();
        assertThat(failures).singleElement().satisfies(thrown -> assertThat(thrown).hasMessageContaining("cannot be read"));
        assertThat(handed).extracting(ModelChoice::update).containsExactly(100, -1);
    }

    @Test
    void aHeldBracketGoesOneStepForEachReading() {
        InspectorViewModel model = new InspectorViewModel(ScriptedEngine.inspector(request -> new CompletableFuture<>(), null),
                Runnable::run);
        TimeTravel travel = new TimeTravel(model, offered, texts);
        offered.turnTo(run("a", 100, 200, 300));
        offered.read(found -> model.studentProperty().set(found.get(0)));
        workElsewhere();
        travel.step(true);
        travel.step(true);
        assertThat(waiting).hasSize(1);
        workElsewhere();
        assertThat(model.studentProperty().get().update()).isEqualTo(200);
        travel.step(true);
        workElsewhere();
        assertThat(model.studentProperty().get().update()).isEqualTo(100);
    }
}
