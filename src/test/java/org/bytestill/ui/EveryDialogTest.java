package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that opens is opened once: no dialog tells an error, each has a title, and none is forgotten. */
@Tag("ui")
class EveryDialogTest {
    @TempDir
    Path folder;

    /** Titles of what the tour must have come by; a dialog that is added to the program has its line here, and its way in {@link WindowTour}. */
    private static final Set<
            String> TITLES = Set.of("Keys and version", "This cannot be done", "Rename run", "Tags of the run", "Stop the run",
                    "Note and tags",
                    "A run is active",
                    "Change the run", "Find in the text", "Go to a byte", "Keys of the inspector", "Note", "Open a link to a view",
                    "Mixture of teachers");
    /** Classes that open dialogs; those of the wizard have tests beside it. */
    private static final Set<String> OPENERS = Set.of("HelpDialog", "CloseConfirmation", "ErrorDialog", "SystemFilePicker", "NewRunWizard",
            "InspectorDialogs", "MixtureDialog", "PreferencesDialog", "LogDialog", "GlossaryDialog", "RunDialogs", "ChangeDialog",
            "NoteDialog", "StopDialog",
            "PreviewDialog");

    @Test
    void everyMenuKeyAndDialogOpensWithoutAnError() throws Exception {
        Set<String> titles = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        FakeEngine engine = WindowTour.engine(folder.resolve("runs"));
        try (FxRoom room = new FxRoom();
                ShownWindow shown = new ShownWindow(engine, new Home(Files.createDirectories(folder.resolve("home")),
                        Optional.of(Path.of("sample-data").toAbsolutePath())), Theme.Mode.LIGHT, 1440, 900)) {
            new WindowTour(shown, engine, new WindowTour.Visitor() {
                @Override
                public void dialog(String name, Stage dialog) throws Exception {
                    FxRoom.settle();
                    titles.add(String.valueOf(dialog.getTitle()));
                    boolean tellsError = "error".equals(dialog.getScene().getRoot().getId());
                    if (tellsError && !name.contains("no run") || dialog.getTitle() == null || dialog.getTitle().isBlank()) {
                        problems.add(name + " opens \"" + dialog.getTitle() + "\"");
                    }
                    FxRoom.onFx(() -> WholeDialog.cut(dialog.getScene())).forEach(cut -> problems.add(name + ": " + cut));
                }

                @Override
                public void menu(String name, PopupWindow menu) {
                    if (menu.getWidth() < 10) {
                        problems.add(name + " is an empty menu");
                    }
                }
            }, keys -> fire(shown, (KeyCodeCombination) keys)).walk();
        }
        assertThat(problems).isEmpty();
        assertThat(titles).containsAll(TITLES);
    }

    private static void fire(ShownWindow shown, KeyCodeCombination keys) {
        Node focus = shown.scene().getFocusOwner() == null ? shown.scene().getRoot() : shown.scene().getFocusOwner();
        Event.fireEvent(focus, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", keys.getCode(),
                keys.getShift() == KeyCombination.ModifierValue.DOWN, keys.getShortcut() == KeyCombination.ModifierValue.DOWN, false,
                false));
    }

    @Test
    void nobodyElseOpensADialog() {
        JavaClasses window = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.bytestill.ui");
        Set<String> openers = window.get(Dialogs.class).getAccessesToSelf().stream().map(JavaAccess::getOriginOwner)
                .filter(opener -> !opener.isEquivalentTo(Dialogs.class)).map(EveryDialogTest::outermost).collect(Collectors.toCollection(
                        TreeSet::new));
        assertThat(openers).as("each has its way in WindowTour, or a test of its own").isSubsetOf(OPENERS);
        Set<String> stages = window.stream().filter(each -> each.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Stage.class))).map(EveryDialogTest::outermost)
                .collect(Collectors.toSet());
        // The guide is a window of its own, read beside the program.
        assertThat(stages).as("windows that Dialogs does not place").isSubsetOf("HelpWindow");
    }

    private static String outermost(JavaClass of) {
        return of.getEnclosingClass().map(EveryDialogTest::outermost).orElse(of.getSimpleName());
    }
}
