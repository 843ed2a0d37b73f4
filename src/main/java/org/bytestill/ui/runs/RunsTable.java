package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.StateLabel;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The table of runs, two lines a row. Columns that the width has no room for give way, the run's name never. */
final class RunsTable extends TableView<RunSummary> {
    static final double ROW_HEIGHT = 44;
    static final double HEAD_HEIGHT = 32;
    private static final double SCROLL_BAR = 16;

    private final Texts texts = Texts.of("runs");
    private final QueueModel queue;
    private final Consumer<String> tagged;
    private final TableColumn<RunSummary, RunSummary> run = column("column.run", 240, false, this::run);
    private final TableColumn<RunSummary, RunSummary> text = column("column.text", 96, true, this::text);
    private final TableColumn<RunSummary, RunSummary> speed = column("column.speed", 112, true, this::speed);
    private final TableColumn<RunSummary, RunSummary> changed = column("column.changed", 128, true, this::changed);
    private final TableColumn<RunSummary, RunSummary> note = column("column.note", 264, false, this::note);

    /** @param tagged is told the tag whose runs shall be shown */
    RunsTable(QueueModel queue, Consumer<String> tagged) {
        this.queue = queue;
        this.tagged = tagged;
        setId("runs");
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        setFixedCellSize(ROW_HEIGHT);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getColumns()
                .addAll(List.of(column("column.state", 132, false, this::state), run, column("column.progress", 176, false, this::progress),
                        column("column.kl", 128, true, summary -> best(summary, summary.bestKlBits())),
                        column("column.bits", 128, true, summary -> best(summary, summary.bestBitsPerByte())), text, speed, changed, note));
        widthProperty().addListener((observable, before, now) -> share(now.doubleValue()));
    }

    /** The runs that are selected, from top to bottom. */
    List<RunSummary> selected() {
        return getSelectionModel().getSelectedIndices().stream().distinct().sorted().filter(row -> row >= 0 && row < getItems().size())
                .map(row -> getItems().get(row)).toList();
    }

    /** Selects the runs of these folders that are still there. */
    void select(List<Path> folders) {
        getSelectionModel().clearSelection();
        for (int row = 0; row < getItems().size(); row++) {
            if (folders.contains(getItems().get(row).folder())) {
                getSelectionModel().select(row);
            }
        }
    }

    /** Drops columns, last needed first, until a name has room; what is left over widens the name. */
    private void share(double width) {
        note.setVisible(width >= 1400);
        speed.setVisible(width >= 1100);
        text.setVisible(width >= 1200);
        changed.setVisible(width >= 960);
        double others = getColumns().stream().filter(column -> column != run && column.isVisible()).mapToDouble(TableColumn::getWidth)
                .sum();
        run.setPrefWidth(Math.max(200, width - others - SCROLL_BAR));
    }

    private Node state(RunSummary summary) {
        return summary.broken().isEmpty() ? new StateLabel(summary.state(), false)
                : Ui.row(8, Ui.icon("mdi2a-alert-octagon-outline", "danger"), Ui.text(texts.get("note.broken"), "c12", "med"));
    }

    private Node run(RunSummary summary) {
        String pair = summary.teacher() == null || summary.teacher().isEmpty() ? texts.get("pair.alone", name(summary.student()))
                : texts.get("pair", name(summary.teacher()), name(summary.student()));
        String folder = summary.folder().getFileName().toString();
        // Two runs may have one name.
        String where = folder.equals(summary.name()) ? pair : texts.get("pair.folder", folder, pair);
        HBox name = Ui.row(6, Ui.value(summary.name(), "med"));
        summary.tags().forEach(tag -> name.getChildren().add(chip(tag)));
        return twoLines(name, Ui.value(summary.broken().isEmpty() ? where : summary.broken(), "c11", "muted"));
    }

    /** A tag; a click shows the runs that have it. */
    private Node chip(String tag) {
        Label chip = Ui.style(Ui.text(tag, "c11"), "badge", "tag");
        Ui.explain(chip, texts.get("tags.only", tag));
        chip.setOnMouseClicked(event -> {
            tagged.accept(tag);
            event.consume();
        });
        return chip;
    }

    /** The last part of a path: what the model is called. */
    private static String name(String model) {
        if (model == null || model.isEmpty()) {
            return Format.NOTHING;
        }
        int slash = Math.max(model.lastIndexOf('/'), model.lastIndexOf('\\'));
        return model.substring(slash + 1);
    }

    private Node progress(RunSummary summary) {
        if (!summary.broken().isEmpty()) {
            return nothing();
        }
        double share = summary.updates() == 0 ? 0 : (double) summary.update() / summary.updates();
        ProgressBar bar = Ui.size(new ProgressBar(share), 152, 4);
        if (!summary.state().isActive()) {
            bar.getStyleClass().add("idle");
        }
        return twoLines(Ui.text(texts.get("progress", Format.count(summary.update()), Format.count(summary.updates())), "mono", "c12"),
                bar);
    }

    private Node best(RunSummary summary, double value) {
        if (!Double.isFinite(value)) {
            return nothing();
        }
        String at = texts.get("best.at", Format.count(summary.bestUpdate()));
        VBox lines = Ui.column(1, Ui.text(Format.kl(value), "mono-med"), Ui.text(at, "mono", "c11", "faint"));
        lines.setAlignment(Pos.CENTER_RIGHT);
        return lines;
    }

    private Node text(RunSummary summary) {
        return summary.broken().isEmpty() ? Ui.text(Format.size(summary.bytes()).toString(), "mono", "c12") : nothing();
    }

    private Node speed(RunSummary summary) {
        boolean works = summary.broken().isEmpty() && summary.state().isActive();
        return works ? Ui.text(Format.speed(summary.bytesPerSecond()).toString(), "mono", "c12") : nothing();
    }

    private Node changed(RunSummary summary) {
        Instant at = summary.changedAt();
        return at == null ? nothing() : Ui.text(Format.ago(at, Instant.now(), ZoneId.systemDefault()), "c12", "muted");
    }

    private Node note(RunSummary summary) {
        return Ui.value(RunNote.of(summary, queue.place(summary)), "c12", "muted");
    }

    private static Node nothing() {
        return Ui.text(Format.NOTHING, "mono", "c12", "faint");
    }

    private static VBox twoLines(Node first, Node second) {
        VBox lines = Ui.column(2, first, second);
        lines.setAlignment(Pos.CENTER_LEFT);
        return lines;
    }

    private TableColumn<RunSummary, RunSummary> column(String key, double width, boolean right, Function<RunSummary, Node> content) {
        TableColumn<RunSummary, RunSummary> column = new TableColumn<>(texts.get(key));
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 96));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(RunSummary summary, boolean empty) {
                super.updateItem(summary, empty);
                setGraphic(empty || summary == null ? null : content.apply(summary));
                setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            }
        });
        if (right) {
            column.getStyleClass().add("right");
        }
        return column;
    }
}
