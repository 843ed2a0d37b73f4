package org.bytestill.ui.inspector;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputDialog;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.stage.Window;
import org.bytestill.engine.inspect.InspectionTable;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.ribbon.ByteRibbon;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.Bookmark;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.ByteText;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.KeyAction;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.util.Texts;

/** The dialogs of the inspector (go to, find, note, link, keys), and what it copies to the clipboard. */
final class InspectorDialogs implements InspectorActions.Dialogs {
    private final InspectorViewModel model;
    private final WholeText whole;
    private final FlowModel flow;
    private final Bookmarks bookmarks;
    private final ByteRibbon ribbon;
    private final Texts texts;
    private final Supplier<Window> window;
    private final Runnable savePicture;
    private String searched = "";

    InspectorDialogs(InspectorViewModel model, WholeText whole, FlowModel flow, Bookmarks bookmarks, ByteRibbon ribbon, Texts texts,
            Supplier<Window> window,
            Runnable savePicture) {
        this.model = model;
        this.whole = whole;
        this.flow = flow;
        this.bookmarks = bookmarks;
        this.ribbon = ribbon;
        this.texts = texts;
        this.window = window;
        this.savePicture = savePicture;
    }

    @Override
    public int columns() {
        return ribbon.columns();
    }

    @Override
    public void goTo() {
        ask("goto.title", "goto.offset", Integer.toString(whole.place())).map(written -> written.replaceAll("[\\s,]", ""))
                .ifPresent(place -> {
                    if (place.matches("\\d{1,9}") && Integer.parseInt(place) < whole.bytes().length) {
                        whole.goTo(Integer.parseInt(place));
                    } else {
                        model.say(texts.get("goto.outside", place, Format.count(whole.bytes().length - 1)));
                    }
                });
    }

    @Override
    public void find() {
        ask("find.title", "find.text", searched).filter(wanted -> !wanted.isEmpty()).ifPresent(wanted -> {
            searched = wanted;
            if (!whole.find(ByteText.read(wanted))) {
                model.say(texts.get("find.nowhere", wanted));
            }
        });
    }

    @Override
    public void note() {
        if (model.analysisProperty().get() != null) {
            int offset = whole.place();
            String old = bookmarks.at(offset).map(Bookmark::note).orElse("");
            ask("note.title", "note.text", old).ifPresent(note -> bookmarks.note(offset, note.strip()));
        }
    }

    private Optional<String> ask(String title, String label, String value) {
        TextInputDialog question = new TextInputDialog(value);
        Dialogs.over(window.get(), question);
        question.setTitle(texts.get(title));
        question.setHeaderText(null);
        question.setGraphic(null);
        question.setContentText(texts.get(label));
        return question.showAndWait();
    }

    @Override
    public void savePicture() {
        savePicture.run();
    }

    @Override
    public void copyCsv() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            model.say(texts.get("export.nothing"));
        } else {
            int offset = model.cursorProperty().get();
            copy(InspectionTable.outcomes(analysis.inspection(), offset));
            model.say(texts.get("export.copied.csv", whole.place()));
        }
    }

    @Override
    public void copyLink() {
        copy(InspectorLink.of(model, whole, flow, bookmarks.all()).toUri());
        model.say(texts.get(whole.bytes().length > InspectorLink.LONGEST_TEXT ? "link.copied.long" : "link.copied"));
    }

    void copyCommand() {
        if (model.teacherProperty().get() == null || model.studentProperty().get() == null) {
            model.say(texts.get("export.nothing"));
        } else {
            copy(InspectorLink.of(model, whole, flow, List.of()).toCommand("text.txt"));
            model.say(texts.get("command.copied"));
        }
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public void openLink() {
        String clipboard = Clipboard.getSystemClipboard().getString();
        boolean isLink = clipboard != null && clipboard.strip().startsWith("bytestill://");
        ask("link.title", "link.text", isLink ? clipboard.strip() : "").ifPresent(this::open);
    }

    private void open(String link) {
        try {
            InspectorLink.parse(link).show(model, whole, flow, bookmarks);
        } catch (UserError e) {
            ErrorDialog.show(window.get(), e);
        }
    }

    @Override
    public void keys(List<KeyAction> actions) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(window.get(), dialog);
        dialog.setTitle(texts.get("keys"));
        ScrollPane scroll = Ui.id(new ScrollPane(keyList(actions)), "inspector-keys");
        scroll.setFitToWidth(true);
        scroll.setPrefSize(560, 480);
        dialog.getDialogPane().setContent(scroll);
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.show();
    }

    /** All keys with what they do. */
    GridPane keyList(List<KeyAction> actions) {
        GridPane grid = Ui.pad(new GridPane(), 8, 12, 8, 12);
        grid.setHgap(16);
        for (KeyAction action : actions) {
            int row = grid.getRowCount();
            grid.add(Ui.size(Ui.text(action.keys(), "mono", "c12"), 112, 20), 0, row);
            grid.add(Ui.wrap(texts.get(action.what()), "c12", "muted"), 1, row);
        }
        return grid;
    }
}
