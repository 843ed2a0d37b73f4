package org.bytestill.ui.tasks;

import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Makes the columns of a table of texts. */
final class TableColumns {
    private static final Texts TEXTS = Texts.of("tasks");

    private TableColumns() {}

    /** @param key of the head's text; {@code styles} are those of its cells */
    static <T> TableColumn<T, String> add(TableView<T> table, String key, double width, Function<T, String> text, String... styles) {
        TableColumn<T, String> column = new TableColumn<>();
        Label head = Ui.text(TEXTS.get(key), "c11");
        String help = key + ".help";
        if (TEXTS.bundle().containsKey(help)) {
            Ui.explain(head, TEXTS.get(help));
        }
        column.setGraphic(head);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 44));
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().addAll(styles);
        column.setCellValueFactory(row -> new SimpleStringProperty(text.apply(row.getValue())));
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? null : item);
                // What is cut is whole in the tooltip.
                setTooltip(empty || item == null || item.length() < 12 ? null : Ui.tooltip(item));
            }
        });
        table.getColumns().add(column);
        return column;
    }

    static <T> TableView<T> table(String id, String spoken) {
        TableView<T> table = Ui.id(Ui.style(new TableView<>(), "dense", "task-table"), id);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setAccessibleText(spoken);
        return table;
    }
}
