package org.bytestill.ui.wizard;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.problem.Problem;
import org.bytestill.util.Texts;

/** The folder in which the run's folder is made: a field like those of {@code run.yaml}, though it is no key of it. */
final class FolderSetting {
    /** Its key. */
    static final String KEY = "runs_folder";

    private final Texts texts;
    private final SettingModel setting;
    private Path path;
    private Optional<Problem> problem = Optional.empty();

    /** @param changed called after every change */
    FolderSetting(Path initial, Texts texts, Runnable changed) {
        this.texts = texts;
        path = initial;
        setting = new SettingModel(KEY, texts.get("label.runs_folder"), texts.get("help.runs_folder"), List.of());
        setting.textProperty().set(initial.toString());
        setting.setOrigin(SettingModel.Origin.DEFAULT, initial.toString());
        setting.textProperty().addListener((observable, before, now) -> {
            read(now.strip(), initial.toString());
            changed.run();
        });
    }

    private void read(String text, String initial) {
        setting.touch();
        problem = Optional.empty();
        try {
            if (text.isEmpty()) {
                problem = Optional.of(Problem.error(KEY, texts.get("problem.runs_folder.empty"), ""));
            } else {
                path = Path.of(text);
            }
        } catch (InvalidPathException e) {
            problem = Optional.of(Problem.error(KEY, texts.get("problem.runs_folder", e.getReason()), ""));
        }
        setting.setOrigin(text.equals(initial) ? SettingModel.Origin.DEFAULT : SettingModel.Origin.CHANGED, initial);
    }

    SettingModel setting() {
        return setting;
    }

    /** The folder; while the field cannot be read, that of before. */
    Path path() {
        return path;
    }

    /** Why the field cannot be read; empty if it can. */
    Optional<Problem> problem() {
        return problem;
    }
}
