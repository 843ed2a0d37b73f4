package org.bytestill.ui.inspector.numbers;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.state.ByteFocus;
import org.bytestill.ui.inspector.state.ByteFocus.Kind;
import org.bytestill.ui.inspector.state.ByteFocus.Row;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/** The two next-byte distributions at the cursor as a table: the butterfly chart with all 256 bytes. */
public final class CompareTable {
    private final InspectorViewModel model;
    private final TableView<Row> table = Ui.id(Ui.style(new TableView<>(), "dense"), "inspector-compare-table");

    public CompareTable(InspectorViewModel model, Texts texts) {
        this.model = model;
        table.setAccessibleText(texts.get("compare.table"));
        add(texts.get("column.byte"), row -> switch (row.kind()) {
            case BYTE -> Glyphs.hex((byte) row.value()) + "  "
                    + (Glyphs.ofByte(row.value()).isEmpty() ? "  " : Glyphs.ofByte(row.value()) + " ");
            case OTHER -> texts.get("compare.other", row.value());
            case END -> texts.get("compare.end");
            case SPECIAL -> texts.get("compare.special");
        });
        add(texts.get("column.teacher"), row -> Format.probability(row.teacher()));
        add(texts.get("column.student"), row -> Format.probability(row.student()));
        add(texts.get("column.part"), row -> Double.isNaN(row.klBits()) ? Format.NOTHING : Format.signed(row.klBits(), 4));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Ui.whenAny(this::show, model.focusProperty());
    }

    private void add(String title, Function<Row, String> text) {
        TableColumn<Row, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.getStyleClass().add("right");
        column.setSortable(false);
        column.setReorderable(false);
        table.getColumns().add(column);
    }

    /** Fills the table; nothing is made while it is not seen. */
    public void show() {
        ByteFocus focus = table.isVisible() ? model.focus() : null;
        if (focus == null) {
            table.getItems().clear();
            return;
        }
        table.getItems().setAll(focus.allRows().stream().filter(row -> row.kind() != Kind.OTHER).toList());
        for (int index = 0; index < table.getItems().size(); index++) {
            if (table.getItems().get(index).kind() == Kind.BYTE && table.getItems().get(index).value() == focus.actual()) {
                table.getSelectionModel().clearAndSelect(index);
            }
        }
    }

    public TableView<Row> table() {
        return table;
    }
}
