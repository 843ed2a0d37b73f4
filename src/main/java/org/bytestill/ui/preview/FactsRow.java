package org.bytestill.ui.preview;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The counts over a text: a figure over its word each. */
final class FactsRow extends FlowPane {
    private final Texts texts;

    FactsRow(Texts texts) {
        super(24, 4);
        this.texts = texts;
        setId("preview-facts");
        show(null);
    }

    /** Dashes while {@code report} is null. */
    void show(PreviewReport report) {
        getChildren().clear();
        boolean none = report == null;
        add("documents", none ? Format.NOTHING : Format.count(report.documents()));
        add("bytes", none ? Format.NOTHING : Format.size(report.student().bytes()).toString());
        add("supervised", none ? Format.NOTHING : Format.percent(report.student().supervisedShare(), 1) + " %");
        add("cut", none ? Format.NOTHING : Format.count(report.cut()));
        add("duplicates", none ? Format.NOTHING : Format.count(report.duplicates()));
        add("skipped", none ? Format.NOTHING : Format.count(report.skipped()));
        add("unsupervised", none ? Format.NOTHING : Format.count(report.unsupervised()));
    }

    private void add(String key, String figure) {
        Label word = Ui.text(texts.get("fact." + key), "c11", "muted");
        Ui.explain(word, texts.get("fact." + key + ".help"));
        VBox fact = new VBox(Ui.id(Ui.text(figure, "mono-med", "c15"), "preview-figure-" + key), word);
        fact.setAccessibleText(texts.get("fact." + key) + " " + figure);
        getChildren().add(fact);
    }
}
