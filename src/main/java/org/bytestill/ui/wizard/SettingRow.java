package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.Problem;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.wizard.SettingModel.Origin;
import org.controlsfx.control.SegmentedButton;

/**
 * One key of the configuration as a row of a form: label, control, where the value comes from, help; its problems below.
 * In a narrow form the help stands under the control. Written in FXML with its {@code key}; bound later.
 */
public final class SettingRow extends VBox {
    private static final double LABEL_WIDTH = 144;
    private static final double CONTROL_WIDTH = 312;
    private static final double BADGE_WIDTH = 92;
    private static final double GAP = 8;
    /** Below this width the help does not fit beside the control. */
    private static final double NARROW = 720;

    private String key = "";
    private String pick = "";
    private boolean advanced;

    private SettingModel setting;
    private WizardContext context;
    /** More choices than these are a menu. */
    private static final int MOST_SEGMENTS = 5;
    private final HBox line = Ui.row(GAP);
    private final HBox badges = Ui.row(4);
    private final VBox help = new VBox();
    private final VBox problems = new VBox(2);
    private final VBox helpBelow = new VBox();
    private Node control;
    private HBox controls;

    public SettingRow() {
        getStyleClass().add("setting-row");
        widthProperty().addListener((observable, before, now) -> fit(now.doubleValue()));
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    /** What a button beside the field asks for: {@code folder}, {@code file}, {@code files}, {@code texts}, {@code model} (a folder or a GGUF file), {@code tokenizer}, or nothing. */
    public String getPick() {
        return pick;
    }

    public void setPick(String pick) {
        this.pick = pick;
    }

    /** Left out while only the essentials are shown. */
    public boolean isAdvanced() {
        return advanced;
    }

    public void setAdvanced(boolean advanced) {
        this.advanced = advanced;
    }

    void bind(WizardContext given) {
        context = given;
        setting = context.model().setting(key);
        setId("row-" + key);
        control = setting.choices().isEmpty() ? field() : choice();
        Label label = Ui.pad(Ui.size(Ui.wrap(setting.label()), LABEL_WIDTH, -1), 0, 4, 0, 0);
        label.setLabelFor(control instanceof HBox box ? box.getChildren().get(0) : control);
        // As wide as in the other rows, or as it needs; what is left is the help's, which would else take from both.
        controls = control instanceof HBox box ? box : Ui.row(GAP, control);
        controls.setPrefWidth(CONTROL_WIDTH);
        controls.setMaxWidth(CONTROL_WIDTH);
        Ui.size(controls, 0, 28);
        Ui.size(badges, 0, 28);
        badges.setPrefWidth(BADGE_WIDTH);
        badges.setMaxWidth(BADGE_WIDTH);
        help.setPrefWidth(1);
        help.setAlignment(Pos.CENTER_LEFT);
        help.getChildren().add(Ui.wrap(setting.help(), "c11", "muted"));
        Label price = Ui.wrap("", "c11", "med");
        price.textProperty().bind(setting.priceProperty());
        setting.priceProperty().addListener((observable, before, now) -> Ui.show(price, !now.isEmpty()));
        Ui.show(price, !setting.priceProperty().get().isEmpty());
        help.getChildren().add(price);
        HBox.setHgrow(help, Priority.ALWAYS);
        line.getChildren().addAll(label, controls, badges);
        helpBelow.setPadding(new Insets(0, 0, 4, LABEL_WIDTH + GAP));
        problems.setPadding(new Insets(0, 0, 4, LABEL_WIDTH + GAP));
        getChildren().addAll(line, problems, helpBelow);
        fit(NARROW);
        Ui.whenAny(this::showOrigin, setting.originProperty(), setting.measuredProperty());
        setting.problems().addListener((Observable change) -> showProblems());
        setting.unusedBecauseProperty().addListener((observable, before, now) -> showUse(label));
        showOrigin();
        showProblems();
        showUse(label);
    }

    private void fit(double width) {
        if (context == null) {
            return;
        }
        boolean narrow = width < NARROW;
        Node wanted = narrow ? helpBelow : line;
        if (help.getParent() != wanted) {
            helpBelow.getChildren().remove(help);
            line.getChildren().remove(help);
            (narrow ? helpBelow.getChildren() : line.getChildren()).add(help);
        }
        Ui.show(helpBelow, narrow);
    }

    private Node field() {
        TextField field = Ui.id(new TextField(), key);
        field.textProperty().bindBidirectional(setting.textProperty());
        field.setAccessibleText(setting.label());
        field.setAccessibleHelp(setting.help());
        if (isNumber()) {
            Ui.size(Ui.style(field, "num"), 104, 28);
            String unit = RunConfigFile.setting(key).unit();
            return unit.isEmpty() ? Ui.row(GAP, field) : Ui.row(GAP, field, Ui.text(unit, "c12", "muted"));
        }
        Ui.tellWhole(field, setting.textProperty());
        HBox.setHgrow(field, Priority.ALWAYS);
        // Of a path too long for the field its end is what tells.
        field.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                Platform.runLater(field::end);
            }
        });
        field.textProperty().addListener((observable, before, now) -> {
            if (!field.isFocused()) {
                Platform.runLater(field::end);
            }
        });
        field.widthProperty().addListener((observable, before, now) -> {
            if (!field.isFocused()) {
                Platform.runLater(field::end);
            }
        });
        if (pick.isEmpty()) {
            return Ui.row(GAP, field);
        }
        return Ui.row(GAP, field, new BrowseButton(context, setting, pick).node());
    }

    private boolean isNumber() {
        return !key.equals(FolderSetting.KEY) && RunConfigFile.setting(key).isNumber();
    }

    private Node choice() {
        return setting.choices().size() > MOST_SEGMENTS ? menu() : segments();
    }

    /** A menu: many choices side by side would not fit the page. */
    private Node menu() {
        ComboBox<String> menu = Ui.style(Ui.id(new ComboBox<>(), key), "field");
        menu.getItems().setAll(setting.choices());
        menu.setConverter(new StringConverter<>() {
            @Override
            public String toString(String choice) {
                return choice == null ? "" : RunConfigFile.setting(key).label(choice);
            }

            @Override
            public String fromString(String word) {
                return word;
            }
        });
        menu.setAccessibleText(setting.label());
        menu.setAccessibleHelp(setting.help());
        menu.valueProperty().bindBidirectional(setting.textProperty());
        return menu;
    }

    private Node segments() {
        String[] words = setting.choices().stream().map(RunConfigFile.setting(key)::label).toArray(String[]::new);
        SegmentedButton segments = Ui.id(Ui.segments(Math.max(0, setting.choices().indexOf(setting.textProperty().get())), words), key);
        segments.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                setting.textProperty().set(setting.choices().get((int) ((ToggleButton) now).getUserData()));
            }
        });
        setting.textProperty().addListener((observable, before, now) -> {
            int index = setting.choices().indexOf(now);
            if (index >= 0) {
                segments.getButtons().get(index).setSelected(true);
            }
        });
        return segments;
    }

    private void showOrigin() {
        badges.getChildren().clear();
        Origin origin = setting.originProperty().get();
        if (origin == Origin.REQUIRED) {
            return;
        }
        boolean isMeasured = setting.measuredProperty().get();
        String name = isMeasured ? "measured" : origin.name().toLowerCase(Locale.ROOT);
        Label badge = Ui.style(Ui.text(context.texts().get("origin." + name)), "badge", name);
        badges.getChildren().add(Ui.explain(badge, context.texts().get("origin." + name + ".about")));
        if (origin == Origin.CHANGED || origin == Origin.TUNED) {
            String what = context.texts().get("reset", setting.resetTextProperty().get());
            Button reset = Ui.iconButton("mdi2r-restore", what, setting::reset, "small");
            badges.getChildren().add(Ui.id(reset, "reset-" + key));
        }
    }

    private void showProblems() {
        List<Node> sentences = new ArrayList<>();
        for (Problem problem : setting.problems()) {
            sentences.add(sentence(problem));
        }
        problems.getChildren().setAll(sentences);
        Ui.show(problems, !sentences.isEmpty());
        boolean bad = setting.problems().stream().anyMatch(Problem::isError);
        for (Node node : control instanceof HBox box ? box.getChildren() : List.of(control)) {
            if (node instanceof TextField) {
                node.getStyleClass().remove("bad");
                if (bad) {
                    node.getStyleClass().add("bad");
                }
            }
        }
    }

    private Node sentence(Problem problem) {
        HBox sentence = ProblemLine.of(problem);
        boolean canReset = problem.isError() && setting.originProperty().get() == Origin.CHANGED;
        if (canReset) {
            sentence.getChildren().add(Ui.link(context.texts().get("use", setting.resetTextProperty().get()), setting::reset, "c12"));
        }
        return sentence;
    }

    private void showUse(Label label) {
        String reason = setting.unusedBecauseProperty().get();
        controls.setDisable(!reason.isEmpty());
        label.setDisable(!reason.isEmpty());
        ((Label) help.getChildren().get(0)).setText(reason.isEmpty() ? setting.help() : reason);
    }

    /** Puts the keyboard into the field. */
    void focusControl() {
        Node first = control instanceof HBox box ? box.getChildren().get(0) : control;
        if (first instanceof SegmentedButton segments) {
            segments.getButtons().stream().filter(ToggleButton::isSelected).findFirst().ifPresent(Node::requestFocus);
        } else {
            first.requestFocus();
        }
    }
}
