package org.bytestill.ui.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.Observable;
import javafx.collections.SetChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** What is asked: task files, checkpoints, whom they are compared with, how, and the command that does the same. */
final class AskPane extends ScrollPane {
    private static final double MOST_CHECKPOINTS = 148;

    private final Texts texts = Texts.of("tasks");
    private final TasksViewModel whole;
    private final AskModel model;
    private final FilePicker files;
    private final VBox fileRows = Ui.id(Ui.column(0), "tasks-files");
    private final VBox checkpointRows = Ui.id(Ui.column(0), "tasks-checkpoints");
    private final MenuButton recent = Ui.id(Ui.style(new MenuButton(texts.get("files.recent")), "field"), "tasks-recent");
    private final Label command = Ui.id(Ui.wrap("", "mono", "c11", "muted"), "tasks-command");
    private final Button copy = Ui.id(Ui.button(texts.get("copy"), "mdi2c-content-copy", this::copy, "small"), "tasks-copy");
    private final CheckBox teacher = Ui.id(new CheckBox(texts.get("teacher.too")), "tasks-teacher");
    private final Button template = Ui.id(Ui.button(texts.get("template.choose"), null, this::chooseTemplate, "field"), "tasks-template");
    private final Label templateName = Ui.value("", "c12", "muted");
    private final CheckBox multiTurn = Ui.id(new CheckBox(texts.get("multiturn")), "tasks-multiturn");

    AskPane(TasksViewModel whole, FilePicker files) {
        this.whole = whole;
        this.model = whole.ask();
        this.files = files;
        VBox column = Ui.column(8, filePanel(), checkpointPanel(), againstPanel(), howPanel(), commandPanel());
        column.getChildren().forEach(panel -> ((Region) panel).setMinHeight(Region.USE_PREF_SIZE));
        setContent(column);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        model.files().addListener((Observable change) -> showFiles());
        model.offered().addListener((Observable change) -> showCheckpoints());
        model.checkpoints().addListener((SetChangeListener<Integer>) change -> tick());
        whole.recent().all().addListener((Observable change) -> showRecent());
        for (Observable part : model.parts()) {
            part.addListener(change -> describe());
        }
        showFiles();
        showCheckpoints();
        showRecent();
        describe();
    }

    private Region filePanel() {
        Button add = Ui.id(Ui.button(texts.get("files.add"), "mdi2p-plus", this::addFiles, "field"), "tasks-add");
        HBox tools = Ui.row(8, add, recent, Ui.text(texts.get("files.drop"), "c11", "faint"));
        return Ui.panel(texts.get("files"), Ui.text(texts.get("files.about"), "c11", "faint"),
                Ui.pad(Ui.column(8, fileRows, tools), 0, 12, 12, 12));
    }

    private void addFiles() {
        Path from = model.files().isEmpty() ? whole.recent().all().stream().findFirst().orElse(null) : model.files().get(0);
        model.add(files.files(texts.get("files.add.title"), from == null ? null : from.getParent()));
    }

    private void showFiles() {
        fileRows.getChildren().clear();
        if (model.files().isEmpty()) {
            fileRows.getChildren().add(Ui.wrap(texts.get("files.none"), "c12", "muted"));
        }
        for (Path file : List.copyOf(model.files())) {
            Label name = Ui.value(file.getFileName().toString(), "mono", "c12");
            Ui.explain(name, file.toString());
            name.setMaxWidth(Double.MAX_VALUE);
            Button remove = Ui.iconButton("mdi2c-close", texts.get("files.remove", file.getFileName()), () -> model.files().remove(file),
                    "small");
            fileRows.getChildren().add(Ui.row(4, Ui.grow(name), remove));
        }
    }

    private void showRecent() {
        recent.getItems().clear();
        for (Path file : whole.recent().all()) {
            MenuItem item = new MenuItem(file.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> model.add(List.of(file)));
            recent.getItems().add(item);
        }
        recent.setDisable(recent.getItems().isEmpty());
    }

