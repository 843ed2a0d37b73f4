package org.bytestill.ui.tryit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.cli.Bytestill;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.Test;

/** The sample's teacher and student write together in the window what the command beside their text writes. */
class TryTogetherTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private TryViewModel model;
    private TryView view;

    @Test
    void theWindowShowsWhatTheCommandWrites() throws Exception {
        // A student that is no run: its files are asked themselves.
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "teacher", "sample-data/teacher"),
                "hardware.device", "cpu");
        FxRoom room = new FxRoom();
        try (TrainingEngine engine = new TrainingEngine()) {
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> {
                model = new TryViewModel(engine, Platform::runLater);
                view = new TryView(model);
                return (Parent) view.node();
            }, 1024, 628);
            FxRoom.onFx(() -> {
                view.show(new ScriptedRun(Path.of("sample-data/student"), config));
                model.promptProperty().set("The captain said that the wh");
                model.settings().property(Field.LENGTH).set("4");
                model.settings().property(Field.BYTES).set("16");
                model.settings().property(Field.WEIGHT).set("1.5");
                return null;
            });
            for (ByteBlend.Kind kind : List.of(ByteBlend.Kind.ARITHMETIC, ByteBlend.Kind.PRODUCT)) {
                String command = FxRoom.onFx(() -> {
                    model.together().kindProperty().set(kind);
                    model.ask();
                    return model.command(Voice.TOGETHER);
                });
                FxRoom.until(() -> !model.busyProperty().get());
                assertThat(model.together().writing().stateProperty().get()).isEqualTo(Writing.State.ENDED);
                assertThat(shown()).as(command).isNotBlank().isEqualTo(written(command));
                room.shot("tryit-together-sample-" + kind.word());
            }
        } finally {
            room.close();
        }
    }

    private String shown() {
        return ((TextFlow) view.node().lookup("#tryit-text-together")).getChildren().stream().map(node -> ((Text) node).getText())
                .collect(Collectors.joining());
    }

    private static String written(String command) {
        assertThat(command).startsWith("bytestill generate sample-data/teacher sample-data/student").contains("--weights 1.5,1");
        String[] words = WORD.matcher(command).results().skip(1)
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2)).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Bytestill.run(words, new PrintStream(out, true, UTF_8), System.err, run -> {
            throw new AssertionError("no window is asked for");
        });
        assertThat(status).isZero();
        return out.toString(UTF_8).replaceFirst("\\R$", "");
    }
}
