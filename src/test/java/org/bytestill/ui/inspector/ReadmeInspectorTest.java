package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import org.awaitility.Awaitility;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.InspectorViewModel.Phase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the README's picture of the inspector: two real models with different tokenizers at one text, the teacher's converter measured.
 * {@code mvn test -Preal -Dtest=ReadmeInspectorTest}, after fetch-real-weights.sh, writes target/shots/readme-inspector-light.png and
 * -dark.png; copy the light one to resources/help/inspector.png.
 */
@Tag("real")
@Tag("ui")
class ReadmeInspectorTest {
    private static final Path TEACHER = Path.of("target/real/gemma-3-270m-q4_k_m.gguf").toAbsolutePath();
    private static final Path STUDENT = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf").toAbsolutePath();
    private static final String TEXT = "What with the whale, I had quite forgotten the café where such a brawny man would sit of an evening, telling stories.";
    /** Where the two differ about a common word. */
    private static final int AT = TEXT.substring(0, TEXT.indexOf("evening")).getBytes(StandardCharsets.UTF_8).length - 3;

    @TempDir
    Path home;

    @Test
    void twoRealModelsAtOneByte() throws Exception {
        assumeTrue(Files.exists(TEACHER) && Files.exists(STUDENT), "weights are not there; src/test/reference/fetch-real-weights.sh brings them");
        try (TrainingEngine engine = new TrainingEngine()) {
            for (Theme.Mode mode : new Theme.Mode[] {Theme.Mode.LIGHT, Theme.Mode.DARK}) {
                draw(engine, mode);
            }
        }
    }

    private void draw(TrainingEngine engine, Theme.Mode mode) throws Exception {
        try (FxRoom room = new FxRoom()) {
            Theme theme = FxRoom.theme(mode);
            InspectorView[] view = new InspectorView[1];
            room.show(theme, () -> {
                view[0] = new InspectorView(engine, theme, Path.of("sample-data"), home);
                return (Parent) view[0].node();
            }, 1600, 928);
            InspectorViewModel model = view[0].model();
            onFx(() -> {
                model.textProperty().set(TEXT.getBytes(StandardCharsets.UTF_8));
                model.teacherProperty().set(new ModelChoice("gemma-3-270m", TEACHER, -1));
                model.studentProperty().set(new ModelChoice("SmolLM2-135M", STUDENT, -1));
                view[0].error().wishedProperty().set(true);
                return null;
            });
            until(() -> model.statusProperty().get().phase() == Phase.READY && view[0].error().stateProperty().get().phase() == ConverterErrorModel.Phase.HERE);
            onFx(() -> {
                model.moveTo(AT);
                room.stage().getScene().lookup("#inspector-ribbon").requestFocus();
                return null;
            });
            until(() -> view[0].flow().stateProperty().get().tokens() == FlowModel.Tokens.HERE);
            assertThat(onFx(() -> ((Label) room.stage().getScene().lookup("#number-error")).getText())).isNotEqualTo("–");
            room.shot("readme-inspector-" + mode.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(20)).pollInterval(Duration.ofMillis(200)).until(() -> onFx(condition));
    }
}
