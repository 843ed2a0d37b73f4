package org.bytestill.ui.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditReport.Line;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The Audit tab: the answer in a sentence, and the table it comes from. */
public final class AuditView implements Screen {
    /** Fifteen columns of figures in the smallest window. */
    private static final String NARROW = "-fx-padding: 0 6 0 6";
    private static final double WIDEST_WORDS = 560;
    private static final Duration LOOK_EVERY = Duration.millis(200);

    private final Texts texts = Texts.of("audit");
    private final AuditViewModel model;
    private final FilePicker files;
    private final TableView<Line> table = Ui.id(Ui.style(new TableView<>(), "dense"), "audit-table");
    private final Label teacher = Ui.id(Ui.value("", "c12", "muted"), "audit-teacher");
    private final Label answer = Ui.id(Ui.wrap("", "c13"), "audit-answer");
    private final Label method = Ui.wrap("", "c11", "faint");
    private final Label counted = Ui.id(Ui.value("", "mono", "c12", "muted"), "audit-progress");
    private final Button measure = Ui.id(Ui.button(texts.get("measure"), "mdi2p-play", this::measure, "accent"), "audit-measure");
    private final Button cancel = Ui.id(Ui.button(texts.get("cancel"), null, this::cancel), "audit-cancel");
    private final Button csv = Ui.id(Ui.button(texts.get("csv"), "mdi2d-download", this::save), "audit-csv");
    private final VBox root;
    private final Poller poller;

    public AuditView(AuditViewModel model, FilePicker files) {
        this.model = model;
        this.files = files;
        addColumns();
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setAccessibleText(texts.get("table"));
        HBox top = Ui.row(16, Ui.text(texts.get("title"), "semi", "c20"), Ui.grow(teacher), counted, cancel, csv, measure);
        teacher.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(teacher, Priority.ALWAYS);
        VBox panel = Ui.style(new VBox(Ui.grow(table)), "panel");
        root = Ui.pad(Ui.column(12, top, answer, Ui.grow(panel), method), 16, 16, 16, 16);
        model.reportProperty().addListener((observable, before, now) -> update());
        model.runningProperty().addListener((observable, before, now) -> update());
        poller = new Poller(root, LOOK_EVERY, this::count);
    }

    private void addColumns() {
        TableColumn<Line, String> way = new TableColumn<>(texts.get("column.way"));
        way.setPrefWidth(190);
        way.setMinWidth(186);
        way.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? null : item);
                setStyle(NARROW + "; -fx-alignment: center-left");
            }
        });
        way.setCellValueFactory(row -> new SimpleObjectProperty<>(
                row.getValue() == reference() ? texts.get("reference", row.getValue().name().replace("beam ", ""))
                        : row.getValue().name()));
        table.getColumns().add(way);
        column("coverage", 66, Line::coverage, AuditReport::plain);
        column("mean", 68, line -> line.loss().meanJsdBits().value(), AuditReport::bits);
        column("low", 66, line -> line.loss().meanJsdBits().low(), AuditReport::bits);
        column("high", 66, line -> line.loss().meanJsdBits().high(), AuditReport::bits);
        column("p99", 66, line -> line.loss().p99JsdBits().value(), AuditReport::bits);
        column("largest", 66, line -> line.loss().largestJsdBits(), AuditReport::bits);
        column("kl", 66, line -> line.loss().meanKlBits(), AuditReport::bits);
        column("zero", 54, line -> line.loss().zeroProbability(), AuditView::whole);
        column("dropped", 66, line -> line.loss().droppedMass(), AuditReport::bits);
        column("residual", 66, line -> line.loss().residualMass(), AuditReport::bits);
        column("healed", 58, line -> line.loss().healed(), AuditView::whole);
        column("rows", 54, Line::rowsPerByte, value -> Format.fixed(value, 2));
        column("speed", 60, Line::bytesPerSecond, value -> Format.fixed(value, value < 100 ? 1 : 0));
        column("cache", 54, Line::cacheBytesPerByte, value -> Double.isNaN(value) ? Format.NOTHING : Format.fixed(value, 0));
    }

    private static String whole(double value) {
        return Format.count((long) value);
    }

    private Line reference() {
        AuditReport report = model.reportProperty().get();
        return report == null ? null : report.reference();
    }

    private void column(String key, double width, ToDoubleFunction<Line> value, Function<Double, String> text) {
        TableColumn<Line, Double> column = new TableColumn<>();
        Label head = Ui.text(texts.get("column." + key), "c12");
        Ui.explain(head, texts.get("column." + key + ".help"));
        column.setGraphic(head);
        column.setPrefWidth(width);
        column.setMinWidth(width - 14);
        column.getStyleClass().add("right");
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(value.applyAsDouble(row.getValue())));
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(Double item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? null : text.apply(item));
                setStyle(NARROW);
            }
        });
        table.getColumns().add(column);
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Run run) {
        model.show(run);
        teacher.setText(teacherInWords());
        update();
        poller.start();
    }

    private String teacherInWords() {
        String folders = String.join(" + ", model.teachers());
        return model.teachers().size() > 1 ? texts.get("mixture." + model.mixture().word(), folders) : folders;
    }

    @Override
    public void hide() {
        poller.stop();
    }

    private void update() {
        AuditReport report = model.reportProperty().get();
        boolean running = model.runningProperty().get();
        Ui.show(cancel, running);
        Ui.show(counted, running);
        Ui.show(csv, report != null);
        Ui.show(measure, !running && model.hasTeacher());
        measure.setText(texts.get(report == null ? "measure" : "again"));
        String empty = !model.hasTeacher() ? "empty.noTeacher" : running ? "empty.running" : "empty";
        Label words = Ui.wrap(texts.get(empty, Format.count(AuditRequest.MAX_BYTES)), "c12", "muted");
        words.setMaxWidth(WIDEST_WORDS);
        table.setPlaceholder(words);
        Ui.show(answer, report != null);
        Ui.show(method, report != null);
        if (report == null) {
            table.getItems().clear();
            return;
        }
        answer.setText(report.answer(texts));
        method.setText(texts.get("method", Format.count(report.bytes()), report.documents(), Format.count(report.bootstrap().resamples()),
                report.bootstrap().blockBytes(), report.bootstrap().seed()));
        List<Line> lines = new ArrayList<>(report.lines());
        lines.add(0, report.reference());
        table.getItems().setAll(lines);
        table.sort();
    }

    private void count() {
        if (model.runningProperty().get()) {
            counted.setText(texts.get("progress", Format.fixed(100 * model.progress(), 0)));
        }
    }

    private void measure() {
        model.measure();
    }

    private void cancel() {
        model.cancel();
    }

    private void save() {
        files.save(texts.get("csv"), "audit.csv").ifPresent(model::save);
    }
}
