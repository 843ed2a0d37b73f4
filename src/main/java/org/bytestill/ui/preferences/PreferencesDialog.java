package org.bytestill.ui.preferences;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Language;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The page of what can be set once for all. There is nothing to confirm: a change holds, or says when it will. */
public final class PreferencesDialog {
    private static final List<Integer> SCALES = List.of(0, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300);
    private static final List<Integer> MINUTES = List.of(1, 5, 10, 30, 60, 8 * 60, 24 * 60);
    private static final int MINUTES_AN_HOUR = 60;
    private static final double LABEL = 152;
    private static final double FIELD = 280;

    private final Texts texts = Texts.of("preferences");
    private final PreferencesModel model;
    private final Theme theme;
    private final FilePicker folders;
    private final Label restart = Ui.id(Ui.wrap(texts.get("restart"), "c12", "med"), "restart");

    private PreferencesDialog(PreferencesModel model, Theme theme, FilePicker folders) {
        this.model = model;
        this.theme = theme;
        this.folders = folders;
    }

    public static void show(Window owner, PreferencesModel model, Theme theme, FilePicker folders) {
        PreferencesDialog page = new PreferencesDialog(model, theme, folders);
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(page.texts.get("title"));
        dialog.getDialogPane().setContent(page.content());
        dialog.getDialogPane().setId("preferences");
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.show();
    }

    private Region content() {
        VBox rows = Ui.pad(Ui.column(8), 0, 12, 8, 0);
        rows.getChildren().addAll(title("look"), row("theme", themes()), row("scale", scales()), row("cpu", box("cpu", "draw-on-cpu")),
                row("language", languages()),
                title("runs"), row("pause", pauses()), row("notify", box("notify", "notifications")), row("runsFolder", runsFolder()),
                row("libtorch", libtorch()),
                title("keys"), new KeysPane(model).node());
        Ui.whenAny(this::showRestart, model.scalePercentProperty(), model.drawOnCpuProperty(), model.languageProperty(),
                model.runsFolderProperty());
        showRestart();
        ScrollPane scroll = Ui.id(new ScrollPane(rows), "preferences-scroll");
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(520);
        return Ui.size(Ui.column(8, Ui.grow(scroll), restart), 720, -1);
    }

    private void showRestart() {
        Ui.show(restart, model.needsRestart());
    }

    private Label title(String key) {
        return Ui.pad(Ui.text(texts.get("section." + key), "semi", "c15"), 8, 0, 0, 0);
    }

    /** Label, control, and at the right what it does. */
    private HBox row(String key, Node control) {
        Label name = Ui.size(Ui.text(texts.get(key)), LABEL, 0);
        name.setMinHeight(28);
        HBox field = Ui.row(0, control);
        field.setMinWidth(FIELD);
        field.setPrefWidth(FIELD);
        field.setMaxWidth(FIELD);
        HBox row = Ui.row(12, name, field, Ui.grow(Ui.wrap(texts.get(key + ".what"), "c11", "muted")));
        row.setMinHeight(34);
        control.setAccessibleHelp(texts.get(key + ".what"));
        return row;
    }

