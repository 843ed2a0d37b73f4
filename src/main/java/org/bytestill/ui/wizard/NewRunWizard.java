package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Dimension2D;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Window;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.preview.PreviewDialog;
import org.bytestill.ui.preview.PreviewViewModel;
import org.bytestill.util.Texts;
import org.controlsfx.control.Notifications;
import org.controlsfx.dialog.Wizard;
import org.controlsfx.dialog.WizardPane;

/**
 * The wizard window that sets up a run: six pages in any order, until it starts or is discarded. Shown by {@link #show(Window,
 * Consumer)}; one object an opening.
 */
public final class NewRunWizard implements StepPane.Actions {
    private static final Dimension2D SMALLEST = new Dimension2D(1024, 700);

    private final Texts texts = Texts.of("wizard");
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "wizard checks");
        thread.setDaemon(true);
        return thread;
    });
    private final Engine engine;
    private final WizardViewModel model;
    private final Theme theme;
    private final FilePicker files;
    private final Map<Step, StepPane> pages = new EnumMap<>(Step.class);
    private final ChangeListener<Step> onStep = (observable, before, now) -> turnTo(now);
    private Wizard wizard;
    private Consumer<Run> started;
    private boolean finished;
    private boolean turning;

    /**
     * @param runsFolder where the run's folder is made unless the user says otherwise
     * @param sampleData folder with {@code quick.yaml} and what it names; need not exist
     */
    public NewRunWizard(Engine engine, Theme theme, Path runsFolder, Path sampleData) {
        this(engine, theme, runsFolder, sampleData, null);
    }

    /** With answers to questions for files from elsewhere than the system's dialogs, if {@code files} is not null. */
    NewRunWizard(Engine engine, Theme theme, Path runsFolder, Path sampleData, FilePicker files) {
        this.engine = engine;
        this.theme = theme;
        this.files = files == null ? new SystemFilePicker(this::window) : files;
        model = new WizardViewModel(engine, runsFolder, sampleData, background, Platform::runLater);
        if (!model.presets().get(0).equals(Preset.RECOMMENDED)) {
            chooseSample();
        }
    }

    private void chooseSample() {
        try {
            model.choose(model.presets().get(0));
        } catch (UserError e) {
            // The page offers it still, and says what is wrong with the file when it is chosen.
            model.choose(Preset.RECOMMENDED);
        }
    }

    /**
     * Takes over a configuration, if there is one, before the window opens, with some values replaced; an empty one is asked for first.
     *
     * @throws UserError if the file cannot be read
     */
    public void startFrom(Optional<Path> config, Map<String, String> replaced) {
        config.ifPresent(model::importFile);
        replaced.forEach((key, value) -> model.setting(key).textProperty().set(value));
        replaced.keySet().stream().filter(key -> replaced.get(key).isEmpty() && key.startsWith("text.")).findFirst()
                .ifPresent(key -> model.stepProperty().set(Step.of(key)));
    }

    WizardViewModel model() {
        return model;
    }

    /** Opens the window over its owner and returns when it is closed; {@code started} gets the run, if one was started. */
    public void show(Window owner, Consumer<Run> onStarted) {
        started = onStarted;
        wizard = new Wizard(owner, texts.get("title"));
        // Pages are bound to the model; the wizard's own map would miss spinners and switches.
        wizard.setReadSettings(false);
        WizardContext context = new WizardContext(model, texts, theme, files, this::goTo, this::preview);
        for (Step step : Step.values()) {
            pages.put(step, new StepPane(step, context, this));
        }
        wizard.setFlow(new StepFlow());
        Dialog<ButtonType> dialog = wizard.getDialog();
        Dialogs.overAllOf(owner, dialog, SMALLEST);
        dialog.setOnCloseRequest(event -> {
            if (!finished && model.isTouched() && !mayDiscard()) {
                event.consume();
            }
        });
        model.stepProperty().addListener(onStep);
        try {
            wizard.showAndWait();
        } finally {
            model.stepProperty().removeListener(onStep);
            model.close();
            background.shutdown();
        }
    }

    /** The next page is the step that is asked for: the model's, or the one after this. */
    private final class StepFlow implements Wizard.Flow {
        @Override
        public Optional<WizardPane> advance(WizardPane current) {
            if (!(current instanceof StepPane page)) {
                return Optional.of(pages.get(model.stepProperty().get()));
            }
            Step wanted = model.stepProperty().get();
            return Optional.of(pages.get(wanted == page.step() ? page.step().next() : wanted));
        }

        @Override
        public boolean canAdvance(WizardPane current) {
            return true;
        }
    }

    /** Follows the model, unless the page that is being turned told the model. */
    private void turnTo(Step step) {
        if (!turning && wizard.getDialog().getDialogPane() instanceof StepPane page && page.step() != step) {
            turning = true;
            page.advance();
            turning = false;
        }
    }

    @Override
    public void entered(Step step) {
        boolean before = turning;
        turning = true;
        model.stepProperty().set(step);
        turning = before;
    }

    private void goTo(String key) {
        model.stepProperty().set(Step.of(key));
        pages.get(Step.of(key)).focus(key);
    }

    private void preview() {
        PreviewViewModel preview = new PreviewViewModel(engine, model.config(), model.base(), Platform::runLater);
        new PreviewDialog(preview, theme, this::goTo).show(window());
    }

    @Override
    public void importConfig() {
        files.config(texts.get("import.title"), model.base()).ifPresent(file -> {
            try {
                model.importFile(file);
            } catch (UserError e) {
                ErrorDialog.show(window(), e);
            }
        });
    }

    @Override
    public void save() {
        files.save(texts.get("save.title"), model.config().name() + ".yaml").ifPresent(file -> {
            try {
                model.save(file);
                Notifications.create().owner(window()).text(texts.get("saved", file)).showInformation();
            } catch (UserError e) {
                ErrorDialog.show(window(), e);
            }
        });
    }

    @Override
    public void start() {
        model.start(run -> {
            close();
            started.accept(run);
        });
    }

    /** Closes the window without a question. */
    void close() {
        finished = true;
        wizard.getDialog().setResult(ButtonType.FINISH);
        wizard.getDialog().close();
    }

    private boolean mayDiscard() {
        ButtonType discard = new ButtonType(texts.get("discard.yes"), ButtonData.OK_DONE);
        ButtonType stay = new ButtonType(texts.get("discard.no"), ButtonData.CANCEL_CLOSE);
        Alert question = new Alert(Alert.AlertType.CONFIRMATION, texts.get("discard.about"), discard, stay);
        Dialogs.over(window(), question);
        question.getDialogPane().setId("discard");
        question.setGraphic(null);
        question.setTitle(texts.get("title"));
        question.setHeaderText(texts.get("discard.title"));
        return question.showAndWait().filter(discard::equals).isPresent();
    }

    private Window window() {
        return wizard.getDialog().getDialogPane().getScene().getWindow();
    }
}
