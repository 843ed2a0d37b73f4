package org.bytestill.ui.common;

import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

/** Columns whose cells are drawn from a whole row, in the order that the rows have. */
public final class TableColumns {
    private TableColumns() {}

    public static <R> TableColumn<R, R> of(String title, double width, Function<R, Node> content) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(made -> new TableCell<>() {
            @Override
            protected void updateItem(R row, boolean empty) {
                super.updateItem(row, empty);
                setGraphic(empty || row == null ? null : content.apply(row));
                setAlignment(Pos.CENTER_LEFT);
            }
        });
        return column;
    }
}
