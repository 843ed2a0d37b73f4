package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.ui.wizard.SettingModel.Origin;

/** A snapshot of the configuration that the engine is asked to check and to estimate. Immutable. */
final class Question {
    private final RunConfig config;
    private final Path base;
    private final Path runFolder;
    private final Map<String, RunConfig> resets = new LinkedHashMap<>();

    /** Made on the window's thread, answered on another. */
    Question(RunConfig config, Path base, Path runFolder, ConfigDraft draft) {
        this.config = config;
        this.base = base;
        this.runFolder = runFolder;
        for (SettingModel setting : draft.settings()) {
            if (setting.originProperty().get() == Origin.CHANGED || setting.originProperty().get() == Origin.TUNED) {
                resets.put(setting.key(), draft.withReset(setting.key()));
            }
        }
    }

    RunConfig config() {
        return config;
    }

    Path base() {
        return base;
    }

    Path runFolder() {
        return runFolder;
    }

    /** Empty where a run cannot do without the value: a model that has no chat template of its own needs the one that was named. */
    private Optional<Estimate> price(Engine engine, RunConfig reset) {
        try {
            return Optional.of(engine.estimate(reset, base, runFolder));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    CheckResults answer(Engine engine) {
        List<Problem> problems;
        try {
            problems = engine.check(config, base, runFolder);
        } catch (RuntimeException | LinkageError e) {
            problems = List.of(CheckResults.failure(e));
        }
        try {
            Estimate estimate = engine.estimate(config, base, runFolder);
            Map<String, Estimate> prices = new LinkedHashMap<>();
            resets.forEach((key, reset) -> price(engine, reset).ifPresent(price -> prices.put(key, price)));
            return new CheckResults(problems, Optional.of(estimate), "", prices);
        } catch (RuntimeException | LinkageError e) {
            return new CheckResults(problems, Optional.empty(), CheckResults.failure(e).message(), Map.of());
        }
    }
}
