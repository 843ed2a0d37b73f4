package org.bytestill.ui.dashboard;

import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Why a run failed, on red ground, and the ways on; takes no room while it did not. */
final class FailureNote extends VBox {
    private final Label reason = Ui.wrap("", "c12");
    private final Hyperlink halfRate;
    private final Hyperlink batch;
    private final Hyperlink halfBatch;
    private final Hyperlink recompute;

    /** @param acts does one of the ways on: half the rate, other values, a look at the texts */
    FailureNote(Consumer<AlertAction> acts) {
        Texts texts = Texts.of("dashboard");
        halfRate = Ui.id(Ui.link(texts.get(AlertAction.HALF_RATE.key()), () -> acts.accept(AlertAction.HALF_RATE), "c12"),
                "failed-half-rate");
        Hyperlink change = Ui.id(Ui.link(texts.get(AlertAction.CHANGE.key()), () -> acts.accept(AlertAction.CHANGE), "c12"),
                "failed-change");
        batch = Ui.id(Ui.link(texts.get("failed.batch"), () -> acts.accept(AlertAction.TEXTS), "c12"), "failed-batch");
        halfBatch = Ui.id(Ui.link(texts.get(AlertAction.HALF_BATCH.key()), () -> acts.accept(AlertAction.HALF_BATCH), "c12"),
                "failed-half-batch");
        recompute = Ui.id(Ui.link(texts.get(AlertAction.RECOMPUTE.key()), () -> acts.accept(AlertAction.RECOMPUTE), "c12"),
                "failed-recompute");
        HBox ways = Ui.row(12, halfRate, halfBatch, recompute, change, batch);
        getChildren().add(Ui.note("danger", Ui.column(4, Ui.wrap(texts.get("failed.title"), "c12", "med"), reason, ways)));
        Ui.show(this, false);
    }

    /**
     * @param sentence why it failed; empty if it did not
     * @param diverged whether a loss or a gradient was not finite, which a smaller rate may mend
     * @param roomier  ways to go on with less memory; none if there was enough
     */
    void show(String sentence, boolean diverged, Set<AlertAction> roomier) {
        Ui.show(this, !sentence.isEmpty());
        Ui.show(halfRate, diverged);
        Ui.show(batch, diverged);
        Ui.show(halfBatch, roomier.contains(AlertAction.HALF_BATCH));
        Ui.show(recompute, roomier.contains(AlertAction.RECOMPUTE));
        reason.setText(sentence);
    }
}
