package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersReport.Side;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The report on both tokenizers: a table of figures side by side, and what follows of them in sentences. */
final class TokenizersPane extends VBox {
    private static final double NAME_WIDTH = 288;
    /** Beside the figures in a window of 1,024 pixels. */
    private static final double LEAST_NAME_WIDTH = 152;
    private static final double FIGURE_WIDTH = 104;

    private final WizardContext context;
    private final TokenizersModel model;
    private final Texts texts;

    TokenizersPane(WizardContext context) {
        super(6);
        this.context = context;
        model = context.model().tokenizers();
        texts = context.texts();
        setId("tokenizers");
        Ui.whenAny(this::show, model.stateProperty(), model.lineProperty(), model.reportProperty());
        show();
    }

    private void show() {
        List<Node> shown = switch (model.stateProperty().get()) {
            case MISSING -> List.of(Ui.row(8, Ui.wrap(texts.get("tokenizers.missing"), "c12", "muted"),
                    Ui.id(Ui.link(texts.get("tokenizers.text"), () -> context.goTo().accept("text.train"), "c12"), "tokenizers-text")));
            case WAITING, CANCELLED -> List.of(Ui.row(8, button("tokenizers.start", model::start),
                    Ui.wrap(texts.get("tokenizers.about"), "c12", "muted")));
            case RUNNING -> List.of(Ui.row(8, button("tokenizers.cancel", model::cancel),
                    Ui.id(Ui.wrap(model.lineProperty().get(), "c12", "muted"), "tokenizers-line")));
            case FAILED -> List.of(Ui.row(8, button("tokenizers.again", model::start),
                    Ui.id(Ui.wrap(model.lineProperty().get(), "c12", "danger"), "tokenizers-line")));
            case DONE -> report(model.reportProperty().get());
        };
        getChildren().setAll(shown);
    }

    private Node button(String key, Runnable action) {
        return Ui.id(Ui.button(texts.get(key), "mdi2s-scale-balance", action, "small"), key.replace('.', '-'));
    }

    private List<Node> report(TokenizersReport report) {
        if (report == null) {
            return List.of();
        }
        GridPane table = Ui.id(new GridPane(), "tokenizers-table");
        table.setHgap(8);
        table.setVgap(2);
        add(table, Ui.text(""), Ui.text(texts.get("tokenizers.teacher"), "c12", "med"),
                Ui.text(texts.get("tokenizers.student"), "c12", "med"));
        row(table, "perToken", report, side -> Format.fixed(report.bytesPerToken(side), 2));
        row(table, "ends", report, side -> share(report.sharedEndsOf(side)));
        row(table, "same", report, side -> share(report.oneToOneOf(side)));
        row(table, "parts", report, side -> share(side.tokens() == 0 ? Double.NaN : (double) side.parts() / side.tokens()));
        row(table, "strings", report, side -> share(report.sharedStringsOf(side)));
        row(table, "used", report, side -> texts.get("tokenizers.of", Format.count(side.used()), Format.count(side.ids())));
        List<Node> shown = new ArrayList<>();
        shown.add(Ui.wrap(texts.get(report.isWhole() ? "tokenizers.whole" : "tokenizers.first", Format.size(report.bytes()),
                share(report.oneToOneOfBytes()), share(report.sharedEndsOfBytes())), "c12"));
        shown.add(table);
        report.notes().forEach(note -> shown.add(Ui.wrap(note, "c12", "muted")));
        return shown;
    }

    private void row(GridPane table, String key, TokenizersReport report, Function<Side, String> figure) {
        Label name = Ui.text(texts.get("tokenizers." + key), "c12", "muted");
        Ui.explain(name, texts.get("tokenizers." + key + ".what"));
        add(table, name, Ui.text(figure.apply(report.teacher()), "mono", "c12"), Ui.text(figure.apply(report.student()), "mono", "c12"));
    }

    private static void add(GridPane table, Label name, Label teacher, Label student) {
        name.setWrapText(true);
        name.setMinWidth(LEAST_NAME_WIDTH);
        name.setPrefWidth(NAME_WIDTH);
        int row = table.getRowCount();
        table.addRow(row, name, teacher, student);
        for (Label figure : List.of(teacher, student)) {
            figure.setMinWidth(FIGURE_WIDTH);
            GridPane.setHalignment(figure, HPos.RIGHT);
            figure.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        }
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "\u2013" : Format.fixed(100 * share, 1) + " %";
    }
}
