package org.bytestill.ui.inspector.numbers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.DifferenceRows;
import org.bytestill.ui.inspector.state.DifferenceRows.Column;
import org.bytestill.ui.inspector.state.DifferenceRows.Filter;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * Table of all bytes: a row a byte with KL, probabilities and top-1, sorted by any column, by KL at first, and filtered. A chosen
 * row moves the cursor. Nothing is made of it while it is not seen.
 */
public final class BytesTable extends VBox {
    private static final String COLUMN = "column";

    private final InspectorViewModel model;
    private final Texts texts;
    private final TableView<Integer> table = Ui.id(Ui.style(new TableView<>(), "dense"), "inspector-bytes");
    private final TextField words = Ui.id(new TextField(), "bytes-filter");
    private final CheckBox unequal = Ui.id(Ui.style(new CheckBox(), "c12"), "bytes-unequal");
    private final Map<Integer, Integer> rowOf = new HashMap<>();
    private DifferenceRows rows;
    private boolean isStale = true;
    private boolean following;

    public BytesTable(InspectorViewModel model, ConverterErrorModel error, Texts texts) {
        super(4);
        this.model = model;
        this.texts = texts;
        table.setAccessibleText(texts.get("bytes.table"));
        table.setPlaceholder(Ui.text(texts.get("bytes.empty"), "c12", "muted"));
        addColumns();
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        // Sorting by the rows' own keys: a comparator that asks every cell takes a second for the longest text.
        table.setSortPolicy(sorted -> {
            if (!following) { // new items are sorted already
                isStale = true;
                show();
            }
            return true;
        });
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null && !following) {
                model.moveTo(now);
            }
        });
        getChildren().addAll(tools(), Ui.grow(table));
        Runnable renew = () -> {
            Analysis analysis = model.analysisProperty().get();
            rows = analysis == null ? null : new DifferenceRows(analysis, error.stateProperty().get());
            isStale = true;
            show();
        };
        model.analysisProperty().addListener((observable, before, now) -> renew.run());
        error.stateProperty().addListener((observable, before, now) -> {
            if (before.error() != now.error()) {
                renew.run();
            }
        });
        model.cursorProperty().addListener((observable, before, now) -> follow());
        visibleProperty().addListener((observable, before, now) -> show());
        show();
    }

    private HBox tools() {
        words.setPromptText(texts.get("bytes.filter"));
        words.setAccessibleText(texts.get("bytes.filter"));
        unequal.setText(texts.get("bytes.unequal"));
        unequal.setMinWidth(USE_PREF_SIZE);
        words.textProperty().addListener((observable, before, now) -> filterChanged());
        unequal.selectedProperty().addListener((observable, before, now) -> filterChanged());
        return Ui.pad(Ui.row(8, Ui.grow(Ui.size(words, 0, 26)), unequal,
                Ui.id(Ui.button(texts.get("bytes.csv"), null, this::copy, "small"), "bytes-csv")), 4, 12, 2, 12);
    }

    private void filterChanged() {
        isStale = true;
        show();
    }

    private void addColumns() {
        column(Column.OFFSET, "column.offset", 52, offset -> Format.count(rows.place(offset)));
        column(Column.BYTE, "column.byte", 52,
                offset -> Glyphs.hex((byte) rows.actual(offset)) + " " + padded(Glyphs.ofByte(rows.actual(offset))));
        TableColumn<Integer, String> kl = column(Column.KL, "column.kl", 80, offset -> Format.kl(rows.measures(offset).klBits()));
        column(Column.TEACHER, "column.teacher", 64, offset -> Format.probability(rows.p(Side.TEACHER, offset)));
        column(Column.STUDENT, "column.student", 64, offset -> Format.probability(rows.p(Side.STUDENT, offset)));
        column(Column.TOP1, "column.top1", 46, offset -> rows.value(Column.TOP1, offset) == 1 ? "=" : "×");
        column(Column.ERROR, "column.error", 76, offset -> Format.probability(rows.error(offset)));
        kl.setSortType(TableColumn.SortType.DESCENDING);
        table.getSortOrder().add(kl);
    }

    private static String padded(String glyph) {
        return glyph.length() == 1 ? glyph + " " : glyph.isEmpty() ? "  " : glyph;
    }

    private TableColumn<Integer, String> column(Column column, String title, double width, IntFunction<String> text) {
        TableColumn<Integer, String> made = new TableColumn<>(texts.get(title));
        made.setPrefWidth(width);
        made.getStyleClass().add("right");
        made.getProperties().put(COLUMN, column);
        made.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        table.getColumns().add(made);
        return made;
    }

    private Filter filter() {
        return new Filter(words.getText().strip(), unequal.isSelected(), 0);
    }

    private void show() {
        if (rows == null || !isStale || !isVisible()) {
            return;
        }
        isStale = false;
        boolean sorted = !table.getSortOrder().isEmpty();
        Column by = sorted ? (Column) table.getSortOrder().get(0).getProperties().get(COLUMN) : Column.OFFSET;
        boolean descending = sorted && table.getSortOrder().get(0).getSortType() == TableColumn.SortType.DESCENDING;
        List<Integer> offsets = rows.rows(filter(), by, descending);
        rowOf.clear();
        for (int row = 0; row < offsets.size(); row++) {
            rowOf.put(offsets.get(row), row);
        }
        following = true;
        table.getItems().setAll(offsets); // a new list would lose the order
        following = false;
        follow();
    }

    /** Marks the cursor's row; scrolls only if the keyboard is elsewhere, so that a list under the hand does not jump. */
    private void follow() {
        if (rows == null || isStale || !isVisible()) {
            return;
        }
        following = true;
        Integer row = rowOf.get(model.cursorProperty().get());
        if (row == null) {
            table.getSelectionModel().clearSelection();
        } else {
            table.getSelectionModel().clearAndSelect(row);
            if (!table.isFocused()) {
                table.scrollTo(Math.max(0, row - 2));
            }
        }
        following = false;
    }

    private void copy() {
        if (rows == null) {
            model.say(texts.get("export.nothing"));
            return;
        }
        ClipboardContent content = new ClipboardContent();
        content.putString(rows.csv(List.copyOf(table.getItems())));
        Clipboard.getSystemClipboard().setContent(content);
        model.say(texts.get("bytes.copied", table.getItems().size()));
    }
}
