package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.job.Jobs;
import org.bytestill.run.RunEvent;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands at the right of the header, and the pages of the menu that explain. */
class HeaderToolsTest {
    @TempDir
    Path folder;
    private final Jobs jobs = new Jobs();
    private final FakeEngine engine = new FakeEngine() {
        @Override
        public List<Job> jobs() {
            return jobs.all();
        }
    };
    private FxRoom room;
    private ShownWindow shown;
    private FakeRun run;

    @BeforeEach
    void openARun() throws Exception {
        room = new FxRoom();
        SampleRuns.into(engine, folder.resolve("runs"));
        run = (FakeRun) engine.open(engine.summaries.get(0).folder());
        shown = new ShownWindow(engine, new Home(folder, Optional.empty()), Theme.Mode.LIGHT, 1440, 900);
        FxRoom.onFx(() -> {
            shown.window().show(run, Tab.DASHBOARD);
            return null;
        });
    }

    @AfterEach
    void leave() throws Exception {
        shown.close();
        room.close();
    }

    private void fire(Scene scene, String id) throws Exception {
        FxRoom.onFx(() -> {
            ((ButtonBase) scene.lookup(id)).fire();
            return null;
        });
    }

    private static ContextMenu menu(String id) {
        return Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast)
                .filter(menu -> id.equals(menu.getId())).findFirst().orElse(null);
    }

    private static Scene dialog(String id) {
        FxRoom.until(() -> find(id) != null);
        return find(id).getScene();
    }

    private static Window find(String id) {
        return Window.getWindows().stream().filter(window -> window.getScene() != null && window.getScene().lookup(id) != null).findFirst()
                .orElse(null);
    }

    private static void hide(Window window) throws Exception {
        FxRoom.onFx(() -> {
            window.hide();
            return null;
        });
    }

    @Test
    void anAlertRingsAndAClickGoesToItsRun() throws Exception {
        FxRoom.onFx(() -> {
            shown.window().runs();
            return null;
        });
        run.events.add(
                new RunEvent(RunEvent.Kind.WARNING, 1250, Instant.now().plusSeconds(1), "The student overfits. Stop and keep the best."));
        Button bell = (Button) shown.scene().lookup("#bell");
        FxRoom.until(() -> bell.getText().equals("1"));
        assertThat(bell.getAccessibleText()).isEqualTo("1 new message");
        fire(shown.scene(), "#bell");
        FxRoom.until(() -> menu("bell-menu") != null);
        FxRoom.shot(menu("bell-menu").getScene(), "bell-light");
        FxRoom.onFx(() -> {
            menu("bell-menu").getItems().get(0).fire();
            return null;
        });
        FxRoom.until(() -> bell.getText().isEmpty() && run.equals(shown.window().model().run()));
    }

    @Test
    void workInProgressIsCountedFromAnywhereAndCanBeCancelled() throws Exception {
        Job job = jobs.begin(Job.Kind.AUDIT, Path.of("models/teacher"));
        var counted = job.counted((done, total) -> true);
        counted.report(42, 100);
        Button work = (Button) shown.scene().lookup("#work");
        FxRoom.until(() -> work.isVisible() && work.getText().equals("Audit: 42 %"));
        fire(shown.scene(), "#work");
        FxRoom.until(() -> menu("work-menu") != null);
        FxRoom.shot(menu("work-menu").getScene(), "work-light");
        FxRoom.shot(shown.scene(), "header-tools-light");
        FxRoom.onFx(() -> {
            ((ButtonBase) menu("work-menu").getScene().getRoot().lookup(".hyperlink")).fire();
            return null;
        });
        assertThat(counted.report(43, 100)).as("the work is told to end").isFalse();
        FxRoom.onFx(() -> {
            menu("work-menu").hide();
            shown.window().quit();
            return null;
        });
        Scene question = dialog("#close");
        assertThat(question.getRoot().lookupAll(".label").stream().map(label -> ((Label) label).getText()))
                .anyMatch(text -> text.contains("A job is under way"));
        hide(question.getWindow());
    }

    @Test
    void anotherRunIsOneClickAway() throws Exception {
        fire(shown.scene(), "#switch-run");
        FxRoom.until(() -> menu("run-menu") != null);
        List<MenuItem> items = menu("run-menu").getItems();
        assertThat(items).hasSizeBetween(2, 12).noneMatch(item -> item.getText().startsWith(run.name() + " "));
        FxRoom.shot(menu("run-menu").getScene(), "run-menu-light");
        String name = items.get(0).getText().replaceAll(" – .*", "");
        FxRoom.onFx(() -> {
            items.get(0).fire();
            return null;
        });
        FxRoom.until(() -> ((Label) shown.scene().lookup("#run-name")).getText().equals(name));
    }

    @Test
    void logAndGlossaryOpenFromTheMenu() throws Exception {
        FxRoom.onFx(() -> {
            shown.window().log();
            return null;
        });
        Scene log = dialog("#log-text");
        FxRoom.shot(log, "log-light");
        hide(log.getWindow());
        FxRoom.onFx(() -> {
            shown.window().glossary();
            return null;
        });
        Scene glossary = dialog("#glossary-search");
        FxRoom.shot(glossary, "glossary-light");
        FxRoom.onFx(() -> {
            ((TextField) glossary.lookup("#glossary-search")).setText("ledger");
            return null;
        });
        VBox terms = (VBox) glossary.lookup("#glossary-terms");
        assertThat(terms.getChildren().size()).isBetween(1, 4);
        hide(glossary.getWindow());
    }
}
