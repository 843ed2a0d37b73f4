package org.bytestill.ui.export;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofBounds;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.ExportJobs.Phase;
import org.bytestill.ui.export.ExportJobs.Status;
import org.bytestill.util.Texts;

/** The proof of what is chosen: the verdict in words, the steps, the numbers with their limits; before the export what will be proved. */
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
                getChildren().setAll(progress(now));
                showProgress(now);
            }
            case DONE -> getChildren().setAll(verdict(now), steps(now.report()), numbers(now));
            case FAILED -> getChildren().setAll(failure(now));
        }
        if (now.phase() != Phase.RUNNING) {
            model.ended().stream().filter(status -> status != now).forEach(status -> getChildren().add(brief(status)));
        }
    }

    /** One of several that were exported at once. */
    private Node brief(Status status) {
        if (status.phase() == Phase.FAILED) {
            return Ui.note("danger",
                    Ui.column(2, Ui.wrap(name(status.choice()), "med"), Ui.wrap(FailureText.of(Failure.of(status.failure())), "c12")));
        }
        HeadComparison tokens = status.report().proof().tokenHead();
        String figures = texts.get("brief", Format.size(status.report().sizeBytes()), Format.percent(tokens.top1Equal(), 1),
                Format.scientific(tokens.klBits()));
        Label verdict = Ui.wrap(texts.get(status.isProven() ? "verdict.proven" : "verdict.unproven"), "semi");
        return Ui.note(status.isProven() ? "ok" : "danger", Ui.column(2, verdict, Ui.wrap(name(status.choice()), "c12"),
                Ui.wrap(figures, "c12", "muted")));
    }

    private Node promise() {
        VBox list = Ui.column(0, Ui.pad(Ui.text(texts.get("proof.none"), "med"), 0, 0, 8, 0));
        for (String step : new String[] {"proof.will.write", "proof.will.copy", "proof.will.reload", "proof.will.rename"}) {
            list.getChildren().add(step(Ui.icon("mdi2c-circle-outline", "faint"), texts.get(step)));
        }
        Status newest = model.newest();
        if (newest.choice() != null) {
            String before = texts.get("proof.before", name(newest.choice()), texts.get(outcome(newest)));
            list.getChildren().add(Ui.pad(Ui.id(Ui.wrap(before, "c12", "muted"), "export-before"), 8, 0, 0, 0));
        }
        return list;
    }

    private static String outcome(Status status) {
        return status.phase() == Phase.FAILED ? "proof.before.failed" : status.isProven() ? "proof.before.proven" : "proof.before.unproven";
    }

    private String name(ExportChoice choice) {
        return texts.get("proof.name", choice.update(), choice.format().label(), choice.type().word());
    }

    private Node progress(Status status) {
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().setAll("progress-bar");
        HBox words = Ui.row(8, Ui.icon("mdi2p-progress-clock", "accent"), Ui.text(texts.get("running"), "med"), Ui.space(), counted,
                Ui.id(Ui.button(texts.get("cancel"), null, model::cancel, "small"), "export-cancel"));
        return Ui.column(8, words, Ui.wrap(running(status), "c12"), bar, Ui.wrap(texts.get("running.about"), "c12", "muted"));
    }

    private String running(Status status) {
        return status.of() == 1 ? name(status.choice()) : texts.get("running.several", status.number(), status.of(), name(status.choice()));
    }

    private void showProgress(Status status) {
        boolean known = status.total() > 0;
        bar.setProgress(known ? status.done() / (double) status.total() : 0);
        counted.setText(known && status.done() == status.total() ? texts.get("running.proving")
                : known ? texts.get("running.of", Format.percent(status.done() / (double) status.total(), 0))
                        : texts.get("running.loading"));
    }

    private Node verdict(Status status) {
        String verdict = status.isProven() ? "verdict.proven" : "verdict.unproven";
        Label words = Ui.id(Ui.text(texts.get(verdict), "semi", "c15"), "export-verdict");
        Label about = Ui.wrap(texts.get(verdict + ".about", name(status.choice())), "c12", "muted");
        return Ui.note(status.isProven() ? "ok" : "danger", Ui.column(2, words, about));
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
        VBox numbers = Ui.column(0, Ui.rule());
        for (HeadComparison head : status.report().proof().heads()) {
            String id = head == status.report().proof().tokenHead() ? "export" : "export-" + head.predicts();
            numbers.getChildren().addAll(Ui.pad(Ui.text(texts.get("numbers", head.predicts()), "c11", "muted"), 8, 0, 0, 0),
                    fact("numbers.logit", id + "-logit", new Quantity(Format.scientific(head.maxAbsLogitDifference()), "")),
                    fact("numbers.top1", id + "-top1", new Quantity(Format.percent(head.top1Equal(), 1), "%")),
                    fact("numbers.kl", id + "-kl", new Quantity(Format.scientific(head.klBits()), texts.get("numbers.bits"))),
                    Ui.pad(Ui.id(Ui.wrap(limit(status.choice(), head.bounds()), "c11", "muted"), id + "-limit"), 4, 0, 8, 0));
        }
        numbers.getChildren().add(fact("numbers.size", "export-size", Format.size(status.report().sizeBytes())));
        return numbers;
    }

    private String limit(ExportChoice choice, ProofBounds bounds) {
        if (choice.type().isQuantised()) {
            return texts.get("limit.none", choice.type().word());
        }
        List<String> limits = new ArrayList<>();
        if (Double.isFinite(bounds.logitDifference())) {
            limits.add(texts.get("limit.logit", Format.scientific(bounds.logitDifference())));
        }
        if (bounds.top1Equal() > 0) {
            limits.add(texts.get("limit.top1", Format.percent(bounds.top1Equal(), 0)));
        }
        if (Double.isFinite(bounds.klBits())) {
            limits.add(texts.get("limit.kl", Format.scientific(bounds.klBits())));
        }
        return texts.get("limit", choice.type().word(), String.join(texts.get("limit.and"), limits));
    }

    private HBox fact(String key, String id, Quantity quantity) {
        HBox fact = Ui.fact(texts.get(key), quantity);
        fact.getChildren().get(2).setId(id);
        return fact;
    }

    private Node failure(Status status) {
        Failure failure = Failure.of(status.failure());
        Label sentence = Ui.id(Ui.wrap(FailureText.of(failure), "c12"), "export-failure");
        VBox words = Ui.column(2, Ui.text(texts.get("failed"), "semi", "c15"), Ui.wrap(name(status.choice()), "c12", "muted"), sentence);
        if (failure.isUnexpected()) {
            words.getChildren().add(Ui.text(texts.get("failed.code", failure.code()), "c11", "muted"));
        }
        return Ui.column(8, Ui.note("danger", words), Ui.wrap(texts.get("failed.about"), "c12", "muted"),
                Ui.id(Ui.button(texts.get("failed.again"), null, model::export, "small"), "export-again"));
    }
}