    private Region checkpointPanel() {
        ScrollPane scroll = new ScrollPane(checkpointRows);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_CHECKPOINTS);
        scroll.setFocusTraversable(false);
        Hyperlink all = Ui.id(Ui.link(texts.get("checkpoints.all"), model::chooseAll, "c12"), "tasks-all");
        return Ui.panel(texts.get("checkpoints"), all, Ui.pad(new VBox(scroll), 0, 12, 8, 12));
    }

    private void showCheckpoints() {
        checkpointRows.getChildren().clear();
        if (model.offered().isEmpty()) {
            checkpointRows.getChildren().add(Ui.wrap(texts.get("checkpoints.none"), "c12", "muted"));
        }
        model.offered().forEach(info -> checkpointRows.getChildren().add(row(info)));
        tick();
    }

    private Node row(CheckpointInfo info) {
        String name = info.update() == 0 ? texts.get("checkpoint.start") : texts.get("checkpoint", Format.count(info.update()));
        CheckBox box = Ui.id(new CheckBox(name), "tasks-checkpoint-" + info.update());
        box.setUserData(info.update());
        box.setMnemonicParsing(false);
        box.selectedProperty().addListener((observable, before, now) -> model.choose(info.update(), now));
        List<String> notes = new ArrayList<>();
        if (info.best()) {
            notes.add(texts.get("note.best"));
        }
        if (info.last()) {
            notes.add(texts.get("note.last"));
        }
        HBox row = Ui.row(8, box, Ui.text(String.join(", ", notes), "c12", "muted"));
        row.setMinHeight(28);
        return row;
    }

    private void tick() {
        for (Node row : checkpointRows.getChildren()) {
            if (row instanceof HBox box && box.getChildren().get(0) instanceof CheckBox check) {
                check.setSelected(model.checkpoints().contains((Integer) check.getUserData()));
            }
        }
    }

    private Region againstPanel() {
        ComboBox<OtherModel> others = Ui.id(new ComboBox<>(model.others()), "tasks-other");
        others.valueProperty().bindBidirectional(model.otherProperty());
        others.setMaxWidth(Double.MAX_VALUE);
        others.setMinWidth(0);
        others.setPrefWidth(1);
        others.setAccessibleText(texts.get("other"));
        MenuItem folder = new MenuItem(texts.get("other.folder"));
        folder.setOnAction(event -> files.folder(texts.get("other.folder.title"), whole.run().folder().getParent())
                .ifPresent(chosen -> model.compareWith(chosen, "best")));
        MenuItem gguf = new MenuItem(texts.get("other.gguf"));
        gguf.setOnAction(event -> files.gguf(texts.get("other.gguf.title"), whole.run().folder().getParent())
                .ifPresent(chosen -> model.compareWith(chosen, "best")));
        MenuButton another = Ui.id(Ui.style(new MenuButton(texts.get("other.another"), null, folder, gguf), "field"), "tasks-another");
        another.setMinWidth(USE_PREF_SIZE);
        teacher.selectedProperty().bindBidirectional(model.teacherProperty());
        return Ui.panel(texts.get("against"), null, Ui.pad(
                Ui.column(8, Ui.wrap(texts.get("other"), "c12", "muted"), Ui.row(8, Ui.grow(others), another), teacher), 0, 12, 12, 12));
    }

    private Region howPanel() {
        TextField fewshot = field("tasks-fewshot", "fewshot.hint", "fewshot");
        fewshot.textProperty().bindBidirectional(model.fewshotProperty());
        TextField limit = field("tasks-limit", "limit.hint", "limit");
        limit.textProperty().bindBidirectional(model.limitProperty());
        Ui.explain(limit, texts.get("limit.about"));
        ComboBox<PromptStyle> style = Ui.id(new ComboBox<>(), "tasks-style");
        style.getItems().setAll(PromptStyle.values());
        style.setConverter(words());
        style.valueProperty().bindBidirectional(model.styleProperty());
        style.setMaxWidth(Double.MAX_VALUE);
        style.setAccessibleText(texts.get("style"));
        multiTurn.selectedProperty().bindBidirectional(model.multiTurnProperty());
        templateName.setMaxWidth(Double.MAX_VALUE);
        return Ui.panel(texts.get("how"), null, Ui.pad(Ui.column(8,
                Ui.halves(8, named("fewshot", fewshot), named("limit", limit)), named("style", style),
                Ui.row(8, template, Ui.grow(templateName)), multiTurn), 0, 12, 12, 12));
    }

    private TextField field(String id, String hint, String name) {
        TextField field = Ui.id(new TextField(), id);
        field.setPromptText(texts.get(hint));
        field.setAccessibleText(texts.get(name));
        return field;
    }

    private VBox named(String key, Region field) {
        Label name = Ui.text(texts.get(key), "c12", "muted");
        name.setLabelFor(field);
        return Ui.column(2, name, field);
    }

    private StringConverter<PromptStyle> words() {
        return new StringConverter<>() {
            @Override
            public String toString(PromptStyle style) {
                return style == null ? "" : texts.get("style." + style.key());
            }

            @Override
            public PromptStyle fromString(String word) {
                throw new UnsupportedOperationException("nothing is typed");
            }
        };
    }

    private void chooseTemplate() {
        files.files(texts.get("template.title"), null).stream().findFirst().ifPresent(model.templateProperty()::set);
    }

    private Region commandPanel() {
        return Ui.panel(texts.get("command"), copy, Ui.pad(new VBox(command), 0, 12, 12, 12));
    }

    private void copy() {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, command.getText()));
    }

    private void describe() {
        if (whole.run() == null) {
            return;
        }
        PromptStyle style = model.styleProperty().get();
        Ui.show(template.getParent(), style == PromptStyle.FILE);
        Path file = model.templateProperty().get();
        templateName.setText(file == null ? "" : file.toString());
        Ui.show(multiTurn, style != PromptStyle.PLAIN);
        teacher.setDisable(!model.hasTeacher());
        teacher.setText(texts.get(model.hasTeacher() ? "teacher.too" : "teacher.none"));
        String line = model.commandLine();
        copy.setDisable(line.isEmpty());
        command.setText(line.isEmpty() ? model.missing() : line);
    }
}
