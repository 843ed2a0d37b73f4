package org.bytestill.engine.run;

import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.util.Progress;

/** A reader whose texts and distributions a {@link ConversionProgress} sees; the numbers are those of the reader itself. */
final class WatchedReader implements ByteReader {
    private final ByteReader reader;
    private final ConversionProgress progress;

    WatchedReader(ByteReader reader, ConversionProgress progress) {
        this.reader = reader;
        this.progress = progress;
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> passages, Progress listener) {
        List<ByteRows> rows = reader.readPassages(passages, (done, total) -> {
            boolean goesOn = listener.report(done, total);
            progress.reading(passages, done);
            return goesOn;
        });
        progress.read(passages, rows);
        return rows;
    }

    @Override
    public ReadingCost cost() {
        return reader.cost();
    }
}
