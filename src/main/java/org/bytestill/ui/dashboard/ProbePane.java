package org.bytestill.ui.dashboard;

import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The probe texts through the run as a film strip, or all of it as a table. */
final class ProbePane extends VBox {
    private static final double PANEL_HEAD = 32;
    private static final double FOOT = 8;
    private static final int USUAL_ROWS = 5;

    private final Texts texts = Texts.of("dashboard");
    private final FilmStripPicture strip;
    private final Label waiting = Ui.wrap("", "c12", "muted");
    private final TableView<Row> table = new TableView<>();
    private final StackPane body = new StackPane();
    private final Button switchButton;
    private ProbeLog shown;
    private boolean asTable;

    private record Row(String text, int update, String written, double kl) {}

    ProbePane(Theme theme, FilmStripPicture.Opened opened) {
        setId("probes");
        strip = new FilmStripPicture(theme, opened);
        switchButton = Ui.id(Ui.iconButton("mdi2t-table", texts.get("probe.table"), this::switchOver, "small"), "probes-table");
        HBox head = Ui.style(Ui.row(8, Ui.value(texts.get("probe.title"), "semi", "c12"), Ui.space(),
                Ui.value(texts.get("probe.note"), "c11", "faint"), switchButton), "head");
        Ui.pad(waiting, 12, 12, 12, 12);
        StackPane.setAlignment(waiting, Pos.TOP_LEFT);
        body.getChildren().addAll(strip, waiting);
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(body));
        table.getStyleClass().add("dense");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("checkpoints.update", row -> Format.count(row.update())));
        table.getColumns().add(column("checkpoints.kl", row -> Format.kl(row.kl())));
        table.getColumns().add(column("probe.text", Row::text));
        table.getColumns().add(column("probe.written", Row::written));
    }

    private TableColumn<Row, String> column(String key, Function<Row, String> text) {
        TableColumn<Row, String> column = new TableColumn<>(texts.get(key));
        column.setSortable(false);
        column.setCellValueFactory(row -> new SimpleStringProperty(text.apply(row.getValue())));
        return column;
    }

    /** Height at which all texts are seen. */
    double wholeHeight() {
        int rows = shown == null || shown.texts().isEmpty() ? USUAL_ROWS : Math.min(USUAL_ROWS, shown.texts().size());
        return PANEL_HEAD + FilmStripPicture.HEAD + rows * FilmStripPicture.ROW + FOOT;
    }

    /** @param emptyText said before the first evaluation */
    void show(ProbeLog log, String emptyText) {
        waiting.setText(emptyText);
        if (log.equals(shown)) {
            return;
        }
        shown = log;
        strip.show(log);
        Ui.show(waiting, log.records().isEmpty());
        if (asTable) {
            fillTable();
        }
    }

    private void fillTable() {
        table.getItems().clear();
        for (ProbeRecord record : shown.records()) {
            for (int i = 0; i < shown.texts().size(); i++) {
                ProbeRecord.Probe probe = record.probes().get(i);
                table.getItems().add(new Row(FilmStripPicture.words(shown.texts().get(i).text()), record.update(),
                        FilmStripPicture.words(probe.written()), probe.meanKlBits()));
            }
        }
    }

    private void switchOver() {
        asTable = !asTable;
        if (asTable) {
            fillTable();
            body.getChildren().setAll(table);
        } else {
            body.getChildren().setAll(strip, waiting);
        }
        String what = texts.get(asTable ? "probe.picture" : "probe.table");
        switchButton.setGraphic(Ui.icon(asTable ? "mdi2f-filmstrip" : "mdi2t-table", "fg"));
        switchButton.setAccessibleText(what);
        switchButton.setAccessibleHelp(what);
    }
}
