package org.bytestill.ui.wizard;

import java.nio.file.Path;
import javafx.scene.layout.BorderPane;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Theme;

/**
 * A window in which a run trains while the models of strangers are chosen in the wizard, as teacher and as student: {@code FOLDER MODEL...}.
 * Prints what the wizard said of each; ends with 0 if the run ended with the weights of one beside which nobody did that.
 */
public final class StrangersWizardProcess {
    private static final String UPDATES = "200";

    private final Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    private StrangersWizardProcess(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        StrangersWizardProcess process = new StrangersWizardProcess(Path.of(arguments[0]));
        String alone = process.hash(process.start("alone"));
        Run run = process.start("beside");
        process.choose(run, arguments);
        boolean isEqual = process.hash(run).equals(alone);
        System.out.println(isEqual ? "The run ended as if alone." : "The run ended with other weights.");
        process.engine.close();
        System.exit(isEqual ? 0 : 1); // the window's toolkit would wait
    }

    private Run start(String name) throws Exception {
        return engine.start(SmallRun.config(folder, "training.updates", UPDATES, "evaluation.every_updates", UPDATES), folder,
                folder.resolve(name));
    }

    private String hash(Run run) throws Exception {
        SmallRun.awaitEnd(run);
        require(run.progress().state() == RunState.DONE, run.progress().toString());
        return SmallRun.hash(run.folder().resolve("checkpoints/step-" + UPDATES));
    }

    private void choose(Run run, String[] arguments) throws Exception {
        FxRoom room = new FxRoom();
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        NewRunWizard wizard = FxRoom.onFx(
                () -> new NewRunWizard(engine, theme, folder.resolve("runs"), Path.of("sample-data").toAbsolutePath()));
        room.show(theme, () -> new BorderPane(wizard.open(started -> {}, () -> {})), 1600, 1000);
        int besideRun = 0;
        for (int number = 1; number < arguments.length; number++) {
            for (String key : new String[] {"teacher", "student"}) {
                String model = arguments[number];
                CheckResults before = FxRoom.onFx(() -> wizard.model().findingsProperty().get());
                FxRoom.onFx(() -> {
                    wizard.model().setting(key).textProperty().set(model);
                    return null;
                });
                FxRoom.until(() -> wizard.model().findingsProperty().get() != before);
                System.out.println(key + " " + model + ": " + FxRoom.onFx(() -> wizard.model().findingsProperty().get().problems()));
                besideRun += run.progress().state().isEnded() ? 0 : 1;
            }
        }
        require(besideRun > 0, "the run ended before a model was chosen");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
