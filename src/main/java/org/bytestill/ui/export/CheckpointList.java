package org.bytestill.ui.export;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The checkpoints on disk, newest first, one of them chosen. */
final class CheckpointList extends VBox {
    /** Room of an update of six figures. */
    private static final double UPDATE = 64;
    private static final double FIGURE = 74;

    private final ExportViewModel model;
    private final Texts texts;

    CheckpointList(ExportViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("export-checkpoints");
        model.checkpoints().all().addListener((Observable change) -> show());
        // One for all rows, however often they are made anew.
        model.checkpoints().chosenProperty().addListener(change -> choose());
        show();
    }

    private void choose() {
        for (Node node : getChildren()) {
            if (node instanceof ToggleButton row) {
                row.setSelected(row.getUserData().equals(model.checkpoints().chosenProperty().get()));
            }
        }
    }

    private void show() {
        getChildren().setAll(head());
        if (model.checkpoints().all().isEmpty()) {
            getChildren().add(Ui.pad(Ui.column(4, Ui.text(texts.get("checkpoint.none"), "med", "c12"),
                    Ui.wrap(texts.get("checkpoint.none.about"), "c12", "muted")), 8, 12, 8, 12));
        }
        ToggleGroup group = new ToggleGroup();
        for (CheckpointInfo checkpoint : model.checkpoints().all()) {
            getChildren().add(row(checkpoint, group));
        }
        choose();
        Ui.keepOneSelected(group);
    }

    private HBox head() {
        HBox head = Ui.row(0, Ui.size(Ui.text(texts.get("column.update"), "c11", "muted"), UPDATE, 24), Ui.space(),
                figure(texts.get("column.kl"), "c11", "muted"), figure(texts.get("column.bits"), "c11", "muted"));
        return Ui.pad(head, 0, 12, 0, 12);
    }

    private ToggleButton row(CheckpointInfo checkpoint, ToggleGroup group) {
        Label note = Ui.id(Ui.wrap(note(checkpoint), "c12", "muted"), "checkpoint-note-" + checkpoint.update());
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMaxWidth(Double.MAX_VALUE);
        HBox words = Ui.row(0, Ui.size(Ui.text(Format.count(checkpoint.update()), "mono-med", "c12"), UPDATE, 24), note,
                figure(Format.kl(checkpoint.klBits()), "mono", "c12"), figure(Format.kl(checkpoint.bitsPerByte()), "mono", "c12"));
        ToggleButton row = Ui.id(Ui.style(new ToggleButton(), "checkpoint-row"), "checkpoint-" + checkpoint.update());
        row.setGraphic(words);
        words.prefWidthProperty().bind(row.widthProperty().subtract(24));
        row.setAccessibleText(texts.get("checkpoint.spoken", checkpoint.update(), note(checkpoint), Format.kl(checkpoint.klBits()),
                Format.kl(checkpoint.bitsPerByte())));
        row.setToggleGroup(group);
        row.setUserData(checkpoint);
        row.setOnAction(event -> model.checkpoints().chosenProperty().set(checkpoint));
        return row;
    }

    private static Label figure(String text, String... styles) {
        Label figure = Ui.size(Ui.text(text, styles), FIGURE, 24);
        figure.setAlignment(Pos.CENTER_RIGHT);
        return figure;
    }

    private String note(CheckpointInfo checkpoint) {
        List<String> notes = new ArrayList<>();
        if (checkpoint.best()) {
            notes.add(texts.get("note.best"));
        }
        if (checkpoint.last()) {
            notes.add(texts.get("note.last"));
        }
        if (checkpoint.update() == 0) {
            notes.add(texts.get("note.start"));
        }
        return String.join(", ", notes);
    }

    /** What is known of a checkpoint, in rows. */
    List<Node> facts(CheckpointInfo checkpoint) {
        if (checkpoint == null) {
            return List.of(Ui.wrap(texts.get("chosen.none"), "c12", "muted"));
        }
        List<Node> facts = new ArrayList<>(List.of(Ui.fact(texts.get("chosen.update"), new Quantity(Format.count(checkpoint.update()), "")),
                Ui.fact(texts.get("chosen.bits"), new Quantity(Format.kl(checkpoint.bitsPerByte()), texts.get("unit.bits"))),
                Ui.fact(texts.get("chosen.kl"), new Quantity(Format.kl(checkpoint.klBits()), texts.get("unit.kl"))),
                Ui.fact(texts.get("chosen.size"), Format.size(checkpoint.sizeBytes())),
                Ui.pad(Ui.wrap(texts.get("chosen.about"), "c11", "muted"), 8, 0, 12, 0)));
        model.config().ifPresent(config -> facts.addAll(origin(config)));
        return facts;
    }

    /** Where the student comes from. */
    private List<Node> origin(RunConfig config) {
        List<Node> facts = new ArrayList<>(List.of(Ui.rule(), Ui.pad(Ui.text(texts.get("chosen.origin"), "c11", "muted"), 8, 0, 0, 0),
                word("chosen.student", lastName(config.student()))));
        if (Objectives.usesTeacher(config)) {
            config.teachers().forEach(teacher -> facts.add(word("chosen.teacher", lastName(teacher))));
        }
        facts.add(word("chosen.objective", config.objective()));
        facts.add(word("chosen.updates", Format.count(config.training().updates())));
        facts.add(word("chosen.seed", Long.toString(config.seed())));
        return facts;
    }

    private HBox word(String key, String value) {
        HBox word = Ui.row(8, Ui.text(texts.get(key), "c12", "muted"), Ui.space(), Ui.value(value, "c12", "mono"));
        word.setMinHeight(24);
        return word;
    }

    private static String lastName(String path) {
        return path.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "");
    }
}
