package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.stage.Window;
import org.bytestill.util.Language;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every screen, alert, menu and dialog in each {@link ScreenLook}, as a picture in {@code target/shots/looks} and looked over by
 * {@link ScreenFaults}. {@code -Dlooks=REGEX} takes some of the looks, {@code -Dscreens=REGEX} writes some of the pictures.
 */
@Tag("desktop")
class EveryScreenTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> nothingIsCutOverAnotherOrUntranslated() {
        return ScreenLook.all().stream().filter(look -> look.percent() == 100 && look.isWanted())
                .map(look -> DynamicTest.dynamicTest(look.toString(), () -> {
                    List<String> faults = new ArrayList<>();
                    Language.use(look.language());
                    try (FxRoom room = new FxRoom()) {
                        new ScreenWalk(look, Files.createDirectories(folder.resolve(look.toString())), new Snapshots(look, faults)).walk();
                    } finally {
                        Language.use(Language.ENGLISH);
                    }
                    assertThat(faults).isEmpty();
                }));
    }

    /** Pictures of scenes, without a screen. */
    private record Snapshots(ScreenLook look, List<String> faults) implements ScreenWalk.Camera {
        @Override
        public void take(String screen, Window window, Set<String> given) throws Exception {
            if (ScreenWalk.SCREENS.matcher(screen).matches()) {
                FxRoom.shot(window.getScene(), "looks/" + screen + "-" + look);
            }
            FxRoom.onFx(() -> ScreenFaults.of((Parent) window.getScene().getRoot(), look.language(), given))
                    .forEach(fault -> faults.add(screen + ": " + fault));
        }
    }
}
