package org.bytestill.ui.wizard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.event.ActionEvent;
import javafx.fxml.FXMLLoader;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.bytestill.problem.Problem.Severity;
import org.bytestill.ui.common.Ui;
import org.controlsfx.dialog.Wizard;
import org.controlsfx.dialog.WizardPane;

/** One page of the wizard: rail, the step's form from its FXML, estimate, and the buttons below. */
final class StepPane extends WizardPane {
    private static final double NARROW = 1200;
    private static final Logger CSS_LOG = Logger.getLogger("javafx.css");

    /** What the window does for its pages. */
    interface Actions {
        void importConfig();

        void save();

        void start();

        /** A page has come to the front. */
        void entered(Step step);
    }

    private final Step step;
    private final WizardContext context;
    private final Actions actions;
    private final StepView view;
    private final ScrollPane scroll;
    private final ButtonType problems = new ButtonType("problems", ButtonData.OTHER);
    private final ButtonType save;
    private final ButtonType start;

    StepPane(Step step, WizardContext context, Actions actions) {
        this.step = step;
        this.context = context;
        this.actions = actions;
        save = new ButtonType(context.texts().get("save"), ButtonData.HELP_2);
        start = new ButtonType(context.texts().get("start"), ButtonData.APPLY);
        FXMLLoader loader = new FXMLLoader(StepPane.class.getResource("/fxml/wizard/" + title(step.id()) + "Step.fxml"),
                context.texts().bundle());
        Parent form;
        try {
            form = loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("the page of step " + step + " cannot be read", e);
        }
        view = loader.getController();
        view.bind(context);
        scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        getStylesheets().add(StepPane.class.getResource("/css/wizard.css").toExternalForm());
        setId("wizard-" + step.id());
        setContent(assemble());
        getButtonTypes().addAll(problems, ButtonType.CANCEL, save, start);
        // The pane makes a default button anew whenever its buttons change.
        getButtonTypes().addListener((Observable change) -> dressButtons());
        getContent().addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
            }
        });
    }

    private static String title(String id) {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    private Node assemble() {
        RailView rail = new RailView(context, step, view::advancedRows);
        // Taller than the smallest window: were it not to scroll, the buttons below would be pushed out of sight.
        ScrollPane estimate = new ScrollPane(new EstimatePane(context));
        estimate.setFitToWidth(true);
        estimate.setFitToHeight(true);
        estimate.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        BorderPane layout = new BorderPane(scroll);
        layout.setTop(header());
        layout.setLeft(rail);
        layout.setRight(estimate);
        layout.widthProperty().addListener((observable, before, now) -> {
            boolean narrow = now.doubleValue() < NARROW;
            Ui.size(rail, narrow ? 176 : 232, 0);
            Ui.size(estimate, narrow ? 248 : 360, 0);
        });
        Ui.size(rail, 232, 0);
        Ui.size(estimate, 360, 0);
        return layout;
    }

    private Node header() {
        HBox header = Ui.row(8, Ui.text(context.texts().get("title"), "semi", "c15"), Ui.space(),
                Ui.id(Ui.button(context.texts().get("import"), "mdi2f-file-import-outline", actions::importConfig, "flat"), "import"));
        return Ui.style(header, "header");
    }

    Step step() {
        return step;
    }

    StepView view() {
        return view;
    }

    /** Brings a field to the front and puts the keyboard into it. */
    void focus(String key) {
        view.row(key).ifPresent(row -> {
            if (row.isAdvanced()) {
                context.model().essentialsOnlyProperty().set(false);
            }
            applyCss();
            layout();
            double room = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
            double top = row.getBoundsInParent().getMinY();
            scroll.setVvalue(room <= 0 ? 0 : Math.min(1, Math.max(0, (top - scroll.getViewportBounds().getHeight() / 3) / room)));
            row.focusControl();
        });
    }

    @Override
    public void onEnteringPage(Wizard wizard) {
        // Changing the page fits the window to it: keep the size the user gave the window.
        if (wizard.getDialog().getDialogPane() != null && wizard.getDialog().getDialogPane().getScene() != null
                && wizard.getDialog().getDialogPane().getScene().getWidth() > 0) {
            setPrefSize(wizard.getDialog().getDialogPane().getScene().getWidth(),
                    wizard.getDialog().getDialogPane().getScene().getHeight());
        }
        dressButtons();
        actions.entered(step);
        Platform.runLater(this::focusFirst);
    }

    /**
     * Taking a dialog's pane out, JavaFX 21 looks its labels' styles up in the wrong cache and warns of colours that are
     * there; nothing is drawn wrong. Those warnings are dropped, only for the moment of the change.
     */
    @Override
    public void onExitingPage(Wizard wizard) {
        CSS_LOG.setFilter(warning -> false);
        Platform.runLater(() -> CSS_LOG.setFilter(null));
    }

    private void focusFirst() {
        if (getScene() != null && (getScene().getFocusOwner() == null || !isWithin(scroll.getContent(), getScene().getFocusOwner()))) {
            view.firstRow().ifPresentOrElse(SettingRow::focusControl, () -> lookupButton(start).requestFocus());
        }
    }

    private static boolean isWithin(Node ancestor, Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** Presses the wizard's own Next: its flow leads to the step the model asks for. */
    void advance() {
        getButtonTypes().stream().filter(type -> type.getButtonData() == ButtonData.NEXT_FORWARD).findFirst()
                .ifPresent(type -> ((Button) lookupButton(type)).fire());
    }

    private void dressButtons() {
        for (ButtonType type : getButtonTypes()) {
            if (!(lookupButton(type) instanceof Button button)) {
                continue;
            }
            // Enter must not leave the page: no button is the default one.
            button.setDefaultButton(false);
            ButtonBar.setButtonUniformSize(button, false);
            switch (type.getButtonData()) {
                case BACK_PREVIOUS -> {
                    button.setText(context.texts().get("back"));
                    button.setGraphic(Ui.icon("mdi2c-chevron-left", "fg"));
                    button.setId("wizard-back");
                }
                case NEXT_FORWARD -> {
                    button.setText(context.texts().get("next", context.texts().get("step." + step.next().id())));
                    button.setId("wizard-next");
                    if (!button.getStyleClass().contains("accent")) {
                        button.getStyleClass().add("accent");
                    }
                    Ui.show(button, step != Step.REVIEW);
                }
                case CANCEL_CLOSE -> {
                    button.setText(context.texts().get("cancel"));
                    button.setId("wizard-cancel");
                }
                default -> {}
            }
        }
    }

    @Override
    protected Node createButtonBar() {
        ButtonBar bar = (ButtonBar) super.createButtonBar();
        bar.setButtonOrder("B+UCEAX");
        bar.setButtonMinWidth(0);
        return bar;
    }

    @Override
    protected Node createButton(ButtonType type) {
        if (type == problems) {
            return problemLinks();
        }
        Node node = super.createButton(type);
        if (type == save) {
            node.setId("wizard-save");
            act((Button) node, actions::save);
        } else if (type == start) {
            startButton((Button) node);
        }
        return node;
    }

    /** Runs the action; the window stays open unless the action closes it. */
    private static void act(Button button, Runnable action) {
        button.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            action.run();
        });
    }

    private void startButton(Button button) {
        button.setId("wizard-start");
        boolean last = step == Step.REVIEW;
        button.setGraphic(Ui.icon("mdi2p-play", last ? "on" : "fg"));
        if (last) {
            button.getStyleClass().add("accent");
            button.getGraphic().getStyleClass().add("on");
        }
        act(button, () -> {
            // Pressed twice is once.
            if (!context.model().startingProperty().get()) {
                actions.start();
            }
        });
        context.model().startingProperty()
                .addListener((observable, before, now) -> button.setText(context.texts().get(now ? "starting" : "start")));
    }

    private Node problemLinks() {
        HBox links = Ui.row(8);
        links.setAlignment(Pos.CENTER_RIGHT);
        links.setMinHeight(32);
        ButtonBar.setButtonData(links, ButtonData.OTHER);
        ButtonBar.setButtonUniformSize(links, false);
        Runnable show = () -> {
            links.getChildren().clear();
            addLink(links, Severity.ERROR, "problems");
            addLink(links, Severity.WARNING, "warnings");
        };
        context.model().revisionProperty().addListener((observable, before, now) -> show.run());
        show.run();
        return links;
    }

    private void addLink(HBox links, Severity severity, String key) {
        int count = context.model().revealedProblems(severity).size();
        if (count > 0) {
            links.getChildren().addAll(Ui.icon(ProblemLine.icon(severity), ProblemLine.style(severity)),
                    Ui.id(Ui.link(context.texts().get(key, count), () -> context.model().stepProperty().set(Step.REVIEW), "c12"),
                            "wizard-" + key));
        }
    }
}
