package org.bytestill.ui.help;

import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Texts;

/** The user guide in a window of its own, which may stay open beside the program's. */
public final class HelpWindow {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 640;
    private static Stage open;

    private HelpWindow() {}

    /**
     * Opens it, or brings it to the front.
     *
     * @param browser opens an address of the web that somebody clicks
     */
    public static void show(Window owner, Theme theme, Consumer<String> browser) {
        if (open == null || !open.isShowing()) {
            HelpViewModel model = new HelpViewModel(browser);
            Stage stage = new Stage();
            Scene scene = theme.scene(new HelpView(model).node(), WIDTH, HEIGHT);
            scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
                if (event.getCode() == KeyCode.ESCAPE) {
                    stage.close();
                } else if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
                    model.back();
                }
            });
            // It may lie behind the program's window, but does not outlive it.
            owner.showingProperty().addListener((observable, was, showing) -> stage.close());
            stage.setTitle(Texts.of("shell").get("guide.title"));
            stage.setScene(scene);
            open = stage;
            stage.show();
        }
        open.toFront();
    }
}
