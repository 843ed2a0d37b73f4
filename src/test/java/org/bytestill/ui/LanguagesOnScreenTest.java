package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each screen in each language, and in the pseudo-language that is a third longer and mirrored: nothing is cut. */
class LanguagesOnScreenTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private FxRoom room;

    @BeforeEach
    void enter() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void leave() throws Exception {
        Language.use(Language.ENGLISH);
        room.close();
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, 1024, 700", "CHINESE, 1024, 700", "CHINESE, 1440, 900", "PSEUDO, 1440, 900"})
    void nothingIsCut(Language language, int width, int height) throws Exception {
        Language.use(language);
        List<String> cut = new ArrayList<>();
        try (ShownWindow shown = new ShownWindow(engine, new Home(folder, Optional.of(Path.of("sample-data").toAbsolutePath())),
                Theme.Mode.LIGHT, width, height)) {
            Scene scene = shown.scene();
            FxRoom.until(() -> scene.lookup("#empty-start").isVisible());
            look(scene, "start", language, width, cut);
            SampleRuns.into(engine, folder.resolve("runs"));
            FxRoom.until(() -> scene.lookup("#run-list").isVisible());
            look(scene, "runs", language, width, cut);
            for (Tab tab : Tab.values()) {
                FxRoom.onFx(() -> {
                    shown.window().model().open(engine.summaries.get(0).folder(), tab);
                    return null;
                });
                FxRoom.until(() -> shown.window().model().run() != null && shown.window().model().placeProperty().get().tab() == tab);
                look(scene, tab.name().toLowerCase(), language, width, cut);
            }
        }
        assertThat(cut).isEmpty();
    }

    private static void look(Scene scene, String screen, Language language, int width, List<String> cut) throws Exception {
        FxRoom.shot(scene, "language-" + screen + "-" + language.tag() + "-" + width);
        FxRoom.onFx(() -> CutTexts.below((Parent) scene.getRoot())).forEach(text -> cut.add(screen + " at " + width + ": " + text));
    }
}
