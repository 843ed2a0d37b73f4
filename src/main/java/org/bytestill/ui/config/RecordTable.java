package org.bytestill.ui.config;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.bytestill.engine.library.RecordLine;
import org.bytestill.ui.common.TableColumns;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** What run.json records of a run, a line a value: state, models and texts with their hashes, machine, versions, changes, exports. */
final class RecordTable extends TableView<RecordLine> {
    private final Texts texts = Texts.of("config");

    RecordTable() {
        setId("record");
        getStyleClass().add("lines");
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        TableColumn<RecordLine, RecordLine> value = column("record.value", 480, line -> Ui.value(line.value(), "mono", "c12"));
        getColumns().addAll(List.of(column("record.section", 144, this::section),
                column("record.key", 280, line -> Ui.value(line.key(), "mono", "c12")), value,
                column("record.note", 96, line -> Ui.text(line.note(), "c12", "muted"))));
        widthProperty().addListener((observable, was, now) -> value.setPrefWidth(Math.max(240, now.doubleValue() - 144 - 280 - 96 - 18)));
    }

    /**
     * @param lines null if they could not be read
     * @param empty said when there are none
     */
    void show(@Nullable List<RecordLine> lines, String empty) {
        setPlaceholder(Ui.wrap(empty, "c12", "muted"));
        getItems().setAll(lines == null ? List.of() : lines);
    }

    /** The name of the section stands at its first line. */
    private Node section(RecordLine line) {
        int row = getItems().indexOf(line);
        boolean isFirst = row <= 0 || !getItems().get(row - 1).section().equals(line.section());
        return Ui.text(isFirst ? line.section().isEmpty() ? texts.get("record.run") : line.section() : "", "c12", "med");
    }

    private TableColumn<RecordLine, RecordLine> column(String key, double width, Function<RecordLine, Node> content) {
        return TableColumns.of(texts.get(key), width, content);
    }
}
