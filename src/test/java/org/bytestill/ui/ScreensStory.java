package org.bytestill.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javafx.scene.Parent;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.bytestill.util.Language;

/** Every screen in the looks that are twice as large, as the X server has it. */
final class ScreensStory implements DesktopProgram.Story {
    @Override
    public void live(Path home) throws Exception {
        for (ScreenLook look : ScreenLook.all()) {
            if (look.percent() == 200 && look.isWanted()) {
                Map<String, List<String>> faults = new TreeMap<>();
                Language.use(look.language());
                new ScreenWalk(look, Files.createDirectories(home.resolve(look.toString())),
                        (screen, window, given) -> take(screen, window, given, look,
                                faults.computeIfAbsent(screen, any -> new ArrayList<>())))
                        .walk();
                faults.forEach((screen, found) -> DesktopProgram.say(screen + ", " + look, String.join("\n", found)));
            }
        }
    }

    private static void take(String screen, Window window, Set<String> given, ScreenLook look, List<String> faults) throws Exception {
        if (ScreenWalk.SCREENS.matcher(screen).matches()) {
            FxRoom.write(FxRoom.onFx(() -> new Robot().getScreenCapture(null, window.getX() + window.getScene().getX(),
                    window.getY() + window.getScene().getY(), window.getScene().getWidth(), window.getScene().getHeight(), false)),
                    "looks/" + screen + "-" + look);
        }
        faults.addAll(FxRoom.onFx(() -> ScreenFaults.of((Parent) window.getScene().getRoot(), look.language(), given)));
    }
}
