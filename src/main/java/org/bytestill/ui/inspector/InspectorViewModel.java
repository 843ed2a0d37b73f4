package org.bytestill.ui.inspector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.InspectedModel;
import org.bytestill.engine.Inspection;
import org.bytestill.engine.InspectionRequest;
import org.bytestill.engine.Inspector;
import org.bytestill.problem.UserError;

/**
 * Which text, which two models, and where the cursor stands. Asks the engine off the window's thread; only the newest
 * question's answer is shown. Without controls; used on the window's thread.
 */
public final class InspectorViewModel {
    /** What is asked of the engine. */
    public enum Phase { EMPTY, WORKING, READY, FAILED }

    /**
     * How far the newest question is.
     *
     * @param done    bytes read, of both models together
     * @param total   bytes to read; 0 while models are loaded
     * @param failure why it failed, or null
     */
    public record Status(Phase phase, long done, long total, Throwable failure) {
        static final Status EMPTY = new Status(Phase.EMPTY, 0, 0, null);
    }

    /** Longest text that is analysed, in bytes. */
    public static final int LONGEST_TEXT = 64 * 1024;

    private final Inspector inspector;
    private final Executor ui;
    private final ObjectProperty<byte[]> text = new SimpleObjectProperty<>(this, "text", new byte[0]);
    private final ObjectProperty<ModelChoice> teacher = new SimpleObjectProperty<>(this, "teacher");
    private final ObjectProperty<ModelChoice> student = new SimpleObjectProperty<>(this, "student");
    private final ObjectProperty<ConverterSettings> converter = new SimpleObjectProperty<>(this, "converter",
            ConverterSettings.beam(10, 0.01));
    private final ReadOnlyObjectWrapper<Analysis> analysis = new ReadOnlyObjectWrapper<>(this, "analysis");
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(this, "status", Status.EMPTY);
    private final ReadOnlyIntegerWrapper cursor = new ReadOnlyIntegerWrapper(this, "cursor", 0);
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic", false);
    private CompletableFuture<Inspection> asked;
    private int newest;

    /** {@code ui} runs on the window's thread. */
    public InspectorViewModel(Inspector inspector, Executor ui) {
        this.inspector = inspector;
        this.ui = ui;
    }

    // --- what is asked

    public ObjectProperty<byte[]> textProperty() {
        return text;
    }

    public ObjectProperty<ModelChoice> teacherProperty() {
        return teacher;
    }

    public ObjectProperty<ModelChoice> studentProperty() {
        return student;
    }

    public ObjectProperty<ConverterSettings> converterProperty() {
        return converter;
    }

    /** Reads a file's bytes as they are. Throws UserError if it cannot be read, is empty or too long to be analysed. */
    public void open(Path file) {
        try {
            long size = Files.size(file);
            if (size == 0 || size > LONGEST_TEXT) {
                throw UserError.badInput(size == 0 ? "%s is empty. Choose a file with text."
                        : "%s has %,d bytes; up to %,d can be analysed. Choose a part of it.",
                        file, size, LONGEST_TEXT);
            }
            text.set(Files.readAllBytes(file));
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Choose another file.", file, e.getMessage()).causedBy(e);
        }
    }

    /** True if text and both models are there. */
    public boolean canInspect() {
        return text.get().length > 0 && text.get().length <= LONGEST_TEXT && teacher.get() != null && student.get() != null;
    }

    /** Asks about the text as it is now; an older question is dropped. */
    public void inspect() {
        cancel();
        if (!canInspect()) {
            return;
        }
        int number = newest;
        status.set(new Status(Phase.WORKING, 0, 0, null));
        AtomicBoolean reporting = new AtomicBoolean();
        InspectionRequest request = new InspectionRequest(text.get().clone(), new InspectedModel(teacher.get().folder(), converter.get()),
                new InspectedModel(student.get().folder(), converter.get()));
        asked = inspector.inspect(request, (done, total) -> {
            // One report on its way at a time: a fast reader must not fill the window's queue.
            if (reporting.compareAndSet(false, true)) {
                ui.execute(() -> {
                    reporting.set(false);
                    progressed(number, done, total);
                });
            }
            return true;
        });
        asked.thenApply(Analysis::of).whenComplete((found, failure) -> ui.execute(() -> answered(number, found, failure)));
    }

    private void progressed(int number, long done, long total) {
        if (number == newest && status.get().phase() == Phase.WORKING) {
            status.set(new Status(Phase.WORKING, done, total, null));
        }
    }

    private void answered(int number, Analysis found, Throwable failure) {
        if (number != newest) {
            return;
        }
        if (found != null) {
            cursor.set(Math.min(cursor.get(), found.length() - 1));
            analysis.set(found);
            status.set(new Status(Phase.READY, found.length(), found.length(), null));
        } else if (isCancellation(failure)) {
            status.set(idle());
        } else {
            status.set(new Status(Phase.FAILED, 0, 0, failure));
        }
    }

    private static boolean isCancellation(Throwable failure) {
        return failure instanceof CancellationException || failure instanceof CompletionException
                && failure.getCause() instanceof CancellationException;
    }

    /** Gives up the question that is worked on; what was found before stays. */
    public void cancel() {
        newest++;
        if (asked != null) {
            asked.cancel(false);
            asked = null;
        }
        if (status.get().phase() == Phase.WORKING) {
            status.set(idle());
        }
    }

    private Status idle() {
        return analysis.get() == null ? Status.EMPTY : new Status(Phase.READY, 0, 0, null);
    }

    // --- what is shown

    /** The newest answer; null before the first. */
    public ReadOnlyObjectProperty<Analysis> analysisProperty() {
        return analysis.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Offset of the chosen byte. */
    public ReadOnlyIntegerProperty cursorProperty() {
        return cursor.getReadOnlyProperty();
    }

    /** Whether bars of probability are drawn on a logarithmic scale. */
    public BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    public void moveTo(int offset) {
        if (analysis.get() != null) {
            cursor.set(analysis.get().moves().byBytes(offset, 0));
        }
    }

    /** Moves the cursor as a key says, if there is something to move in. */
    void move(Move move) {
        if (analysis.get() != null) {
            cursor.set(move.from(analysis.get().moves(), cursor.get()));
        }
    }

    /** What belongs to the chosen byte; null before the first answer. */
    ByteFocus focus(int rows) {
        return analysis.get() == null ? null : new ByteFocus(analysis.get(), cursor.get(), rows);
    }

    /** A step of the cursor. */
    @FunctionalInterface
    interface Move {
        int from(CursorMoves moves, int cursor);
    }

    /**
     * A measure over all bytes.
     *
     * @param mean     over the bytes where it is finite
     * @param infinite at how many bytes it is not: a probability of 0 was met
     */
    record Mean(double mean, long infinite) {}

    static Mean mean(List<Inspection.ByteComparison> comparisons, ToDoubleFunction<Inspection.ByteComparison> measure) {
        return new Mean(comparisons.stream().mapToDouble(measure).filter(Double::isFinite).average().orElse(Double.NaN),
                comparisons.stream().mapToDouble(measure).filter(Double::isInfinite).count());
    }
}
