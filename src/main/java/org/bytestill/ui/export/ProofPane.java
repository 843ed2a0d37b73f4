package org.bytestill.ui.export;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.export.HeadComparison;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.ExportViewModel.Phase;
import org.bytestill.ui.export.ExportViewModel.Status;

/** The verdict in words, the steps, the numbers with their limits; before that what will be proved. */
final class ProofPane extends VBox {
    private final ExportViewModel model;
    private final Texts texts;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label counted = Ui.text("", "c12", "muted");

    ProofPane(ExportViewModel model, Texts texts) {
        super(12);
        this.model = model;
        this.texts = texts;
        setId("export-proof");
        Ui.pad(this, 0, 12, 12, 12);
        model.statusProperty().addListener((observable, before, now) -> show(before, now));
        show(null, model.statusProperty().get());
    }

    private void show(Status before, Status now) {
        if (before != null && before.phase() == Phase.RUNNING && now.phase() == Phase.RUNNING) {
            showProgress(now);
            return;
        }
        switch (now.phase()) {
            case IDLE -> getChildren().setAll(promise());
            case RUNNING -> {
                getChildren().setAll(progress());
                showProgress(now);
            }
            case DONE -> getChildren().setAll(verdict(now), steps(now.report()), numbers(now));
            case FAILED -> getChildren().setAll(failure(now));
        }
    }

    private Node promise() {
        VBox list = Ui.column(0, Ui.pad(Ui.text(texts.get("proof.none"), "med"), 0, 0, 8, 0));
        for (String step : new String[] {"proof.will.write", "proof.will.copy", "proof.will.reload", "proof.will.rename"}) {
            list.getChildren().add(step(Ui.icon("mdi2c-circle-outline", "faint"), texts.get(step)));
        }
        return list;
    }

    private Node progress() {
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().setAll("progress-bar");
        HBox words = Ui.row(8, Ui.icon("mdi2p-progress-clock", "accent"), Ui.text(texts.get("running"), "med"), Ui.space(), counted,
                Ui.id(Ui.button(texts.get("cancel"), null, model::cancel, "small"), "export-cancel"));
        return Ui.column(8, words, bar, Ui.wrap(texts.get("running.about"), "c12", "muted"));
    }

    private void showProgress(Status status) {
        boolean known = status.total() > 0;
        bar.setProgress(known ? status.done() / (double) status.total() : 0);
        counted.setText(known ? texts.get("running.of", Format.percent(status.done() / (double) status.total(), 0))
                : texts.get("running.loading"));
    }

    private Node verdict(Status status) {
        ExportReport report = status.report();
        boolean proven = report.proof().proven();
        Label words = Ui.id(Ui.text(texts.get(proven ? "verdict.proven" : "verdict.unproven"), "semi", "c15"), "export-verdict");
        Label about = Ui.wrap(texts.get(proven ? "verdict.proven.about" : "verdict.unproven.about", report.update(),
                status.request().precision().word()), "c12", "muted");
        return Ui.note(proven ? "ok" : "danger", Ui.column(2, words, about));
    }

    private VBox steps(ExportReport report) {
        VBox steps = Ui.id(Ui.column(0), "export-steps");
        for (int index = 0; index < report.steps().size(); index++) {
            boolean last = index == report.steps().size() - 1;
            boolean failed = last && !report.proof().proven();
            steps.getChildren().add(step(failed ? Ui.icon("mdi2a-alert-octagon-outline", "danger") : Ui.icon("mdi2c-check", "accent"),
                    report.steps().get(index)));
        }
        return steps;
    }

    private static HBox step(Node icon, String sentence) {
        Label words = Ui.wrap(sentence, "c12");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox step = Ui.row(8, icon, words);
        step.setAlignment(Pos.TOP_LEFT);
        return Ui.pad(step, 4, 0, 4, 0);
    }

    private Node numbers(Status status) {
        ExportReport report = status.report();
        HeadComparison tokens = report.proof().tokenHead();
        boolean full = status.request().precision() == Precision.FLOAT32;
        return Ui.column(0, Ui.rule(), Ui.pad(Ui.text(texts.get("numbers"), "c11", "muted"), 8, 0, 0, 0),
                fact("numbers.logit", "export-logit", new Quantity(Format.scientific(tokens.maxAbsLogitDifference()), "")),
                fact("numbers.top1", "export-top1", new Quantity(Format.percent(tokens.top1Equal(), 1), "%")),
                fact("numbers.kl", "export-kl", new Quantity(Format.scientific(tokens.klBits()), texts.get("numbers.bits"))),
                fact("numbers.size", "export-size", Format.size(report.sizeBytes())),
                Ui.pad(Ui.wrap(texts.get(full ? "limit.float32" : "limit.bfloat16"), "c11", "muted"), 8, 0, 0, 0));
    }

    private HBox fact(String key, String id, Quantity quantity) {
        HBox fact = Ui.fact(texts.get(key), quantity);
        fact.getChildren().get(2).setId(id);
        return fact;
    }

    private Node failure(Status status) {
        Failure failure = Failure.of(status.failure());
        Label sentence = Ui.id(Ui.wrap(FailureText.of(failure), "c12"), "export-failure");
        VBox words = Ui.column(2, Ui.text(texts.get("failed"), "semi", "c15"), sentence);
        if (failure.isUnexpected()) {
            words.getChildren().add(Ui.text(texts.get("failed.code", failure.code()), "c11", "muted"));
        }
        return Ui.column(8, Ui.note("danger", words), Ui.wrap(texts.get("failed.about"), "c12", "muted"),
                Ui.id(Ui.button(texts.get("failed.again"), null, model::export, "small"), "export-again"));
    }
}
