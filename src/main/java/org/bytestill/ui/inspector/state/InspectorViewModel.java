package org.bytestill.ui.inspector.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

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
    public record Status(Phase phase, long done, long total, @Nullable Throwable failure) {
        static final Status EMPTY = new Status(Phase.EMPTY, 0, 0, null);
    }

    /** No byte is chosen among those that may come next. */
    public static final int NO_BYTE = -1;
    /** Longest text that is analysed, in bytes. */
    public static final int LONGEST_TEXT = 64 * 1024;

    private final Inspector inspector;
    private final LatestRequest questions;
    private final ObjectProperty<byte[]> text = new SimpleObjectProperty<>(this, "text", new byte[0]);
    private final ObjectProperty<ModelChoice> teacher = new SimpleObjectProperty<>(this, "teacher");
    private final ObjectProperty<ModelChoice> student = new SimpleObjectProperty<>(this, "student");
    private final ObjectProperty<ConverterSettings> converter = new SimpleObjectProperty<>(this, "converter",
            ConverterSettings.USUAL_BEAM);
    private final ObjectProperty<Head> head = new SimpleObjectProperty<>(this, "head", Head.TOKEN);
    private final ReadOnlyObjectWrapper<Analysis> analysis = new ReadOnlyObjectWrapper<>(this, "analysis");
    private final ReadOnlyObjectWrapper<Baseline> before = new ReadOnlyObjectWrapper<>(this, "before");
    private final BooleanProperty frozen = new SimpleBooleanProperty(this, "frozen", false);
    private final ReadOnlyIntegerWrapper cursor = new ReadOnlyIntegerWrapper(this, "cursor", 0);
    private final ObjectBinding<ByteFocus> focus = Bindings.createObjectBinding(
            () -> analysis.get() == null ? null : new ByteFocus(analysis.get(), cursor.get()), analysis, cursor);
    private final IntegerProperty chosenByte = new SimpleIntegerProperty(this, "chosenByte", NO_BYTE);
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic", false);
    private final ObjectProperty<Sides> sides = new SimpleObjectProperty<>(this, "sides", Sides.BOTH);
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper(this, "notice", "");
    private final ReadOnlyObjectWrapper<LongText.Piece> piece = new ReadOnlyObjectWrapper<>(this, "piece");
    private Seen reference;
    private Seen last;
    private Seen asked;
    private int wantedCursor = -1;

    /** {@code ui} runs on the window's thread. */
    public InspectorViewModel(Inspector inspector, Executor ui) {
        this.inspector = inspector;
        questions = new LatestRequest(inspector, ui, this::found);
        frozen.addListener((observable, was, now) -> freeze(now));
        text.addListener((observable, was, now) -> piece.set(null));
    }

    /** Whether a run computes that the inspector gives way to. */
    public boolean isBesideRun() {
        return inspector.isBesideRun();
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

    /** Which part of a longer text is looked at; null if the text is whole, or was changed. */
    public ReadOnlyObjectProperty<LongText.Piece> pieceProperty() {
        return piece.getReadOnlyProperty();
    }

    /** Looks at a part of a longer text. */
    public void look(LongText.Piece at) {
        text.set(at.bytes());
        piece.set(at);
    }

    /** Looks at a text, or at the first piece of one that is too long to be analysed at once. */
    public void setText(byte[] bytes) {
        if (bytes.length > LONGEST_TEXT && bytes.length <= LongText.MOST) {
            look(new LongText(bytes).around(0));
        } else {
            text.set(bytes);
        }
    }

    /** Asks about a text, or about the piece around a place of one that is too long, and moves there as soon as it is analysed. */
    public void look(byte[] bytes, int place) {
        int start = 0;
        if (bytes.length > LONGEST_TEXT && bytes.length <= LongText.MOST) {
            LongText.Piece around = new LongText(bytes).around(place);
            start = around.start();
            look(around);
        } else {
            text.set(bytes);
        }
        inspect();
        moveWhenThere(Math.min(place, bytes.length - 1) - start);
    }

    /** Reads a file's bytes as they are; of a long one the first piece is looked at. Throws UserError if it cannot be read, is empty or too long. */
    public void open(Path file) {
        try {
            long size = Files.size(file);
            if (size == 0 || size > LongText.MOST) {
                throw UserError.badInput(size == 0 ? "%s is empty. Choose a file with text."
                        : "%s has %,d bytes; up to %,d can be opened. Choose a part of it.",
                        file, size, LongText.MOST);
            }
            byte[] bytes = Files.readAllBytes(file);
            setText(bytes);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Choose another file.", file, e.getMessage()).causedBy(e);
        }
    }

    /** By which head the student is read. */
    public ObjectProperty<Head> headProperty() {
        return head;
    }

    /** True if text and both models are there. */
    public boolean canInspect() {
        return text.get().length > 0 && text.get().length <= LONGEST_TEXT && teacher.get() != null && student.get() != null;
    }

    /** Asks about the text as it is now; an older question is dropped. */
    public void inspect() {
        cancel();
        if (canInspect()) {
            InspectionRequest request = question();
            asked = new Seen(null, request, teacher.get().name() + " | " + student.get().name());
            questions.ask(request, piece.get());
        }
    }

    /** What would be asked now. */
    InspectionRequest question() {
        return new InspectionRequest(text.get().clone(), asked(teacher.get(), Head.TOKEN), asked(student.get(), head.get()));
    }

    /** Asks, unless just this was asked last and is worked on or answered. */
    public void inspectIfNew() {
        Phase phase = statusProperty().get().phase();
        boolean known = asked != null && canInspect() && asked.answers(question()) && (phase == Phase.WORKING || phase == Phase.READY);
        if (!known) {
            inspect();
        }
    }

    private InspectedModel asked(ModelChoice choice, Head by) {
        return new InspectedModel(choice.folders(), choice.mixture(), choice.reading() == null ? converter.get() : choice.reading(),
                choice.isMixed() ? Head.TOKEN : by);
    }

    /** Shows an analysis that was made elsewhere, as if it had been asked for; for tests and benches. */
    public void show(Analysis given) {
        asked = new Seen(null, new InspectionRequest(given.inspection().text(), null, null), "");
        found(given, true);
    }

    private void found(Analysis found, boolean whole) {
        int wanted = wantedCursor >= 0 ? wantedCursor : found.offsetOf(analysis.get(), cursor.get());
        int at = Math.min(wanted, found.length() - 1);
        // A beginning may end before the place; the place is kept for what comes.
        wantedCursor = whole || at == wanted ? -1 : wanted;
        chosenByte.set(NO_BYTE);
        if (!frozen.get() && last != null && !last.answers(asked.request())) {
            reference = last;
        }
        if (!frozen.get() && reference != null && found.piece() != null && found.piece() != reference.analysis().piece()) {
            reference = null; // another piece of the text is not a change of it
        }
        before.set(reference == null ? null : new Baseline(reference.analysis(), found, reference.name()));
        // At every moment the cursor stands within the analysis that is shown.
        cursor.set(Math.min(at, cursor.get()));
        analysis.set(found);
        cursor.set(at);
        if (whole) {
            last = new Seen(found, asked.request(), asked.name());
        }
    }

    /** The newest question; null before the first. */
    @Nullable
    InspectionRequest request() {
        return asked == null ? null : asked.request();
    }

    /** What is shown, with its question; empty before the first answer and while only the beginning of a text is shown. */
    Optional<Seen> shown() {
        return last != null && last.analysis() == analysis.get() ? Optional.of(last) : Optional.empty();
    }

    /** A whole analysis, the question it answers, and the models' names. */
    record Seen(Analysis analysis, InspectionRequest request, String name) {
        boolean answers(InspectionRequest other) {
            return Objects.equals(request.teacher(), other.teacher()) && Objects.equals(request.student(), other.student())
                    && Arrays.equals(request.text(), other.text());
        }
    }

    private void freeze(boolean now) {
        if (now) {
            reference = last;
            before.set(null);
        }
    }

    /** Gives up the question that is worked on; what was found before stays. */
    public void cancel() {
        questions.cancel();
    }

    // --- what is shown

    /** Whether what is analysed is another text than the one that was entered, and this one waits to be asked for, being longer than {@code atOnce}. */
    public boolean showsOlderText(int atOnce) {
        Analysis shown = analysis.get();
        byte[] entered = textProperty().get();
        return shown != null && entered.length > atOnce && statusProperty().get().phase() != Phase.WORKING
                && !Arrays.equals(shown.inspection().text(), entered);
    }

    /** The newest answer; null before the first. */
    public ReadOnlyObjectProperty<Analysis> analysisProperty() {
        return analysis.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return questions.statusProperty();
    }

    /** Offset of the chosen byte. */
    public ReadOnlyIntegerProperty cursorProperty() {
        return cursor.getReadOnlyProperty();
    }

    /** Whether bars of probability are drawn on a logarithmic scale. */
    public BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /** The analysis that the present one is compared with; null if there is none. */
    public ReadOnlyObjectProperty<Baseline> beforeProperty() {
        return before.getReadOnlyProperty();
    }

    /** While true, every new analysis is compared with the one that was shown when it became true. */
    public BooleanProperty frozenProperty() {
        return frozen;
    }

    /** Ends the comparison with an earlier analysis. */
    public void forgetBefore() {
        frozen.set(false);
        reference = null;
        before.set(null);
    }

    /** A byte chosen among those that may come next, or {@link #NO_BYTE}. */
    public IntegerProperty chosenByteProperty() {
        return chosenByte;
    }

    /** Which of the two models is drawn. */
    public ObjectProperty<Sides> sidesProperty() {
        return sides;
    }

    /** A sentence on what was just done or could not be; empty if there is nothing to say. */
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    public void say(String sentence) {
        notice.set(""); // so that the same sentence is said again
        notice.set(sentence);
    }

    public void moveTo(int offset) {
        if (analysis.get() != null) {
            set(analysis.get().moves().byBytes(offset, 0));
        }
    }

    /** Moves there as soon as that byte is analysed. */
    public void moveWhenThere(int offset) {
        if (analysis.get() != null && statusProperty().get().phase() == Phase.READY) {
            moveTo(offset);
        } else {
            wantedCursor = offset;
        }
    }

    private void set(int offset) {
        if (offset != cursor.get()) {
            chosenByte.set(NO_BYTE);
            cursor.set(offset);
        }
    }

    /** Moves the cursor as a key says, if there is something to move in. */
    public void move(Move move) {
        if (analysis.get() != null) {
            set(move.from(analysis.get().moves(), cursor.get()));
        }
    }

    /** The byte at the cursor with its two distributions, made once a step for all panels; null before the first analysis. */
    public ObservableValue<ByteFocus> focusProperty() {
        return focus;
    }

    public ByteFocus focus() {
        return focus.get();
    }

    /** A step of the cursor. */
    @FunctionalInterface
    public interface Move {
        int from(CursorMoves moves, int cursor);
    }

    /**
     * A measure over all bytes.
     *
     * @param mean     over the bytes where it is finite
     * @param infinite at how many bytes it is not: a probability of 0 was met
     */
    public record Mean(double mean, long infinite) {}

    public static Mean mean(List<Inspection.ByteComparison> comparisons, ToDoubleFunction<Inspection.ByteComparison> measure) {
        return new Mean(comparisons.stream().mapToDouble(measure).filter(Double::isFinite).average().orElse(Double.NaN),
                comparisons.stream().mapToDouble(measure).filter(Double::isInfinite).count());
    }
}
