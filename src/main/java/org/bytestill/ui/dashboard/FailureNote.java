package org.bytestill.ui.dashboard;

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

    /** @param acts does one of the ways on: half the rate, other values, a look at the texts */
    FailureNote(Consumer<AlertAction> acts) {
        Texts texts = Texts.of("dashboard");
        halfRate = Ui.id(Ui.link(texts.get(AlertAction.HALF_RATE.key()), () -> acts.accept(AlertAction.HALF_RATE), "c12"),
                "failed-half-rate");
        Hyperlink change = Ui.id(Ui.link(texts.get(AlertAction.CHANGE.key()), () -> acts.accept(AlertAction.CHANGE), "c12"),
                "failed-change");
        batch = Ui.id(Ui.link(texts.get("failed.batch"), () -> acts.accept(AlertAction.TEXTS), "c12"), "failed-batch");
        HBox ways = Ui.row(12, halfRate, change, batch);
        getChildren().add(Ui.note("danger", Ui.column(4, Ui.wrap(texts.get("failed.title"), "c12", "med"), reason, ways)));
        Ui.show(this, false);
    }

    /**
     * @param sentence why it failed; empty if it did not
     * @param diverged whether a loss or a gradient was not finite, which a smaller rate may mend
     */
    void show(String sentence, boolean diverged) {
        Ui.show(this, !sentence.isEmpty());
        Ui.show(halfRate, diverged);
        Ui.show(batch, diverged);
        reason.setText(sentence);
    }
}
