package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The button of the dry run, what it is at, and its findings as ticked lines. */
final class DryRunPane extends VBox {
    private final DryRunModel model;
    private final Texts texts;
    private final Texts words = Texts.of("dryrun");
    private final Button button;
    private final Label line = Ui.id(Ui.wrap("", "c11", "muted"), "dry-run-line");
    private final VBox findings = Ui.id(Ui.column(4), "dry-run-findings");

    DryRunPane(WizardContext context) {
        super(6);
        model = context.model().dryRun();
        texts = context.texts();
        button = Ui.id(Ui.button("", "mdi2f-flask-outline", () -> {
            if (model.runningProperty().get()) {
                model.cancel();
            } else {
                context.model().startDryRun();
            }
        }), "dry-run");
        button.setMaxWidth(Double.MAX_VALUE);
        getStyleClass().add("wizard-dry-run");
        getChildren().addAll(button, line);
        Ui.whenAny(this::show, model.runningProperty(), model.lineProperty());
        model.findings().addListener((Observable change) -> show());
        show();
    }

    /** The findings, which stand elsewhere: they may be many. */
    Node findings() {
        return findings;
    }

    private void show() {
        boolean running = model.runningProperty().get();
        button.setText(texts.get(running ? "dryrun.cancel" : "dryrun"));
        String said = model.lineProperty().get();
        line.setText(said.isEmpty() ? texts.get("dryrun.about") : said);
        List<Node> lines = new ArrayList<>();
        model.findings().forEach(finding -> lines.add(line(finding)));
        findings.getChildren().setAll(lines);
        Ui.show(findings, !lines.isEmpty());
    }

    private Node line(DryRunFinding finding) {
        Node icon = switch (finding.outcome()) {
            case FINE -> Ui.icon("mdi2c-check", "accent");
            case WARNING -> Ui.icon("mdi2a-alert-outline", "warn");
            case FAILED -> Ui.icon("mdi2a-alert-octagon-outline", "danger");
        };
        Label text = Ui.wrap(words.get("stage." + finding.stage().word()) + ": " + finding.text(), "c11",
                finding.outcome() == DryRunFinding.Outcome.FAILED ? "danger" : "fg");
        VBox sentences = new VBox(text);
        if (!finding.cure().isEmpty()) {
            sentences.getChildren().add(Ui.wrap(finding.cure(), "c11", "muted"));
        }
        HBox row = Ui.row(6, icon, Ui.grow(sentences));
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        return row;
    }
}
