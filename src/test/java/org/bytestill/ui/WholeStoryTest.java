package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.ui.FxRoom.onFx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.awaitility.Awaitility;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Run;
import org.bytestill.model.Decoder;
import org.bytestill.run.Metric;
import org.bytestill.run.RunState;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first hour with the program, as one person lives it, on the real engine and the sample models: start the sample run
 * from the wizard, watch it, pause, resume, inspect, export, load what was exported. Only the amount of text is smaller.
 */
@Tag("ui")
class WholeStoryTest {
    private static final Path SAMPLE_DATA = Path.of("sample-data");
    /** Enough that a pause asked for when the first numbers are seen comes well before the end. */
    private static final int UPDATES = 60;

    @TempDir
    Path folder;
    private final TrainingEngine engine = new TrainingEngine();
    private final UserRobot robot = new UserRobot();
    private FxRoom room;
    private ShownWindow mainWindow;

    @BeforeEach
    void openTheWindow() throws Exception {
        Path sample = smallSample();
        room = new FxRoom();
        Home home = new Home(folder.resolve("home"), Optional.of(sample));
        Files.createDirectories(home.folder());
        mainWindow = new ShownWindow(engine, home, Theme.Mode.LIGHT, 1600, 1000);
    }

    @AfterEach
    void closeTheWindow() throws Exception {
        engine.close();
        mainWindow.close();
        room.close();
    }

    /** The sample data with a run of seconds in {@code quick.yaml}. */
    private Path smallSample() throws Exception {
        Path sample = folder.resolve("sample-data");
        for (String part : new String[] {"teacher", "student", "text"}) {
            Files.createDirectories(sample.resolve(part));
            try (Stream<Path> files = Files.list(SAMPLE_DATA.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, sample.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        RunConfig config = RunConfigFile.read(SAMPLE_DATA.resolve("quick.yaml"));
        for (String[] change : new String[][] {{"text.max_train_bytes", "2048"}, {"text.max_validation_bytes", "512"},
            {"text.document_bytes", "256"}, {"evaluation.agreement_bytes", "256"},
            {"training.updates", Integer.toString(UPDATES)}, {"training.batch_documents", "4"},
            {"training.micro_batch_documents", "4"}, {"evaluation.every_updates", "15"}, {"checkpoint.every_updates", "15"}}) {
            config = RunConfigFile.with(config, change[0], change[1]);
        }
        Files.writeString(sample.resolve("quick.yaml"), RunConfigFile.write(config));
        return sample;
    }

    @Test
    void fromTheWizardToAnExportThatLoads() throws Exception {
        until(() -> shown("empty-start"));
        robot.push(KeyCode.CONTROL, KeyCode.N);
        until(() -> wizard().isPresent());
        for (int page = 0; page < 5; page++) {
            click(wizardButton("wizard-next"));
        }
        click(wizardButton("wizard-start"));

        until(() -> wizard().isEmpty() && mainWindow.window().model().run() != null && shown("dashboard"));
        Run run = onFx(() -> mainWindow.window().model().run());
        click("pause"); // wished at once: on a busy machine a run of seconds is over before the window has shown its loss
        until(() -> run.progress().state() == RunState.PAUSED);
        int held = run.metrics().training().size();
        assertThat(held).as("paused before the end").isLessThan(UPDATES);
        until(() -> ((Button) find("pause")).getText().equals("Resume"));
        click("pause");
        until(() -> run.metrics().training().size() >= 2 && spoken("token-loss").contains("2"));
        String before = onFx(() -> spoken("token-loss"));
        until(() -> !spoken("token-loss").equals(before));
        until(() -> run.progress().state() == RunState.DONE);
        assertThat(run.metrics().training().size()).isEqualTo(UPDATES);
        FxRoom.shot(mainWindow.scene(), "story-1-dashboard");

        inspect();
        export(run);
    }

    private void inspect() throws Exception {
        click("tab-inspector");
        until(() -> shown("inspector"));
        click("inspector-analyse");
        until(() -> find("number-kl") != null && !((Label) find("number-kl")).getText().isBlank());
        onFx(() -> {
            find("inspector-ribbon").requestFocus();
            return null;
        });
        robot.push(KeyCode.HOME);
        String first = onFx(() -> ((Label) find("number-identity")).getText());
        robot.push(KeyCode.RIGHT);
        robot.push(KeyCode.RIGHT);
        until(() -> !((Label) find("number-identity")).getText().equals(first));
        FxRoom.shot(mainWindow.scene(), "story-2-inspector");
    }

    private void export(Run run) throws Exception {
        click("tab-export");
        until(() -> shown("export") && !((TextField) find("export-target")).getText().isBlank());
        Path target = Path.of(onFx(() -> ((TextField) find("export-target")).getText()));
        click("export-start");
        until(() -> find("export-verdict") != null && shown("export-verdict"));
        assertThat(onFx(() -> ((Label) find("export-verdict")).getText())).isEqualTo("Loads and agrees");
        FxRoom.shot(mainWindow.scene(), "story-3-export");

        TorchThread.prepare(1);
        try (Tokenizer tokenizer = Tokenizer.open(target); Decoder exported = Decoder.open(target, Dtype.FLOAT32, Device.CPU)) {
            int[] ids = tokenizer.encode("Call me Ishmael.".getBytes());
            assertThat(ids.length).isPositive();
            float[] scores = exported.tokenLogProbabilities(List.of(ids)).get(0);
            Path best = run.checkpoints().stream().filter(checkpoint -> checkpoint.best()).findFirst().orElseThrow().folder();
            try (Decoder checkpoint = Decoder.open(best, Dtype.FLOAT32, Device.CPU)) {
                assertThat(scores).containsExactly(checkpoint.tokenLogProbabilities(List.of(ids)).get(0), within(1e-5f));
            }
        }
        assertThat(run.metrics().evaluation().last(Metric.KL_BITS)).isPositive();
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(50)).until(() -> onFx(condition));
    }

    private Node find(String id) {
        return mainWindow.scene().lookup("#" + id);
    }

    private boolean shown(String id) {
        Node node = find(id);
        return node != null && node.isVisible() && node.getScene() != null;
    }

    /** What a chart tells somebody who cannot see it: its newest numbers. */
    private String spoken(String chart) {
        return String.valueOf(find(chart).getAccessibleText());
    }

    private void click(String id) throws Exception {
        until(() -> shown(id) && !find(id).isDisabled());
        click(onFx(() -> find(id)));
    }

    private void click(Node node) {
        robot.clickOn(node);
    }

    private Optional<Node> wizard() {
        return Optional.ofNullable(mainWindow.scene().lookup("#wizard"));
    }

    private Node wizardButton(String id) throws Exception {
        until(() -> wizard().isPresent() && wizard().get().lookup("#" + id) != null);
        return onFx(() -> wizard().orElseThrow().lookup("#" + id));
    }
}
