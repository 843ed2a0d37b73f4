package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Pic;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;

/** Chooses the two models and how they are read as bytes; then the verbs of the screen. */
final class ModelsBar extends HBox {
    private final InspectorViewModel model;
    private final Theme theme;
    private final Texts texts;
    private final FilePicker files;

    /** What the bar asks the screen to do. */
    interface Actions {
        /** Teachers that the run offers, asked when the menu opens. */
        List<ModelChoice> teachers();

        List<ModelChoice> students();

        void goTo();
    }

    ModelsBar(InspectorViewModel model, Theme theme, Texts texts, FilePicker files, Actions actions) {
        super(16);
        this.model = model;
        this.theme = theme;
        this.texts = texts;
        this.files = files;
        Ui.size(Ui.style(this, "bar"), 0, 40);
        MenuButton converter = new ConverterMenu(model, texts).button();
        getChildren().addAll(
                menu(true, model.teacherProperty(), actions::teachers), menu(false, model.studentProperty(), actions::students),
                Ui.verticalRule(24), Ui.row(8, Ui.text(texts.get("converter"), "c12", "muted"), converter), Ui.space(),
                Ui.id(Ui.button(texts.get("worst"), "mdi2s-skip-next-outline", () -> model.move(CursorMoves::nextWorst), "small"),
                        "inspector-worst"),
                Ui.id(Ui.button(texts.get("goto"), null, actions::goTo, "small"), "inspector-goto"),
                Ui.id(Ui.button(texts.get("analyse"), "mdi2p-play", model::inspect, "small", "accent"), "inspector-analyse"));
    }

    private HBox menu(boolean teacher, ObjectProperty<ModelChoice> chosen, Supplier<List<ModelChoice>> offered) {
        Pic mark = new Pic(theme, 20, 24, "", (pen, width, height) -> pen.mark(teacher, 6, 12, 10));
        mark.setFocusTraversable(false);
        Ui.size(mark, 16, 24);
        MenuButton button = Ui.id(Ui.style(new MenuButton(), "model-menu"), teacher ? "inspector-teacher" : "inspector-student");
        String role = texts.get(teacher ? "teacher" : "student");
        button.setMaxWidth(280);
        button.setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
        Runnable name = () -> {
            button.setText(chosen.get() == null ? texts.get("model.choose", role) : chosen.get().name());
            button.setAccessibleText(role + ": " + button.getText());
        };
        chosen.addListener((observable, before, now) -> name.run());
        name.run();
        fill(button, role, chosen, offered.get());
        button.setOnShowing(event -> fill(button, role, chosen, offered.get()));
        return Ui.row(0, mark, button);
    }

    private void fill(MenuButton button, String role, ObjectProperty<ModelChoice> chosen, List<ModelChoice> offered) {
        button.getItems().clear();
        for (ModelChoice choice : offered) {
            RadioMenuItem item = new RadioMenuItem(choice.name());
            item.setSelected(choice.equals(chosen.get()));
            item.setOnAction(event -> chosen.set(choice));
            button.getItems().add(item);
        }
        if (!offered.isEmpty()) {
            button.getItems().add(new SeparatorMenuItem());
        }
        MenuItem folder = new MenuItem(texts.get("model.folder"));
        folder.setOnAction(event -> files.folder(texts.get("model.choose", role), Path.of(System.getProperty("user.home")))
                .ifPresent(path -> chosen.set(new ModelChoice(RunModels.nameOf(path), path, -1))));
        button.getItems().add(folder);
    }
}
