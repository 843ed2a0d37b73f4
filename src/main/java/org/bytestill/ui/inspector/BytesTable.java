package org.bytestill.ui.inspector;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.bytestill.engine.Inspection.ByteComparison;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Ui;

/** The ribbon's twin: a row a byte, sorted by any column, by KL at first. A chosen row moves the cursor. */
final class BytesTable {
    private final InspectorViewModel model;
    private final TableView<Integer> table = Ui.id(Ui.style(new TableView<>(), "dense"), "inspector-bytes");
    private boolean following;

    BytesTable(InspectorViewModel model, Texts texts) {
        this.model = model;
        table.setAccessibleText(texts.get("bytes.table"));
        table.setPlaceholder(Ui.text(texts.get("bytes.empty"), "c12", "muted"));
        column(texts.get("column.offset"), 56, offset -> (double) offset, Format::count);
        column(texts.get("column.byte"), 60, offset -> (double) actual(offset),
                offset -> Glyphs.hex((byte) actual(offset)) + " " + padded(Glyphs.ofByte(actual(offset))));
        TableColumn<Integer, Double> kl = column(texts.get("column.kl"), 68, offset -> measures(offset).klBits(),
                offset -> Format.kl(measures(offset).klBits()));
        column(texts.get("column.teacher"), 68, offset -> p(true, offset), offset -> Format.probability(p(true, offset)));
        column(texts.get("column.student"), 68, offset -> p(false, offset), offset -> Format.probability(p(false, offset)));
        column(texts.get("column.top1"), 56, offset -> same(offset) ? 1.0 : 0.0, offset -> same(offset) ? "=" : "×");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        kl.setSortType(TableColumn.SortType.DESCENDING);
        table.getSortOrder().add(kl);
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null && !following) {
                model.moveTo(now);
            }
        });
        model.analysisProperty().addListener((observable, before, now) -> fill());
        model.cursorProperty().addListener((observable, before, now) -> follow());
        fill();
    }

    private static String padded(String glyph) {
        return glyph.length() == 1 ? glyph + " " : glyph.isEmpty() ? "  " : glyph;
    }

    private TableColumn<Integer, Double> column(String title, double width, Function<Integer, Double> value,
            Function<Integer, String> text) {
        TableColumn<Integer, Double> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.getStyleClass().add("right");
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setComparator(Comparator.naturalOrder());
        column.setCellFactory(any -> new TableCell<>() {
            @Override
            protected void updateItem(Double item, boolean empty) {
                super.updateItem(item, empty);
                Integer offset = empty || getTableRow() == null ? null : getTableRow().getItem();
                setText(offset == null || offset >= model.analysisProperty().get().length() ? null : text.apply(offset));
            }
        });
        table.getColumns().add(column);
        return column;
    }

    private int actual(int offset) {
        return model.analysisProperty().get().inspection().text()[offset] & 0xFF;
    }

    private ByteComparison measures(int offset) {
        return model.analysisProperty().get().inspection().comparison().get(offset);
    }

    private double p(boolean teacher, int offset) {
        return (teacher ? model.analysisProperty().get().inspection().teacher() : model.analysisProperty().get().inspection().student())
                .distribution(offset)[actual(offset)];
    }

    private boolean same(int offset) {
        return measures(offset).teacherTop1() == measures(offset).studentTop1();
    }

    private void fill() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            return;
        }
        List<Integer> offsets = IntStream.range(0, analysis.length()).boxed().toList();
        SortedList<Integer> sorted = new SortedList<>(FXCollections.observableArrayList(offsets));
        sorted.comparatorProperty().bind(table.comparatorProperty());
        following = true;
        table.setItems(sorted);
        following = false;
        follow();
    }

    /** Marks the cursor's row; scrolls only if the keyboard is elsewhere, so that a list under the hand does not jump. */
    private void follow() {
        if (model.analysisProperty().get() == null) {
            return;
        }
        following = true;
        int row = table.getItems().indexOf(model.cursorProperty().get());
        table.getSelectionModel().clearAndSelect(row);
        if (!table.isFocused()) {
            table.scrollTo(Math.max(0, row - 2));
        }
        following = false;
    }

    TableView<Integer> table() {
        return table;
    }
}
