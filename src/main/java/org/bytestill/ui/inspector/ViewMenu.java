package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.inspect.InspectionTable;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.Bookmark;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.LongTextScan;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.util.Texts;

/** What is done with the whole view: saved, copied, linked, frozen, and the bookmarks in it. */
final class ViewMenu {
    private final InspectorViewModel model;
    private final WholeText whole;
    private final ConverterErrorModel error;
    private final LongTextScan scan;
    private final Bookmarks bookmarks;
    private final FilePicker files;
    private final Texts texts;
    private final Parent view;
    private final MenuButton button;
    private InspectorDialogs dialogs;

    /** {@code view} is what a picture of all is made of. */
    ViewMenu(InspectorViewModel model, WholeText whole, ConverterErrorModel error, LongTextScan scan, Bookmarks bookmarks, FilePicker files,
            Texts texts,
            Parent view) {
        this.model = model;
        this.whole = whole;
        this.error = error;
        this.scan = scan;
        this.bookmarks = bookmarks;
        this.files = files;
        this.texts = texts;
        this.view = view;
        button = Ui.id(Ui.style(new MenuButton(texts.get("view")), "model-menu"), "inspector-view-menu");
        button.setOnShowing(event -> fill());
        fill();
    }

    void setDialogs(InspectorDialogs given) {
        dialogs = given;
    }

    MenuButton button() {
        return button;
    }

    private void fill() {
        Menu pictures = new Menu(texts.get("view.picture"));
        for (CanvasPicture pic : Pictures.seen(view)) {
            pictures.getItems().add(item(Pictures.nameOf(pic, texts), () -> save(pic)));
        }
        pictures.getItems().add(item(texts.get("view.picture.all"), this::saveView));
        CheckMenuItem parts = check("view.parts", scan.wishedProperty());
        parts.setDisable(model.pieceProperty().get() == null);
        button.getItems().setAll(item(texts.get("view.goto"), () -> dialogs.goTo()), item(texts.get("view.find"), () -> dialogs.find()),
                bookmarkMenu(),
                check("view.freeze", model.frozenProperty()), check("view.error", error.wishedProperty()), parts, new SeparatorMenuItem(),
                pictures,
                item(texts.get("view.table"), this::saveTable), item(texts.get("view.paths"), this::savePaths),
                item(texts.get("view.csv"), () -> dialogs.copyCsv()), new SeparatorMenuItem(),
                item(texts.get("view.link"), () -> dialogs.copyLink()), item(texts.get("view.command"), () -> dialogs.copyCommand()),
                item(texts.get("view.openLink"), () -> dialogs.openLink()));
    }

    private CheckMenuItem check(String name, BooleanProperty switched) {
        CheckMenuItem item = new CheckMenuItem(texts.get(name));
        item.setSelected(switched.get());
        item.setOnAction(event -> switched.set(item.isSelected()));
        return item;
    }

    private static MenuItem item(String name, Runnable action) {
        MenuItem item = new MenuItem(name);
        item.setMnemonicParsing(false); // a note may have an underscore
        item.setOnAction(event -> action.run());
        return item;
    }

    private Menu bookmarkMenu() {
        Menu menu = new Menu(texts.get("view.bookmarks"));
        for (Bookmark bookmark : bookmarks.all()) {
            String name = texts.get("view.bookmark", bookmark.offset(), bookmark.note());
            menu.getItems().add(item(name, () -> whole.goTo(bookmark.offset())));
        }
        menu.setDisable(bookmarks.all().isEmpty());
        return menu;
    }

    /** Saves the picture that has the keyboard, else the ribbon. */
    void saveFocused() {
        Node owner = view.getScene().getFocusOwner();
        List<CanvasPicture> seen = Pictures.seen(view);
        Optional<CanvasPicture> focused = seen.stream().filter(pic -> pic == owner).findFirst();
        focused.or(() -> seen.stream().filter(pic -> "inspector-ribbon".equals(pic.getId())).findFirst()).ifPresent(this::save);
    }

    private void save(CanvasPicture pic) {
        String name = pic.getId().replace("inspector-", "") + "-" + whole.place() + ".svg";
        write(files.save(texts.get("view.picture.title"), name), file -> Pictures.save(pic, ByteNames.settings(model, whole), file));
    }

    private void saveView() {
        write(files.save(texts.get("view.picture.title"), "inspector.png"), file -> Pictures.savePng(view, file));
    }

    private void saveTable() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            model.say(texts.get("export.nothing"));
            return;
        }
        ConverterError known = error.stateProperty().get().error();
        write(files.save(texts.get("view.table.title"), "bytes.csv"), file -> Pictures.write(file,
                file.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl")
                        ? InspectionTable.jsonLines(analysis.inspection(), analysis.start(), known)
                        : InspectionTable.csv(analysis.inspection(), analysis.start(), known)));
    }

    private void savePaths() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            model.say(texts.get("export.nothing"));
        } else {
            write(files.save(texts.get("view.paths.title"), "paths.csv"),
                    file -> Pictures.write(file, InspectionTable.paths(analysis.inspection(), analysis.start())));
        }
    }

    private void write(Optional<Path> file, java.util.function.Consumer<Path> writing) {
        if (file.isEmpty()) {
            return;
        }
        try {
            writing.accept(file.get());
            model.say(texts.get("export.saved", file.get()));
        } catch (UserError e) {
            ErrorDialog.show(view.getScene().getWindow(), e);
        }
    }
}
