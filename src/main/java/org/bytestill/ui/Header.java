package org.bytestill.ui;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The top of the window: menu, sign, the path to the run, its tabs in the middle, light or dark, help. */
final class Header extends HBox {
    private final Texts texts = Texts.of("shell");
    private final Map<Tab, ToggleButton> tabs = new EnumMap<>(Tab.class);
    private final ToggleGroup group = new ToggleGroup();
    private final Label product = Ui.text("Bytestill", "semi", "c15");
    private final Hyperlink runs;
    private final Label name = Ui.value("", "med");
    private final HBox path;
    private final HBox tabRow = Ui.style(Ui.row(0), "tabs");

    /** @param tools what stands before the switch of colours: the bell and the like */
    Header(MainViewModel model, Theme theme, WindowActions actions, Set<Tab> offered, Node... tools) {
        getStyleClass().add("header");
        runs = Ui.id(Ui.link(texts.get("runs"), model::showRuns, "quiet"), "to-runs");
        path = Ui.row(4, runs, Ui.icon("mdi2c-chevron-right", "faint"), name, new RunSwitcher(model).button());
        name.setId("run-name");
        HBox left = Ui.row(8, menuButton(theme, actions), Logo.of(theme), product, path);
        HBox right = Ui.row(0,
                Ui.id(Ui.iconButton("mdi2c-circle-half-full", texts.get("theme.toggle"), theme::toggle), "theme"),
                Ui.id(Ui.iconButton("mdi2h-help-circle-outline", texts.get("help"), actions::help), "help-button"));
        right.getChildren().addAll(0, List.of(tools));
        right.setAlignment(Pos.CENTER_RIGHT);
        for (Tab tab : new TreeSet<>(offered)) {
            tabRow.getChildren().add(tabButton(tab, model));
        }
        Ui.keepOneSelected(group);
        // Both sides equally wide: the tabs stand in the middle of the window whatever the run is called.
        for (HBox side : new HBox[] {left, right}) {
            side.setPrefWidth(1);
            side.setMinWidth(1);
            HBox.setHgrow(side, Priority.ALWAYS);
        }
        getChildren().addAll(left, tabRow, right);
        model.placeProperty().addListener((observable, before, now) -> show(now));
        show(model.placeProperty().get());
    }

    private void show(MainViewModel.Place place) {
        Run run = place.run();
        if (tabs.containsKey(place.tab())) {
            tabs.get(place.tab()).setSelected(true);
        }
        Ui.show(product, run == null && !place.isNewRun());
        Ui.show(path, run != null || place.isNewRun());
        Ui.show(tabRow, run != null);
        name.setText(place.isNewRun() ? texts.get("newRun") : run == null ? "" : run.name());
    }

    /** What a tab is called. */
    static String nameOf(Tab tab) {
        return Texts.of("shell").get("tab." + key(tab));
    }

    private static String key(Tab tab) {
        return tab.name().toLowerCase(Locale.ROOT);
    }

    private ToggleButton tabButton(Tab tab, MainViewModel model) {
        ToggleButton button = Ui.style(new ToggleButton(nameOf(tab)), "tab-link");
        button.setId("tab-" + key(tab));
        button.setMinWidth(USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setOnAction(event -> model.turnTo(tab));
        tabs.put(tab, button);
        return button;
    }

    private Button menuButton(Theme theme, WindowActions actions) {
        ContextMenu menu = new ContextMenu(
                item("menu.newRun", actions::newRun), item("menu.openRun", actions::openRun), item("menu.runs", actions::runs),
                new SeparatorMenuItem(), themeMenu(theme), item("menu.preferences", actions::preferences),
                item("menu.glossary", actions::glossary), item("menu.log", actions::log), item("menu.help", actions::help),
                new SeparatorMenuItem(), item("menu.quit", actions::quit));
        Button[] button = new Button[1];
        button[0] = Ui.iconButton("mdi2m-menu", texts.get("menu"), () -> menu.show(button[0], Side.BOTTOM, 0, 0));
        button[0].setId("menu");
        return button[0];
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(texts.get(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    private Menu themeMenu(Theme theme) {
        Menu menu = new Menu(texts.get("menu.theme"));
        ToggleGroup modes = new ToggleGroup();
        for (Theme.Mode mode : Theme.Mode.values()) {
            RadioMenuItem item = new RadioMenuItem(texts.get("menu.theme." + mode.name().toLowerCase(Locale.ROOT)));
            item.setToggleGroup(modes);
            item.setOnAction(event -> theme.modeProperty().set(mode));
            theme.modeProperty().addListener((observable, before, now) -> item.setSelected(now == mode));
            item.setSelected(theme.modeProperty().get() == mode);
            menu.getItems().add(item);
        }
        return menu;
    }
}
