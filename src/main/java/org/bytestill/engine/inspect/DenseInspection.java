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
import org.jspecify.annotations.Nullable;

/** Next-byte distributions of a model or a mixture over a whole text, for tables and files. Runs on the calling thread. */
public final class DenseInspection {
    /** The number of distributions that fit into one array of floats. */
    private static final int MOST_BYTES = Integer.MAX_VALUE / ByteDistribution.OUTCOMES - 8;

    /**
     * The distributions of one model or mixture.
     *
     * @param rows      next-byte distributions, one per byte
     * @param tokens    the model's canonical tokens, tiling the text
     * @param modelRows number of model evaluations
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
     * Reads a model, or a mixture of several; the tokens are those of the first.
     *
     * @param folders at least one model
     * @throws org.bytestill.problem.UserError if a model cannot be read, or the text is empty or too long
     */
    public Reading read(List<Path> folders, Mixture mixture, byte[] text, ConverterSettings settings, Progress progress) {
        requireLength(text);
        long started = System.nanoTime();
        TorchThread.prepare(0);
        try (TeacherEnsemble ensemble = new TeacherEnsemble(folders, mixture, Dtype.FLOAT32, Device.named("auto"))) {
            return read(ensemble, text, settings, progress, started);
        }
    }

    private static Reading read(TeacherEnsemble ensemble, byte[] text, ConverterSettings settings, Progress progress, long started) {
        ByteReader reader = ensemble.reader(settings);
        ByteRows rows = reader.read(List.of(text), progress).get(0);
        return new Reading(text, rows, ensemble.first().spans(text), reader.modelRows(), (System.nanoTime() - started) / 1e9);
    }

    /** The distributions of one model and the error of its converter at every byte. */
    public record Measured(Reading reading, @Nullable ConverterError error) {}

    /**
     * Reads a model with a converter and then with the reference, which takes many times as long; the model is loaded once.
     *
     * @param read     progress of the converter
     * @param measured progress of the reference
     * @throws org.bytestill.problem.UserError if the model cannot be read, or the text is empty or too long
     */
    public Measured measure(Path folder, byte[] text, ConverterSettings settings, Progress read, Progress measured) {
        requireLength(text);
        long started = System.nanoTime();
        TorchThread.prepare(0);
        try (TeacherEnsemble ensemble = new TeacherEnsemble(List.of(folder), Mixture.ARITHMETIC, Dtype.FLOAT32, Device.named("auto"))) {
            Reading reading = read(ensemble, text, settings, read, started);
            ConverterErrorRequest request = new ConverterErrorRequest(text, new InspectedModel(folder, settings), reading.rows());
            return new Measured(reading, ConverterError.measured(request, text.length,
                    ensemble.reader(ConverterError.referenceFor(settings)), measured));
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
            ByteRows rows = loaded.rows(model, text, false, LoadedModel.usualMemory(loaded.decoder().device()), progress);
            return new Reading(text, rows, loaded.spans(text), loaded.modelRows(), (System.nanoTime() - started) / 1e9);
        }
    }

    /**
     * Compares a teacher that has been read with another model, which is read now over the same text.
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

    /** Progress of the first of two models over a text. */
    public static Progress firstHalf(Progress ofBoth) {
        return (done, total) -> ofBoth.report(done, 2 * total);
    }

    /** Progress of the second of two models over a text. */
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
