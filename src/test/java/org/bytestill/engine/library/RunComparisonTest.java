package org.bytestill.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.run.Metric;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.common.chart.SampleLog;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private final FakeEngine engine = new FakeEngine();

    private Path run(String name, SampleLog log, String... values) {
        FakeRun run = FakeRun.training(Path.of("runs", name));
        run.log = log;
        run.config = RunConfigFile.with(RunConfig.recommended(), "name", name);
        for (int i = 0; i < values.length; i += 2) {
            run.config = RunConfigFile.with(run.config, values[i], values[i + 1]);
        }
        engine.runs.put(run.folder(), run);
        return run.folder();
    }

    @Test
    void onlySettingsThatDifferAreListedAndTheNameIsNone() {
        Path one = run("one", new SampleLog(2000, 100).trainedTo(1000), "training.learning_rate", "1e-4");
        Path two = run("two", new SampleLog(2000, 100).trainedTo(1000), "training.learning_rate", "5e-4", "seed", "7");
        RunComparison compared = RunComparison.of(engine, List.of(one, two), List.of());
        assertThat(compared.differences()).extracting(RunComparison.Difference::setting).containsExactly("training.learning_rate", "seed");
        assertThat(compared.differences().get(1).values()).containsExactly(RunConfigFile.text(RunConfig.recommended(), "seed"), "7");
    }

    @Test
    void theBestIsThatAfterNoMoreTextThanTheShortestRunHasHad() {
        Path brief = run("brief", new SampleLog(2000, 100).trainedTo(430));
        Path whole = run("whole", new SampleLog(2000, 100).trainedTo(2000));
        RunComparison compared = RunComparison.of(engine, List.of(brief, whole), List.of());
        // One evaluation a hundred updates of 131,072 bytes: that at 400 is the last one of the shorter.
        assertThat(compared.equalBytes()).isEqualTo(400.0 * SampleLog.BYTES_PER_UPDATE);
        ComparedCurve curve = compared.curves().get(1);
        assertThat(curve.best(compared.equalBytes())).isBetween(0, 4);
        assertThat(curve.best(Double.MAX_VALUE)).isGreaterThan(4);
        assertThat(curve.best(-1)).isEqualTo(-1);
    }

    @Test
    void whatTheTeacherIsWorthIsTheDifferenceToTheRunWithoutIt() {
        SampleLog taught = new SampleLog(2000, 100).trainedTo(1000);
        SampleLog alone = SampleLog.withoutTeacher(2000, 100).trainedTo(1000);
        Path run = run("taught", taught, "seed", "3");
        Path control = run("alone", alone, "objective", "sft", "seed", "3");
        Path other = run("other", alone, "objective", "sft", "seed", "4");
        RunComparison compared = RunComparison.of(engine, List.of(run), List.of(run, other, control));
        double least = java.util.stream.IntStream.range(0, taught.evaluation().size())
                .mapToDouble(row -> taught.evaluation().value(Metric.BITS_PER_BYTE, row)).min().orElseThrow();
        double ofControl = java.util.stream.IntStream.range(0, alone.evaluation().size())
                .mapToDouble(row -> alone.evaluation().value(Metric.BITS_PER_BYTE, row)).min().orElseThrow();
        assertThat(compared.twins()).singleElement().satisfies(twin -> {
            assertThat(twin.control()).isEqualTo("alone");
            assertThat(twin.worth()).isCloseTo(least - ofControl, within(1e-12));
        });
        assertThat(RunComparison.of(engine, List.of(run), List.of(other)).twins()).as("another seed is no control").isEmpty();
    }

    @Test
    void aControlHasTheSameStudentTextSeedAndLengthWhateverItsObjectiveNeeds() {
        RunConfig run = RunConfigFile.with(RunConfig.recommended(), "student", "models/a");
        RunConfig control = RunConfigFile.with(run, "objective", "sft");
        assertThat(ControlTwin.isOf(control, run)).isTrue();
        assertThat(ControlTwin.isOf(run, control)).isFalse();
        assertThat(ControlTwin.isOf(RunConfigFile.with(control, "evaluation.every_updates", "7"), run)).isTrue();
        for (String[] other : new String[][] {{"student", "models/b"}, {"seed", "99"}, {"training.updates", "7"},
            {"text.train", "other.txt"}, {"training.learning_rate", "1e-3"}}) {
            assertThat(ControlTwin.isOf(RunConfigFile.with(control, other[0], other[1]), run)).as(other[0]).isFalse();
        }
    }
}
