package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
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

/**
 * Sets up runs on a page of the window: six steps in any order, until the run starts or its draft is discarded. Leaving the page keeps the
 * draft; it is there when the page is shown again, and, by {@link DraftFile}, when the program is.
 */
public final class NewRunWizard implements WizardPage.Actions {
    private final Texts texts = Texts.of("wizard");
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "wizard checks");
        thread.setDaemon(true);
        return thread;
    });
    private final Engine engine;
    private final Theme theme;
    private final Path runsFolder;
    private final Path sampleData;
    private final FilePicker files;
    private final DraftFile kept;
    private WizardViewModel model;
    private WizardPage page;
    private Consumer<Run> started = run -> {};
    private Runnable left = () -> {};

    /**
     * @param runsFolder where a run's folder is made unless the user says otherwise; a draft is kept beside it
     * @param sampleData folder with {@code quick.yaml} and what it names; need not exist
     */
    public NewRunWizard(Engine engine, Theme theme, Path runsFolder, Path sampleData) {
        this(engine, theme, runsFolder, sampleData, null);
    }

    /** With answers to questions for files from elsewhere than the system's dialogs, if {@code files} is not null. */
    NewRunWizard(Engine engine, Theme theme, Path runsFolder, Path sampleData, FilePicker files) {
        this.engine = engine;
        this.theme = theme;
        this.runsFolder = runsFolder;
        this.sampleData = sampleData;
        this.files = files == null ? new SystemFilePicker(this::window) : files;
        kept = new DraftFile(runsFolder.resolveSibling("new-run.yaml"));
    }

    /** A new draft; one that was kept when the program ended goes on. */
    private void begin() {
        if (model != null) {
            model.close();
        }
        model = new WizardViewModel(engine, runsFolder, sampleData, background, Platform::runLater);
        if (kept.isThere() && chosen(Preset.draft(kept.file()))) {
            model.touch();
        } else if (!model.presets().get(0).equals(Preset.RECOMMENDED)) {
            chosen(model.presets().get(0));
        }
        page = new WizardPage(new WizardContext(model, texts, theme, files, key -> page.goTo(key), this::preview, this::resume), this);
    }

    /** False if its file cannot be read; the page offers it still, and says what is wrong with the file when it is chosen. */
    private boolean chosen(Preset preset) {
        try {
            model.choose(preset);
            return true;
        } catch (UserError e) {
            model.choose(Preset.RECOMMENDED);
            return false;
        }
    }

    /**
     * Takes over a configuration, if there is one, before the page is opened, with some values replaced; an empty one is asked for first.
     *
     * @throws UserError if the file cannot be read
     */
    public void startFrom(Optional<Path> config, Map<String, String> replaced) {
        if (model == null) {
            begin();
        }
        config.ifPresent(model::importFile);
        model.stepProperty().set(Step.PURPOSE);
        replaced.forEach((key, value) -> model.setting(key).textProperty().set(value));
        replaced.keySet().stream().filter(key -> replaced.get(key).isEmpty() && key.startsWith("text.")).findFirst()
                .ifPresent(key -> model.stepProperty().set(Step.of(key)));
    }

    WizardViewModel model() {
        return model;
    }

    /**
     * The page, to be put into the window.
     *
     * @param onStarted gets the run, if one is started or taken up again
     * @param onLeft    called when the page is left
     */
    public Node open(Consumer<Run> onStarted, Runnable onLeft) {
        started = onStarted;
        left = onLeft;
        if (model == null) {
            begin();
        }
        Platform.runLater(page::focusFirst);
        return page;
    }

    /** The page is no longer seen, or the program ends: what was typed is written down. */
    public void keep() {
        if (model != null && model.isTouched()) {
            kept.write(model);
        }
    }

    private void preview() {
        PreviewViewModel preview = new PreviewViewModel(engine, model.config(), model.base(), Platform::runLater);
        new PreviewDialog(preview, theme, page::goTo).show(window());
    }

    /** Takes a run up again instead of starting a new one. */
    private void resume(Path folder) {
        background.execute(() -> {
            try {
                Run run = engine.resume(folder);
                Platform.runLater(() -> started.accept(run));
            } catch (RuntimeException e) {
                Platform.runLater(() -> ErrorDialog.show(window(), e));
            }
        });
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
            kept.delete();
            Consumer<Run> shown = started;
            forget();
            shown.accept(run);
        });
    }

    @Override
    public void leave() {
        keep();
        left.run();
    }

    @Override
    public void discard() {
        if (mayDiscard()) {
            kept.delete();
            forget();
            left.run();
        }
    }

    /** The next time the page is opened it begins anew. */
    private void forget() {
        model.close();
        model = null;
    }

    /** Ends what is being computed. */
    public void close() {
        if (model != null) {
            model.close();
        }
        background.shutdown();
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
        // Enter keeps what was written.
        ((Button) question.getDialogPane().lookupButton(discard)).setDefaultButton(false);
        ((Button) question.getDialogPane().lookupButton(stay)).setDefaultButton(true);
        return question.showAndWait().filter(discard::equals).isPresent();
    }

    private Window window() {
        return page.getScene().getWindow();
    }
}
