package org.bytestill.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.run.Metric;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.SampleLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class CompareViewTest {
    private final FakeEngine engine = new FakeEngine();
    private final List<Throwable> failures = new ArrayList<>();
    private final CompareViewModel model = new CompareViewModel(engine, new Tasks(Runnable::run, Runnable::run), failures::add);

    private Path run(String name, SampleLog log, String... values) {
        FakeRun run = new FakeRun(Path.of("runs", name), log, FakeRun.training(Path.of("runs", name)).progress);
        run.config = RunConfigFile.with(RunConfig.recommended(), "name", name);
        for (int i = 0; i < values.length; i += 2) {
            run.config = RunConfigFile.with(run.config, values[i], values[i + 1]);
        }
        engine.runs.put(run.folder(), run);
        return run.folder();
    }

    private void compareThree() {
        List<Path> runs = List.of(
                run("smollm2-from-gemma3-1124", new SampleLog(2000, 100).trainedTo(1220), "training.learning_rate", "1e-4"),
                run("smollm2-eps-0.001", SampleLog.ofCovering(2000, 100).trainedTo(2000), "training.learning_rate", "5e-4"),
                run("smollm2-sft-baseline", SampleLog.withoutTeacher(2000, 100).trainedTo(1700), "objective", "sft",
                        "training.learning_rate", "1e-4"));
        model.compare(runs, runs);
    }

    @Test
    void theTableNamesTheBestAndWhatTheTeacherIsWorthToTheRunThatHasAControl() {
        compareThree();
        assertThat(failures).isEmpty();
        List<CompareViewModel.Row> rows = model.rows();
        assertThat(rows).hasSize(3).extracting(CompareViewModel.Row::isBest).containsOnlyOnce(true);
        assertThat(rows.get(0).best()).endsWith("@ 1,200");
        assertThat(rows.get(0).worth()).endsWith("(smollm2-sft-baseline)");
        assertThat(rows.get(1).worth()).as("its learning rate is another").isEqualTo("–");
        assertThat(rows.get(2).kl()).isEqualTo("–");
        assertThat(model.patterns()).doesNotHaveDuplicates();
        assertThat(model.limit()).isEqualTo(1200.0 * SampleLog.BYTES_PER_UPDATE);
        model.xProperty().set(Metric.UPDATE);
        assertThat(model.limit()).isNaN();
    }

    @Test
    void thePageShowsCurvesFiguresAndOnlyWhatDiffers() throws Exception {
        try (FxRoom room = new FxRoom()) {
            for (Theme.Mode mode : new Theme.Mode[] {Theme.Mode.LIGHT, Theme.Mode.DARK}) {
                boolean small = mode == Theme.Mode.LIGHT;
                Theme theme = FxRoom.theme(mode);
                room.show(theme, () -> {
                    CompareView view = new CompareView(model, theme, () -> {});
                    compareThree();
                    return (Parent) view.node();
                }, small ? 1024 : 1440, small ? 628 : 828);
                FxRoom.shot(room.stage().getScene(), "compare-" + mode.name().toLowerCase() + (small ? "-1024" : ""));
                TableView<?> differences = (TableView<?>) room.stage().getScene().lookup("#compare-differences");
                assertThat(differences.getItems()).hasSize(2);
                assertThat(differences.getColumns()).hasSize(4);
            }
        }
    }
}
