package org.bytestill.ui.common.chart;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.run.MetricLog;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** A titled panel around a {@link TimeChart}: quiet menus in its head, and the same as a table on request. */
public final class ChartPanel extends VBox {
    private static final Texts TEXTS = Texts.of("common");

    private final TimeChart chart;
    private final int places;
    private final StackPane body;
    private final TableView<ChartRow> table = new TableView<>();
    private final Button switchButton;
    private final HBox menuRow = Ui.row(4);

    public ChartPanel(String title, TimeChart chart, int places, MenuButton... menus) {
        this.chart = chart;
        this.places = places;
        body = new StackPane(chart);
        switchButton = Ui.iconButton("mdi2t-table", TEXTS.get("chart.asTable"), this::switchOver, "small");
        Label event = Ui.value("", "c11", "muted");
        chart.setOnEventPointedAt(event::setText);
        setMenus(menus);
        HBox head = Ui.style(Ui.row(8, Ui.text(title, "semi", "c12"), Ui.space(), Ui.row(4, event, menuRow, switchButton)), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(body));
        table.getStyleClass().add("dense");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().addAll(List.of(
                column("chart.column.update", row -> Format.count(row.update())),
                column("chart.column.mean", row -> figure(row.mean())),
                column("chart.column.min", row -> figure(row.min())),
                column("chart.column.max", row -> figure(row.max())),
                column("chart.column.validation", row -> figure(row.validation()))));
    }

    /** Menus in the head, before the switch to the table; they leave the panel in which they were. */
    public void setMenus(MenuButton... menus) {
        menuRow.getChildren().setAll(menus);
        Ui.show(menuRow, menus.length > 0);
    }

    /** Takes in what the log has got, as picture and as table. */
    public void refresh(MetricLog log) {
        if (chart.refresh(log) && showsTable()) {
            table.getItems().setAll(chart.rows());
        }
    }

    public boolean showsTable() {
        return body.getChildren().contains(table);
    }

    private void switchOver() {
        if (showsTable()) {
            body.getChildren().setAll(chart);
        } else {
            table.getItems().setAll(chart.rows());
            table.scrollTo(table.getItems().size() - 1);
            body.getChildren().setAll(table);
        }
        String what = TEXTS.get(showsTable() ? "chart.asPicture" : "chart.asTable");
        switchButton.setGraphic(Ui.icon(showsTable() ? "mdi2c-chart-line" : "mdi2t-table", "fg"));
        switchButton.setAccessibleText(what);
        switchButton.setAccessibleHelp(what);
    }

    private String figure(double value) {
        return Format.fixed(value, places);
    }

    private static TableColumn<ChartRow, String> column(String key, Function<ChartRow, String> text) {
        TableColumn<ChartRow, String> column = new TableColumn<>(TEXTS.get(key));
        column.setSortable(false);
        column.getStyleClass().add("right");
        column.setCellValueFactory(row -> new SimpleStringProperty(text.apply(row.getValue())));
        return column;
    }

    /** A quiet menu of the head: one of a few choices, the first at the start; {@code chosen} is told the index. */
    public static MenuButton menu(String prefix, IntConsumer chosen, String... choices) {
        MenuButton menu = Ui.style(new MenuButton(prefix + choices[0]), "quiet");
        menu.setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (int index = 0; index < choices.length; index++) {
            int choice = index;
            RadioMenuItem item = new RadioMenuItem(choices[index]);
            item.setToggleGroup(group);
            item.setSelected(index == 0);
            item.setOnAction(event -> {
                menu.setText(prefix + choices[choice]);
                chosen.accept(choice);
            });
            menu.getItems().add(item);
        }
        return menu;
    }
}
