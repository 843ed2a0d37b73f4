package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.TeacherEnsemble;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.problem.Check;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/** A model, or several mixed, read as bytes over a whole text, as one document: for tables and files. On the calling thread. */
public final class DenseInspection {
    /** As many rows as one array of floats holds. */
    private static final int MOST_BYTES = Integer.MAX_VALUE / ByteDistribution.OUTCOMES - 8;

    /**
     * A reading.
     *
     * @param rows      next-byte rows, one a byte
     * @param tokens    the model's canonical tokens, tiling the text
     * @param modelRows model evaluations it took
     */
    public record Reading(byte[] text, ByteRows rows, List<TokenSpan> tokens, long modelRows, double seconds) {
        /** Bytes of the text to which the model gives probability 0. */
        public int zeroProbability() {
            int zeros = 0;
            for (int i = 0; i < text.length; i++) {
                zeros += rows.distribution(i)[text[i] & 0xFF] == 0 ? 1 : 0;
            }
            return zeros;
        }
    }

    /**
     * A model, or several as one: their rows are mixed, the tokens are those of the first.
     *
     * @param folders at least one
     * @throws org.bytestill.problem.UserError if a model cannot be read, or the text is empty or too long
     */
    public Reading read(List<Path> folders, Mixture mixture, byte[] text, ConverterSettings settings, Progress progress) {
        requireLength(text);
        long started = System.nanoTime();
        TorchThread.prepare(0);
        try (TeacherEnsemble panel = new TeacherEnsemble(folders, mixture, Dtype.FLOAT32, Device.named("auto"))) {
            return read(panel, text, settings, progress, started);
        }
    }

    private static Reading read(TeacherEnsemble panel, byte[] text, ConverterSettings settings, Progress progress, long started) {
        ByteReader reader = panel.reader(settings);
        ByteRows rows = reader.read(List.of(text), progress).get(0);
        return new Reading(text, rows, panel.first().spans(text), reader.modelRows(), (System.nanoTime() - started) / 1e9);
    }

    /** A reading by one model, and how far it is from the reference at every byte. */
    public record Measured(Reading reading, ConverterError error) {}

    /**
     * Reads a model, opened once, in a way and then by the reference; the second takes many times as long.
     *
     * @param measured is told how far the second is
     * @throws org.bytestill.problem.UserError if the model cannot be read, or the text is empty or too long
     */
    public Measured measure(Path folder, byte[] text, ConverterSettings settings, Progress read, Progress measured) {
        requireLength(text);
        long started = System.nanoTime();
        TorchThread.prepare(0);
        try (TeacherEnsemble panel = new TeacherEnsemble(List.of(folder), Mixture.ARITHMETIC, Dtype.FLOAT32, Device.named("auto"))) {
            Reading reading = read(panel, text, settings, read, started);
            ConverterErrorRequest request = new ConverterErrorRequest(text, new InspectedModel(folder, settings), reading.rows());
            return new Measured(reading, ConverterError.measured(request, text.length, panel.reader(ConverterError.referenceFor(settings)), measured));
        }
    }

    private static void requireLength(byte[] text) {
        Check.that(text.length > 0, "The text is empty. Name a file that holds text.");
        Check.that(text.length <= MOST_BYTES, "The text has %d bytes; at most %d are inspected at once. Cut it.", text.length, MOST_BYTES);
    }

    private static Reading read(InspectedModel model, byte[] text, Progress progress) {
        requireLength(text);
        long started = System.nanoTime();
        TorchThread.prepare(0);
        try (LoadedModel loaded = new LoadedModel(model.folder(), Dtype.FLOAT32, Device.named("auto"))) {
            ByteRows rows = loaded.rows(model, text, false, LoadedModel.usualMemory(), progress);
            return new Reading(text, rows, loaded.spans(text), loaded.modelRows(), (System.nanoTime() - started) / 1e9);
        }
    }

    /**
     * What was read, as teacher, and another model over the same text, which is read now.
     *
     * @throws org.bytestill.problem.UserError if the model cannot be read
     */
    public Inspection compare(Reading teacher, InspectedModel other, Progress progress) {
        byte[] text = teacher.text();
        Reading student = read(other, text, progress);
        return new Inspection(text, teacher.tokens(), student.tokens(), teacher.rows(), student.rows(),
                Inspection.ByteComparison.of(text, teacher.rows(), student.rows()), InspectionService.updateOf(other.folder()),
                teacher.seconds() + student.seconds(), FlowSource.NONE, FlowSource.NONE);
    }

    /** Progress of the first of two readings of a text. */
    public static Progress firstHalf(Progress ofBoth) {
        return (done, total) -> ofBoth.report(done, 2 * total);
    }

    /** Progress of the second. */
    public static Progress secondHalf(Progress ofBoth) {
        return (done, total) -> ofBoth.report(total + done, 2 * total);
    }

    /** Writes tensor {@code p}, float32 (bytes, 257): 256 byte outcomes, then the end of the sequence. */
    public void write(Reading reading, Path file) {
        int n = reading.rows().size();
        float[] p = new float[n * ByteDistribution.OUTCOMES];
        for (int row = 0; row < n; row++) {
            double[] distribution = reading.rows().distribution(row);
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                p[row * ByteDistribution.OUTCOMES + outcome] = (float) distribution[outcome];
            }
        }
        new SafetensorsWriter().add("p", p, n, ByteDistribution.OUTCOMES).write(file);
    }
}
