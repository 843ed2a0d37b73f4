package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.ModelChoice;
import org.bytestill.ui.inspector.state.OfferedModels;
import org.bytestill.ui.inspector.state.RunModels;
import org.bytestill.util.Texts;

/** Chooses the two models and how they are read as bytes; then the verbs of the screen. */
final class ModelsBar extends HBox {
    private final InspectorViewModel model;
    private final Theme theme;
    private final Texts texts;
    private final FilePicker files;

    /** @param nextWorst goes to the next byte by KL */
    ModelsBar(InspectorViewModel model, ConverterErrorModel error, OfferedModels offered, Theme theme, Texts texts, FilePicker files,
            MenuButton view,
            Runnable nextWorst) {
        super(16);
        this.model = model;
        this.theme = theme;
        this.texts = texts;
        this.files = files;
        Ui.size(Ui.style(this, "bar"), 0, 40);
        MenuButton converter = new ConverterMenu(model, error, texts).button();
        getChildren().addAll(
                menu(Side.TEACHER, model.teacherProperty(), offered),
                menu(Side.STUDENT, model.studentProperty(), offered),
                Ui.verticalRule(24), Ui.row(8, Ui.text(texts.get("converter"), "c12", "muted"), converter), Ui.space(),
                Ui.id(Ui.button(texts.get("worst"), "mdi2s-skip-next-outline", nextWorst, "small"), "inspector-worst"),
                view,
                Ui.id(Ui.button(texts.get("analyse"), "mdi2p-play", model::inspect, "small", "accent"), "inspector-analyse"));
    }

    private HBox menu(Side side, ObjectProperty<ModelChoice> chosen, OfferedModels offered) {
        CanvasPicture mark = new CanvasPicture(theme, 20, 24, "", (pen, width, height) -> pen.mark(side, 6, 12, 10));
        mark.setFocusTraversable(false);
        Ui.size(mark, 16, 24);
        MenuButton button = Ui.id(Ui.style(new MenuButton(), "model-menu"), "inspector-" + side.key());
        String role = texts.get(side.key());
        button.setMnemonicParsing(false); // a name may have an underscore
        button.setMaxWidth(280);
        chosen.addListener((observable, before, now) -> button.setTooltip(now == null || !now.isMixed() ? null
                : Ui.tooltip(texts.get("mixture.about.chosen", now.name(), now.mixed().get(0).name()))));
        button.setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
        Runnable name = () -> {
            Head head = side.isTeacher() ? Head.TOKEN : model.headProperty().get();
            button.setText(chosen.get() == null ? texts.get("model.choose", role) : ByteNames.name(chosen.get(), head));
            button.setAccessibleText(role + ": " + button.getText());
        };
        if (!side.isTeacher()) {
            model.headProperty().addListener((observable, before, now) -> name.run());
        }
        chosen.addListener((observable, before, now) -> name.run());
        name.run();
        Runnable fill = () -> fill(button, side, chosen, both(side, offered));
        fill.run();
        button.setOnShowing(event -> {
            fill.run();
            List<ModelChoice> known = offered.studentsProperty().get();
            offered.read(found -> {
                if (!found.equals(known) && button.isShowing()) {
                    fill.run();
                }
            });
        });
        return Ui.row(0, mark, button);
    }

    private static List<ModelChoice> both(Side side, OfferedModels offered) {
        List<ModelChoice> students = offered.studentsProperty().get();
        return Stream.concat(side.of(offered.teachers(), students).stream(), side.of(students, offered.teachers()).stream()).toList();
    }

    private void fill(MenuButton button, Side side, ObjectProperty<ModelChoice> chosen, List<ModelChoice> offered) {
        button.getItems().clear();
        for (ModelChoice choice : each(offered, side.isTeacher())) {
            RadioMenuItem item = new RadioMenuItem(choice.name());
            item.setMnemonicParsing(false);
            item.setSelected(choice.equals(chosen.get()));
            item.setOnAction(event -> chosen.set(choice));
            button.getItems().add(item);
        }
        if (!offered.isEmpty()) {
            button.getItems().add(new SeparatorMenuItem());
        }
        if (!side.isTeacher()) {
            button.getItems().addAll(heads(), readings(), new SeparatorMenuItem());
        }
        String title = texts.get("model.choose", texts.get(side.key()));
        Path home = Path.of(System.getProperty("user.home"));
        if (side.isTeacher()) {
            button.getItems().add(item(texts.get("mixture.choose"), () -> mix(chosen, offered)));
        }
        button.getItems().add(item(texts.get("model.folder"), () -> files.folder(title, home).ifPresent(path -> choose(chosen, path))));
        button.getItems().add(item(texts.get("model.gguf"), () -> files.gguf(title, home).ifPresent(path -> choose(chosen, path))));
    }

    /** A mixture is a teacher; those that it mixes are models like the others. */
    private static List<ModelChoice> each(List<ModelChoice> offered, boolean withMixtures) {
        return offered.stream()
                .flatMap(choice -> withMixtures && choice.isMixed() ? Stream.concat(Stream.of(choice), choice.mixed().stream())
                        : choice.each().stream())
                .distinct().toList();
    }

    /** Asks for a mixture of the models that are offered or looked at. */
    private void mix(ObjectProperty<ModelChoice> chosen, List<ModelChoice> offered) {
        List<ModelChoice> seen = Stream.of(chosen.get(), model.studentProperty().get()).filter(choice -> choice != null).toList();
        List<ModelChoice> known = each(Stream.concat(offered.stream(), seen.stream()).toList(), false).stream()
                .map(choice -> new ModelChoice(choice.name(), choice.folder(), choice.update())).distinct().toList();
        new MixtureDialog(known, chosen.get(), files, texts).ask(getScene().getWindow(), chosen::set);
    }

    private static void choose(ObjectProperty<ModelChoice> chosen, Path path) {
        chosen.set(new ModelChoice(RunModels.nameOf(path), path, -1));
    }

    private static MenuItem item(String name, Runnable action) {
        MenuItem item = new MenuItem(name);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private Menu heads() {
        Menu menu = new Menu(texts.get("model.head"));
        for (Head head : Head.values()) {
            RadioMenuItem item = new RadioMenuItem(texts.get(head == Head.TOKEN ? "model.head.token" : "model.head.byte"));
            item.setSelected(model.headProperty().get() == head);
            item.setOnAction(event -> model.headProperty().set(head));
            menu.getItems().add(item);
        }
        return menu;
    }

    /** The same model twice, read in two ways: what a converter costs. */
    private Menu readings() {
        Menu menu = new Menu(texts.get("model.again"));
        for (ObjectProperty<ModelChoice> source : List.of(model.teacherProperty(), model.studentProperty())) {
            ModelChoice choice = source.get();
            for (ConverterSettings reading : choice == null || choice.isMixed() ? List.<ConverterSettings>of()
                    : InspectorActions.READINGS) {
                ModelChoice again = new ModelChoice(choice.name(), choice.folder(), choice.update(), reading);
                menu.getItems().add(item(texts.get("model.reading", choice.name(), ByteNames.reading(reading)), () -> {
                    model.teacherProperty().set(choice);
                    model.studentProperty().set(again);
                }));
            }
        }
        menu.setDisable(menu.getItems().isEmpty());
        return menu;
    }
}
