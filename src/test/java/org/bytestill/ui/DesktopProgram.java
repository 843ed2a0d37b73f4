package org.bytestill.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;

/**
 * A process whose window a window manager handles: it lives one of the stories and says of each thing that must hold whether it does, a
 * line each.
 */
final class DesktopProgram {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static PrintStream lines;

    private DesktopProgram() {}

    /** What a process lives through. */
    interface Story {
        void live(Path home) throws Exception;
    }

    /** @param arguments the story's name, and an empty folder */
    public static void main(String[] arguments) throws Exception {
        lines = System.out;
        System.setOut(System.err); // what libraries print is no line of the story
        Path home = Path.of(arguments[1]);
        Platform.startup(() -> Platform.setImplicitExit(false));
        try {
            switch (arguments[0]) {
                case "dialogs" -> new DialogsStory().live(home);
                case "sizes" -> new SizesStory().live(home);
                case "screens" -> new ScreensStory().live(home);
                case "layouts" -> new LayoutsStory().live(home);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            say("end", "");
        } catch (Throwable thrown) { // told by the test, with what came before
            thrown.printStackTrace();
            say("end", thrown.toString());
        }
        System.exit(0);
    }

    /** Says of something that must hold what is wrong with it; empty if it holds. */
    static void say(String what, String problem) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("what", what);
        line.put("problem", problem);
        try {
            lines.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        lines.flush();
    }

    /** The program's window over an engine, with what it remembers in the folder; shown as the program shows it. */
    static ShownWindow open(FakeEngine engine, Path folder) throws Exception {
        Home home = new Home(folder, Optional.of(Path.of("sample-data").toAbsolutePath()));
        return new ShownWindow(engine, home, new Theme(Theme.Mode.LIGHT, false), Tasks.ofWindow());
    }
}
