package org.bytestill.ui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.student.ByteHead;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window offers the byte head of runs that train one, and says of others why not. */
@Tag("ui")
class ByteHeadChoiceTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2");

    @TempDir
    Path home;
    private final ScriptedEngine engine = new ScriptedEngine();
    private FxRoom room;
    private ExportView view;

    @BeforeEach
    void openWindow() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void closeWindow() throws Exception {
        room.close();
    }

    private void open(String objective, Path checkpoint, Theme.Mode mode, int width, int height) throws Exception {
        ScriptedRun run = new ScriptedRun(home.resolve("sample"), RunConfigFile.with(RunConfig.defaults(), "objective", objective));
        run.checkpoints.add(new CheckpointInfo(50, checkpoint, true, true, 2.4, 0.4, 1_000_000));
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            view = new ExportView(engine, theme, new Tasks(Runnable::run, Runnable::run));
            return (Parent) view.node();
        }, width, height);
        onFx(() -> {
            view.show(run);
            return null;
        });
        until(() -> view.model().isPlaceKnown());
    }

    /** A checkpoint with a head of one map over two numbers. */
    private Path withByteHead() throws IOException {
        Path checkpoint = Files.createDirectories(home.resolve("step-50"));
        Files.copy(MODEL.resolve("config.json"), checkpoint.resolve("config.json"));
        new SafetensorsWriter().add(ByteHead.parallelNames().get(0), new float[520], 260, 2)
                .add(ByteHead.parallelNames().get(1), new float[260], 260)
                .write(checkpoint.resolve(ByteHead.FILE));
        return checkpoint;
    }

    private Node row() throws Exception {
        return onFx(() -> room.stage().getScene().lookup("#export-format-hf-byte-head"));
    }

    @Test
    void aRunThatTrainsAByteHeadMayBeExportedWithIt() throws Exception {
        open("bld", withByteHead(), Theme.Mode.LIGHT, 1600, 928);
        assertThat(row().isDisabled()).isFalse();
        UserRobot robot = new UserRobot();
        robot.clickOn("#export-format-hf-byte-head");
        robot.clickOn("#export-format-hf");
        until(() -> view.model().formats().picks().stream().map(pick -> pick.format().word()).toList().equals(List.of("hf+byte-head")));
        // 520 weights and 260 biases in float32 come on top of the model.
        FormatModel formats = view.model().formats();
        assertThat(formats.sizeBytes() - formats.sizeBytes(formats.offers().get(0))).isEqualTo(3120);
        assertThat(view.model().target().textProperty().get()).endsWith("update-50-hf+byte-head-float32");
        assertThat(view.model().commandLine()).contains("--format hf+byte-head");
        room.shot("export-byte-head-1600-light");
    }

    @Test
    void aRunWithoutOneSaysWhyNot() throws Exception {
        open("covering", MODEL, Theme.Mode.DARK, 1024, 628);
        assertThat(row().isDisabled()).isTrue();
        assertThat(onFx(() -> ((Label) room.stage().getScene().lookup("#export-missing-hf-byte-head")).getText()))
                .isEqualTo("This run trains no byte head: only one with objective bld does. Export it as hf.");
        room.shot("export-no-byte-head-1024-dark");
    }
}
