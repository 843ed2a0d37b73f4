package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.dryrun.DryRunFinding;
import org.bytestill.engine.dryrun.DryRunFinding.Outcome;
import org.bytestill.engine.dryrun.DryRunListener;
import org.bytestill.engine.dryrun.DryRunReport;
import org.bytestill.engine.dryrun.DryRunRequest;
import org.bytestill.engine.dryrun.DryRunStage;
import org.bytestill.problem.Failure;
import org.bytestill.util.Texts;

/** A dry run of what is chosen in the wizard: whether one is computed, what it is at, what it has found. Used on the window's thread. */
public final class DryRunModel {
    private final Engine engine;
    private final Executor ui;
    private final Runnable measured;
    private final Texts texts = Texts.of("wizard");
    private final Texts words = Texts.of("dryrun");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running", false);
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper(this, "line", "");
    private final ObservableList<DryRunFinding> findings = FXCollections.observableArrayList();
    private AtomicBoolean cancelled = new AtomicBoolean();

    /** @param measured called when estimates may have changed */
    DryRunModel(Engine engine, Executor ui, Runnable measured) {
        this.engine = engine;
        this.ui = ui;
        this.measured = measured;
    }

    /** Begins one, unless one is computed. */
    void start(RunConfig config, Path base, Path runFolder) {
        if (running.get()) {
            return;
        }
        AtomicBoolean own = new AtomicBoolean();
        cancelled = own;
        running.set(true);
        findings.clear();
        line.set(texts.get("dryrun.begins"));
        engine.dryRun(new DryRunRequest(config, base, runFolder), new DryRunListener() {
            @Override
            public boolean progress(DryRunStage stage, long done, long total) {
                ui.execute(() -> at(own, stage, done, total));
                return !own.get();
            }

            @Override
            public void found(DryRunFinding finding) {
                ui.execute(() -> {
                    if (own == cancelled && !own.get()) {
                        findings.add(finding);
                    }
                });
            }
        }).whenComplete((report, failure) -> ui.execute(() -> ended(own, report, failure)));
    }

    private void at(AtomicBoolean own, DryRunStage stage, long done, long total) {
        if (running.get() && own == cancelled && !own.get()) {
            String name = words.get("stage." + stage.word());
            line.set(total > 0 ? texts.get("dryrun.counted", name, done, total) : texts.get("dryrun.at", name));
        }
    }

    private void ended(AtomicBoolean own, DryRunReport report, Throwable failure) {
        if (own != cancelled) {
            return;
        }
        running.set(false);
        if (own.get() || failure != null && Failure.isCancellation(failure)) {
            findings.clear();
            line.set(texts.get("dryrun.cancelled"));
        } else if (failure != null) {
            line.set(CheckResults.failure(failure).message());
        } else {
            line.set(texts.get(report.isFine() ? "dryrun.fine" : "dryrun.failed", Math.round(report.seconds())));
            measured.run();
        }
    }

    /** Ends it; nothing of it is left. */
    void cancel() {
        if (running.get()) {
            cancelled.set(true);
            line.set(texts.get("dryrun.cancelling"));
        }
    }

    /** What was found belongs to values that are no longer chosen. */
    void forget() {
        if (!running.get()) {
            findings.clear();
            line.set("");
        }
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** What it is at, or how it ended; empty if there was none. */
    public ReadOnlyStringProperty lineProperty() {
        return line.getReadOnlyProperty();
    }

    /** What it has found, stage by stage. */
    public ObservableList<DryRunFinding> findings() {
        return FXCollections.unmodifiableObservableList(findings);
    }

    /** Whether something stands against the run. */
    boolean hasFailed() {
        return findings.stream().anyMatch(finding -> finding.outcome() == Outcome.FAILED);
    }
}
