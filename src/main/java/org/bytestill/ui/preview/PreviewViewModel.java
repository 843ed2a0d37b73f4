package org.bytestill.ui.preview;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.PreviewRequest;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Latest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One preview of a run's text: its documents as they come, then the counts; asked again where all of the text shall be counted. */
public final class PreviewViewModel {
    /** Text that is counted without being asked for: about as much as is read while somebody looks at the first document. */
    static final long FIRST_BYTES = 4_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(PreviewViewModel.class);

    private final Engine engine;
    private final RunConfig config;
    private final Path base;
    private final Latest latest;
    private final ObservableList<PreviewDocument> documents = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<PreviewReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper(this, "failure", "");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running", false);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", 0);

    /**
     * @param base   folder that relative paths of the configuration start at
     * @param window runs what changes properties
     */
    public PreviewViewModel(Engine engine, RunConfig config, Path base, Executor window) {
        this.engine = engine;
        this.config = config;
        this.base = base;
        latest = new Latest(window);
    }

    /** The key of what must be chosen first, so that there is something to see. */
    Optional<String> missing() {
        return config.student().isBlank() ? Optional.of("student") : config.text().train().isEmpty() ? Optional.of("text.train")
                : Optional.empty();
    }

    boolean hasTeacher() {
        return !config.teachers().isEmpty();
    }

    /** In their order; they grow while the text is read. */
    ObservableList<PreviewDocument> documents() {
        return documents;
    }

    /** Null until the text has been counted. */
    ReadOnlyObjectProperty<PreviewReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** Why the text could not be read, or not further; empty if nothing is wrong. */
    ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Share of the text to be counted that is counted, from 0 to 1. */
    ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Reads the documents to show and counts the beginning of the text; nothing happens while something must be chosen first. */
    void start() {
        if (missing().isEmpty()) {
            documents.clear();
            ask(PreviewRequest.DOCUMENTS, FIRST_BYTES);
        }
    }

    /** Counts all of the text; the documents stay. */
    void countAll() {
        ask(0, 0);
    }

    private void ask(int shown, long bytes) {
        Latest.Question question = latest.ask();
        failure.set("");
        progress.set(0);
        running.set(true);
        question.await(question.by(engine.preview(new PreviewRequest(config, base, shown, bytes),
                document -> question.tell(() -> documents.add(document)), (done, total) -> {
                    question.report(() -> progress.set(total == 0 ? 0 : (double) done / total));
                    return question.isWanted();
                })), this::ended);
    }

    private void ended(PreviewReport answer, Throwable problem) {
        running.set(false);
        if (problem == null) {
            report.set(answer);
        } else if (!Failure.isCancellation(problem)) {
            told(Failure.causeOf(problem));
        }
    }

    private void told(Throwable problem) {
        if (Failure.of(problem).isUnexpected()) {
            LOG.error("The text could not be previewed", problem);
        }
        failure.set(FailureText.of(problem));
    }

    /** Ends what is being read; what came stays. */
    void cancel() {
        latest.cancel();
        running.set(false);
    }
}
