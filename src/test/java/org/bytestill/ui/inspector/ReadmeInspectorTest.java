package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import org.awaitility.Awaitility;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the README's pictures of the inspector: two real models with different tokenizers at one text, read by the covering, which gives
 * every byte some probability; the teacher's converter measured. {@code mvn test -Preal -Dtest=ReadmeInspectorTest}, after
 * fetch-real-weights.sh, writes target/shots/readme-inspector-light.png and -dark.png; copy them to resources/help/inspector.png and
 * inspector-dark.png.
 */
@Tag("real")
@Tag("ui")
class ReadmeInspectorTest {
    private static final Path TEACHER = Path.of("target/real/gemma-3-270m-q4_k_m.gguf").toAbsolutePath();
    private static final Path STUDENT = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf").toAbsolutePath();
    private static final String TEXT = "What with the whale, I had quite forgotten the café where such a brawny man would sit of an evening, telling stories.";
    /** Where the two differ about a common word. */
    private static final int COMMON = TEXT.substring(0, TEXT.indexOf("evening")).getBytes(StandardCharsets.UTF_8).length - 3;
    /** The first of two bytes. */
    private static final int ACCENT = TEXT.substring(0, TEXT.indexOf('é')).getBytes(StandardCharsets.UTF_8).length;

    @TempDir
    Path home;

    @Test
    void twoRealModelsAtOneByte() throws Exception {
        assumeTrue(Files.exists(TEACHER) && Files.exists(STUDENT),
                "weights are not there; src/test/reference/fetch-real-weights.sh brings them");
        try (TrainingEngine engine = new TrainingEngine(); FxRoom room = new FxRoom()) {
            Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
            InspectorView[] view = new InspectorView[1];
            room.show(theme, () -> {
                view[0] = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run));
                return (Parent) view[0].node();
            }, 1600, 928);
            InspectorViewModel model = view[0].model();
            onFx(() -> {
                model.converterProperty().set(ConverterSettings.cover());
                model.textProperty().set(TEXT.getBytes(StandardCharsets.UTF_8));
                model.teacherProperty().set(new ModelChoice("gemma-3-270m", TEACHER, -1));
                model.studentProperty().set(new ModelChoice("SmolLM2-135M", STUDENT, -1));
                view[0].error().wishedProperty().set(true);
                return null;
            });
            until(() -> model.statusProperty().get().phase() == Phase.READY
                    && view[0].error().stateProperty().get().phase() == ConverterErrorModel.Phase.HERE);
            // Again, now that the models are open: the head of the picture says how long reading takes, not loading.
            onFx(() -> {
                model.inspect();
                return null;
            });
            until(() -> model.statusProperty().get().phase() == Phase.READY
                    && view[0].error().stateProperty().get().phase() == ConverterErrorModel.Phase.HERE);
            assertThat(model.analysisProperty().get().inspection().comparison()).as("the covering leaves no byte without probability")
                    .allSatisfy(measures -> assertThat(measures.klBits()).isFinite());
            draw(room, view[0], COMMON, "light");
            onFx(() -> {
                theme.modeProperty().set(Theme.Mode.DARK);
                view[0].flow().pictureProperty().set(FlowModel.Picture.SANKEY);
                ((SegmentedButton) room.stage().getScene().lookup("#inspector-scale")).getButtons().get(3).setSelected(true);
                return null;
            });
            draw(room, view[0], ACCENT, "dark");
        }
    }

    private static void draw(FxRoom room, InspectorView view, int at, String name) throws Exception {
        onFx(() -> {
            view.model().moveTo(at);
            room.stage().getScene().lookup("#inspector-ribbon").requestFocus();
            return null;
        });
        until(() -> view.flow().stateProperty().get().tokens() == FlowModel.Tokens.HERE);
        assertThat(onFx(() -> ((Label) room.stage().getScene().lookup("#number-error")).getText())).isNotEqualTo("–");
        room.shot("readme-inspector-" + name);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofMillis(200)).until(() -> onFx(condition));
    }
}
