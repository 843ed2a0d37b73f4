package org.bytestill.ui.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepFile;
import org.bytestill.engine.sweep.background.SweepFolder;
import org.bytestill.evaluate.PairedDifference.Verdict;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class SweepPageTest {
    @TempDir
    Path home;
    private final List<Throwable> failures = new ArrayList<>();
    private Path folder;
    private Path file;
    private SweepViewModel model;

    @BeforeEach
    void oneSweep() throws Exception {
        folder = home.resolve("sweeps/grid");
        file = SampleSweep.into(home, folder);
        model = new SweepViewModel(new FakeEngine(), home.resolve("sweeps"), Optional.of(Path.of("sample-data").toAbsolutePath()),
                new Tasks(Runnable::run, Runnable::run), failures::add);
    }

    private SweepViewModel.Pair pair(String cell, String other) {
        return model.pairs().stream().filter(pair -> pair.cell().equals(cell) && pair.other().equals(other)).findFirst().orElseThrow();
    }

    @Test
    void aFolderThatDoesNotSayItsFileAsksForItAndThenShowsVerdicts() {
        model.open(folder);
        assertThat(model.lookProperty().get().sweep()).isEmpty();
        assertThat(model.sentence()).contains("name it");
        assertThat(model.rows()).isEmpty();
        model.setFile(file);
        assertThat(failures).isEmpty();
        assertThat(new SweepFolder(folder).file()).contains(file);
        assertThat(model.lookProperty().get().tables()).hasSize(1);
        assertThat(model.rows()).extracting(SweepViewModel.Row::cell).containsExactly("sft", "covering", "covering-1");
        SweepViewModel.Row covering = model.rows().get(1);
        assertThat(covering.words().get(Measure.BITS.ordinal())).isEqualTo("better");
        assertThat(covering.figures().get(Measure.BITS.ordinal())).startsWith("1.6020 ± ");
        assertThat(model.rows().get(0).isBaseline()).isTrue();

        assertThat(pair("covering", "sft").verdict()).isEqualTo(Verdict.BETTER);
        assertThat(pair("covering", "sft").difference()).startsWith("−0.1000 [−0.1");
        assertThat(pair("covering-1", "sft").verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(pair("covering-1", "sft").words()).matches("cannot tell \\((\\d+ seeds would|more text needed)\\)");
        assertThat(pair("covering-1", "covering").verdict()).isEqualTo(Verdict.WORSE);
        assertThat(model.dots()).hasSize(3).allSatisfy(dot -> assertThat(dot.hasInterval()).isTrue());
    }

    @Test
    void itSaysHowFarItIsAndWhoComputesIt() throws Exception {
        new SweepFolder(folder).remember(file);
        model.open(folder);
        // Three cells, three seeds, two tables; ten are there.
        assertThat(model.lookProperty().get().planned()).isEqualTo(18);
        assertThat(model.lookProperty().get().done()).isEqualTo(10);
        assertThat(model.sentence()).startsWith("10 of 18 runs are finished");
        assertThat(model.canResume()).isTrue();
        try (RunLock lock = RunLock.take(new RunFolder(folder))) {
            model.look();
            assertThat(model.lookProperty().get().isComputed()).isTrue();
            assertThat(model.canResume()).isFalse();
            assertThat(model.sentence()).isEqualTo("10 of 18 runs; the next one begins");
            model.stop();
            assertThat(folder.resolve("stop.request")).exists();
        }
    }

    @Test
    void aReportIsWrittenAndAnotherFileGetsAnotherFolder() throws Exception {
        new SweepFolder(folder).remember(file);
        model.open(folder);
        List<Path> written = new ArrayList<>();
        model.export(home.resolve("report"), written::add);
        assertThat(failures).isEmpty();
        assertThat(written).containsExactly(home.resolve("report"));
        assertThat(home.resolve("report/verdicts.csv")).content().contains("covering").contains("better");
        assertThat(home.resolve("report/report.html")).exists();
        assertThat(model.folderFor(file)).as("its own, to go on in").isEqualTo(folder);
        Path other = Files.writeString(Files.createDirectories(home.resolve("other")).resolve("grid.yaml"), "run: run.yaml\n");
        assertThat(model.folderFor(other)).isEqualTo(home.resolve("sweeps/grid-2"));
    }

    @Test
    void theSampleSweepCanBeRead() {
        assertThat(SweepFile.read(model.sample().orElseThrow()).cells()).hasSize(2);
    }

    @Test
    void thePageShowsCellsPairsAndTheChart() throws Exception {
        new SweepFolder(folder).remember(file);
        try (FxRoom room = new FxRoom()) {
            for (Theme.Mode mode : new Theme.Mode[] {Theme.Mode.LIGHT, Theme.Mode.DARK}) {
                boolean small = mode == Theme.Mode.LIGHT;
                Theme theme = FxRoom.theme(mode);
                List<SweepView> view = new ArrayList<>();
                room.show(theme, () -> {
                    view.add(new SweepView(model, theme, null, folder, shown -> {}, () -> {}));
                    return (Parent) view.get(0).node();
                }, small ? 1024 : 1440, small ? 628 : 828);
                Scene scene = room.stage().getScene();
                if (small) {
                    assertThat(scene.lookup("#sweep-sample").isVisible()).isTrue();
                    FxRoom.shot(scene, "sweep-empty-light-1024");
                }
                FxRoom.onFx(() -> {
                    model.open(folder);
                    return null;
                });
                assertThat(((TableView<?>) scene.lookup("#sweep-cells")).getItems()).hasSize(3);
                assertThat(((TableView<?>) scene.lookup("#sweep-pairs")).getItems()).hasSize(3);
                FxRoom.shot(scene, "sweep-" + mode.name().toLowerCase() + (small ? "-1024" : ""));
            }
        }
        assertThat(failures).isEmpty();
    }
}