    private SegmentedButton themes() {
        Theme.Mode[] modes = Theme.Mode.values();
        String[] names = new String[modes.length];
        for (Theme.Mode mode : modes) {
            names[mode.ordinal()] = texts.get("theme." + mode.name().toLowerCase(Locale.ROOT));
        }
        SegmentedButton segments = Ui.id(Ui.segments(theme.modeProperty().get().ordinal(), names), "theme-modes");
        segments.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                theme.modeProperty().set(modes[(int) now.getUserData()]);
            }
        });
        return segments;
    }

    private ComboBox<Integer> scales() {
        ComboBox<Integer> box = choice("scale-choice", SCALES, percent -> percent == 0 ? texts.get("scale.system") : percent + " %");
        box.setValue(model.scalePercentProperty().get());
        box.valueProperty().addListener((observable, before, now) -> model.scalePercentProperty().set(now));
        return box;
    }

    private ComboBox<Integer> pauses() {
        ComboBox<Integer> box = choice("pause-choice", MINUTES, minutes -> minutes < MINUTES_AN_HOUR ? texts.get("pause.minutes", minutes)
                : texts.get("pause.hours", minutes / MINUTES_AN_HOUR));
        box.setValue(model.keepPausedMinutesProperty().get());
        box.valueProperty().addListener((observable, before, now) -> model.keepPausedMinutesProperty().set(now));
        return box;
    }

    private ComboBox<String> languages() {
        List<String> tags = Stream.concat(Stream.of(""), Language.offered().stream().map(Language::tag)).toList();
        ComboBox<String> box = choice("language-choice", tags,
                tag -> Language.ofTag(tag).map(Language::label).orElse(texts.get("language.system")));
        box.setValue(model.languageProperty().get());
        box.valueProperty().addListener((observable, before, now) -> model.languageProperty().set(now));
        return box;
    }

    private static <T> ComboBox<T> choice(String id, List<T> values, java.util.function.Function<T, String> words) {
        ComboBox<T> box = Ui.style(Ui.id(new ComboBox<>(), id), "field");
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String word) {
                throw new UnsupportedOperationException("it is not typed");
            }
        });
        return Ui.size(box, 176, 28);
    }

    private CheckBox box(String key, String id) {
        CheckBox box = Ui.id(new CheckBox(texts.get(key + ".on")), id);
        box.selectedProperty().bindBidirectional(key.equals("cpu") ? model.drawOnCpuProperty() : model.notificationsProperty());
        return box;
    }

    private Node runsFolder() {
        Label wrong = wrong();
        TextField field = Ui.id(new TextField(model.runsFolderProperty().get()), "runs-folder");
        field.setPromptText(texts.get("runsFolder.standard"));
        Consumer<String> choose = folder -> {
            String what = model.chooseRunsFolder(folder).orElse("");
            wrong.setText(what);
            Ui.show(wrong, !what.isEmpty());
        };
        field.setOnAction(event -> choose.accept(field.getText()));
        field.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                choose.accept(field.getText());
            }
        });
        return withBrowse(field, wrong, "runs-folder-browse", folder -> {
            field.setText(folder);
            choose.accept(folder);
        });
    }

    private Node libtorch() {
        Label said = wrong();
        TextField field = Ui.id(new TextField(), "libtorch");
        field.setPromptText(texts.get("libtorch.prompt"));
        Consumer<String> choose = text -> {
            if (text.isBlank()) {
                return;
            }
            model.chooseLibtorch(text.strip(), () -> tell(said, texts.get("libtorch.taken"), false), why -> tell(said, why, true));
        };
        field.setOnAction(event -> choose.accept(field.getText()));
        return withBrowse(field, said, "libtorch-browse", folder -> {
            field.setText(folder);
            choose.accept(folder);
        });
    }

    private static void tell(Label label, String text, boolean wrong) {
        label.getStyleClass().removeAll("danger", "accent");
        label.getStyleClass().add(wrong ? "danger" : "accent");
        label.setText(text);
        Ui.show(label, true);
    }

    private static Label wrong() {
        Label label = Ui.wrap("", "c11", "danger");
        Ui.show(label, false);
        return label;
    }

    private VBox withBrowse(TextField field, Label below, String id, Consumer<String> chosen) {
        VBox box = Ui.column(4, Ui.row(4, Ui.grow(field), Ui.id(Ui.iconButton("mdi2f-folder-outline", texts.get("browse"),
                () -> folders.folder(texts.get("browse"), null).ifPresent(folder -> chosen.accept(folder.toString())), "field"), id)),
                below);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(FIELD);
        box.setMaxWidth(FIELD);
        return box;
    }
}
