package org.bytestill.engine.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.run.Conversion;
import org.bytestill.run.ConversionFile;
import org.bytestill.run.RunFolder;

/**
 * How far the conversion of a run is and what it measures. The training thread reports, others read; a run that goes on adds to what an
 * earlier process measured.
 */
final class ConversionProgress {
    private final RunFolder folder;
    private final LongSupplier nanos;
    private boolean begun;
    private long beganNanos;
    private long doneAtBegin;
    private long done;
    private long total;
    private double trainForConvert = Double.NaN;

    /** Rows of the teacher in earlier processes and for what they read. */
    private double earlierRows;
    private long earlierBytes;
    private long finishedRows;
    private long finishedReaderBytes;
    private ByteReader reader;

    private long measured;
    private double residual;
    private double dropped;
    private long healed;
    private long impossible;
    private byte[] text = {};
    private double[] probabilities = {};
    private byte[] current = {};

    ConversionProgress(RunFolder folder, long done, long total) {
        this(folder, done, total, System::nanoTime);
    }

    ConversionProgress(RunFolder folder, long done, long total, LongSupplier nanos) {
        this.folder = folder;
        this.nanos = nanos;
        this.done = done;
        this.total = total;
        ConversionFile.read(folder).ifPresent(this::goOn);
    }

    private void goOn(Conversion earlier) {
        measured = earlier.measuredBytes();
        residual = measured == 0 ? 0 : earlier.residual() * measured;
        dropped = measured == 0 ? 0 : earlier.dropped() * measured;
        healed = earlier.healed();
        impossible = earlier.impossible();
        earlierBytes = Double.isNaN(earlier.rowsPerByte()) ? 0 : measured;
        earlierRows = earlierBytes * earlier.rowsPerByte();
        int known = 0;
        while (known < earlier.text().length && !Double.isNaN(earlier.probabilities()[known])) {
            known++;
        }
        text = Arrays.copyOf(earlier.text(), known);
        probabilities = Arrays.copyOf(earlier.probabilities(), known);
    }

    /** Operations of training for one of the conversion: from the time of the conversion follows about how long training will take. */
    synchronized void plan(double newTrainForConvert) {
        trainForConvert = newTrainForConvert;
    }

    synchronized void at(long newDone, long newTotal) {
        if (!begun) {
            begun = true;
            beganNanos = nanos.getAsLong();
            doneAtBegin = newDone;
        }
        done = newDone;
        total = newTotal;
    }

    synchronized long done() {
        return done;
    }

    synchronized long total() {
        return total;
    }

    synchronized double bytesPerSecond() {
        double seconds = (nanos.getAsLong() - beganNanos) / 1e9;
        return begun && seconds > 0 ? (done - doneAtBegin) / seconds : 0;
    }

    /** Until the end of the run, training included; NaN if not known. */
    synchronized double secondsLeft() {
        double speed = bytesPerSecond();
        return speed > 0 ? (total - done + trainForConvert * total) / speed : Double.NaN;
    }

    /** The same reader, whose work is measured from now on. */
    synchronized ByteReader watch(ByteReader teacher) {
        reader = teacher;
        finishedReaderBytes = 0;
        finishedRows = 0;
        return new WatchedReader(teacher, this);
    }

    /** The reader has come to a place in texts that are read together. */
    synchronized void reading(List<Passage> passages, long to) {
        byte[] newest = new byte[(int) Math.min(Conversion.TEXT_BYTES, to)];
        int free = newest.length;
        long start = 0;
        for (Passage passage : passages) {
            long from = Math.max(0, to - newest.length - start);
            long end = Math.min(passage.text().length, to - start);
            if (from < end) {
                System.arraycopy(passage.text(), (int) from, newest, newest.length - free, (int) (end - from));
                free -= (int) (end - from);
            }
            start += passage.text().length;
        }
        current = newest;
        finishedRows = reader == null ? 0 : reader.modelRows();
        finishedReaderBytes = Math.max(0, done - doneAtBegin);
    }

    /** Texts are finished: these are their distributions. */
    synchronized void read(List<Passage> passages, List<? extends ByteRows> rows) {
        current = new byte[0];
        for (int i = 0; i < passages.size(); i++) {
            take(passages.get(i), rows.get(i));
        }
        finishedRows = reader == null ? 0 : reader.modelRows();
    }

    private void take(Passage passage, ByteRows rows) {
        for (int row = 0; row < rows.size(); row++) {
            residual += rows.residual(row);
            dropped += rows.belowThreshold(row) + rows.beyondWidth(row);
            healed += rows.healed(row) ? 1 : 0;
            impossible += rows.distribution(row)[passage.observed(row)] == 0 ? 1 : 0;
        }
        measured += rows.size();
        int newest = Math.min(Conversion.TEXT_BYTES, rows.size());
        double[] observed = new double[newest];
        for (int i = 0; i < newest; i++) {
            int row = rows.size() - newest + i;
            observed[i] = rows.distribution(row)[passage.observed(row)];
        }
        text = lastOf(text, Arrays.copyOfRange(passage.text(), rows.size() - newest, rows.size()));
        probabilities = lastOf(probabilities, observed);
    }

    private static byte[] lastOf(byte[] before, byte[] more) {
        byte[] both = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, both, before.length, more.length);
        return Arrays.copyOfRange(both, Math.max(0, both.length - Conversion.TEXT_BYTES), both.length);
    }

    private static double[] lastOf(double[] before, double[] more) {
        double[] both = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, both, before.length, more.length);
        return Arrays.copyOfRange(both, Math.max(0, both.length - Conversion.TEXT_BYTES), both.length);
    }

    synchronized Conversion snapshot() {
        long bytes = earlierBytes + finishedReaderBytes;
        double[] unknown = new double[current.length];
        Arrays.fill(unknown, Double.NaN);
        return new Conversion(measured, bytes == 0 ? Double.NaN : (earlierRows + finishedRows) / bytes,
                measured == 0 ? Double.NaN : residual / measured, measured == 0 ? Double.NaN : dropped / measured, impossible, healed,
                bytesPerSecond(), secondsLeft(), lastOf(text, current), lastOf(probabilities, unknown));
    }

    /** Throws UserError if the disk is full or gone. */
    void write() {
        ConversionFile.write(folder, snapshot());
    }
}
