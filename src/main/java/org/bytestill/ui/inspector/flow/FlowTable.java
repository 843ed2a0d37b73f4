package org.bytestill.ui.inspector.flow;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * The twin of the pictures: every token that is told apart with its exact mass, under the bytes they flow into, or sorted by a
 * column and then without the lines of the bytes, so that the lines always sum to 1. A chosen line lights its token.
 */
final class FlowTable implements FlowPicture {
    private static final double MOST_BAR = 60;

    private final InspectorViewModel model;
    private final FlowModel flow;
    private final FlowWords words;
    private final Texts texts = Texts.of("flow");
    private final TableView<FlowRow> table = Ui.id(Ui.style(new TableView<>(), "dense"), "inspector-flow-table");
    private boolean filling;

    FlowTable(InspectorViewModel model, FlowModel flow, FlowWords words) {
        this.model = model;
        this.flow = flow;
        this.words = words;
        table.setAccessibleText(texts.get("table.about"));
        column("byte", 56, row -> row.value() < 0 ? 256 : row.value(), this::byteName, false, false);
        column("token", 150, row -> -row.tokens(), this::tokenName, false, false);
        column("id", 64, row -> row.token() == null ? -1 : row.token().id(),
                row -> row.token() == null ? "" : Integer.toString(row.token().id()), true, false);
        column("path", 44, row -> row.token() == null ? 0 : row.token().path() + 1,
                row -> row.token() == null ? "" : Integer.toString(row.token().path() + 1),
                true, false);
        column("share", 130, row -> -row.mass(), row -> Format.probability(row.mass()), true, true);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setSortPolicy(sorted -> {
            fill();
            return true;
        });
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            MassFlow shown = flow.stateProperty().get().flow();
            if (!filling && now != null && shown != null) {
                flow.litProperty().set(now.token() == null ? null : HighlightedToken.of(flow.sideProperty().get(), shown, now.token()));
            }
        });
    }

    private void column(String key, double width, ToDoubleFunction<FlowRow> order, Function<FlowRow, String> text, boolean right,
            boolean bar) {
        TableColumn<FlowRow, FlowRow> column = new TableColumn<>(texts.get("column." + key));
        column.setPrefWidth(width);
        column.getStyleClass().add(right ? "right" : "left-aligned");
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(Comparator.comparingDouble(order));
        column.setCellFactory(any -> new TableCell<>() {
            {
                setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            }

            @Override
            protected void updateItem(FlowRow row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? null : text.apply(row));
                setGraphic(bar && !empty && row != null ? bar(row) : null);
            }
        });
        table.getColumns().add(column);
    }

    /** As long as the mass, behind its figure. */
    private Region bar(FlowRow row) {
        Region bar = Ui.style(new Region(), flow.sideProperty().get() == Side.TEACHER ? "bar-teacher" : "bar-student");
        return Ui.size(bar, Math.max(1, MOST_BAR * Math.min(1, row.mass())), 10);
    }

    private String byteName(FlowRow row) {
        return row.value() < 0 ? "" : Glyphs.hex((byte) row.value()) + " " + Glyphs.ofByte(row.value());
    }

    private String tokenName(FlowRow row) {
        return switch (row.kind()) {
            case BYTE -> texts.get(row.tokens() == 1 ? "table.tokens.one" : "table.tokens", row.tokens());
            case TOKEN -> (table.getSortOrder().isEmpty() ? "   " : "") + "\"" + words.token(row.token()) + "\"";
            case OTHER -> (table.getSortOrder().isEmpty() ? "   " : "")
                    + texts.get(row.tokens() == 1 ? "table.other.one" : "table.other", row.tokens());
            case END -> texts.get("outside.end");
            case SPECIAL -> texts.get("outside.special");
            case BELOW_THRESHOLD -> texts.get("outside.threshold");
            case BEYOND_WIDTH -> texts.get("outside.width");
        };
    }

    @Override
    public TableView<FlowRow> node() {
        return table;
    }

    @Override
    public int[] shownBytes() {
        return IntStream.range(0, ByteDistribution.BYTES).toArray();
    }

    @Override
    public void refresh() {
        fill();
    }

    private void fill() {
        FlowModel.State state = flow.stateProperty().get();
        table.setPlaceholder(
                Ui.text(model.analysisProperty().get() == null ? texts.get("empty") : words.whyNoTokens(state), "c12", "muted"));
        boolean grouped = table.getSortOrder().isEmpty();
        List<FlowRow> rows = state.flow() == null ? List.of() : FlowRow.of(state.flow(), grouped);
        if (!grouped) {
            rows = rows.stream().sorted(table.getComparator()).toList();
        }
        filling = true;
        if (!rows.equals(table.getItems())) {
            table.setItems(FXCollections.observableArrayList(rows));
        }
        HighlightedToken lit = flow.litProperty().get();
        int chosen = -1;
        for (int index = 0; lit != null && index < rows.size() && chosen < 0; index++) {
            FlowRow row = rows.get(index);
            chosen = row.token() != null && lit.is(flow.sideProperty().get(), state.flow(), row.token()) ? index : -1;
        }
        if (chosen >= 0 && table.getSelectionModel().getSelectedIndex() != chosen) {
            table.getSelectionModel().clearAndSelect(chosen);
            table.scrollTo(Math.max(0, chosen - 3));
        } else if (chosen < 0) {
            table.getSelectionModel().clearSelection();
        }
        filling = false;
    }
}
