package org.bytestill.ui.runs;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Runs that will not go on by themselves, each with its cure as a link. */
final class AttentionPane extends VBox {
    private final Texts texts = Texts.of("runs");
    private final RunsViewModel model;
    private final RunsActions actions;
    private final VBox notes = Ui.column(8);

    AttentionPane(RunsViewModel model, RunsActions actions) {
        this.model = model;
        this.actions = actions;
        ScrollPane scroll = new ScrollPane(Ui.pad(notes, 0, 12, 12, 12));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("attention.title"), "semi", "c12")), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(scroll));
        setId("attention");
        model.attentionProperty().addListener(change -> update());
        update();
    }

    private void update() {
        notes.getChildren().setAll(model.attentionProperty().get().stream().map(this::note).toList());
        if (notes.getChildren().isEmpty()) {
            notes.getChildren().add(Ui.wrap(texts.get("attention.none"), "c12", "muted"));
        }
    }

    private Node note(Attention attention) {
        String name = attention.run().name();
        String update = Format.count(attention.run().update());
        String head;
        String text;
        if (!attention.run().broken().isEmpty()) {
            head = texts.get("attention.broken", name);
            text = attention.reason();
        } else if (attention.isWarning()) {
            head = texts.get("attention.interrupted", name);
            text = texts.get("attention.interrupted.text", update);
        } else {
            head = texts.get("attention.failed", name);
            text = attention.reason().isEmpty() ? texts.get("attention.failed.text", update) : attention.reason();
        }
        HBox cures = Ui.row(16);
        if (attention.canResume()) {
            cures.getChildren().add(Ui.link(texts.get("resume"), () -> model.resume(attention.run().folder(), actions::show), "c12"));
        }
        cures.getChildren().add(Ui.link(texts.get("showFolder"), () -> actions.showFolder(attention.run().folder()), "c12"));
        VBox body = Ui.column(4, Ui.wrap(head, "c12", "med"), Ui.wrap(text, "c12", "muted"), cures);
        return Ui.note(attention.isWarning() ? "warn" : "danger", body);
    }
}
