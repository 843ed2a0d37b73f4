package org.bytestill.bytes.cache;

import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.problem.Check;
import org.bytestill.util.Progress;

/** A {@link ByteReader} of precomputed next-byte distributions, for code that requires a reader, such as {@link ByteCache#fill}. */
public final class PrecomputedReader implements ByteReader {
    private final List<Passage> documents;
    private final List<? extends ByteRows> rows;

    /** @param rows one element for each document */
    public PrecomputedReader(List<Passage> documents, List<? extends ByteRows> rows) {
        Check.argument(documents.size() == rows.size(), "%d documents have the rows of %d.", documents.size(), rows.size());
        this.documents = List.copyOf(documents);
        this.rows = List.copyOf(rows);
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> wanted, Progress progress) {
        return wanted.stream().map(this::rowsOf).toList();
    }

    private ByteRows rowsOf(Passage document) {
        for (int i = 0; i < documents.size(); i++) {
            if (documents.get(i).text() == document.text()) {
                return rows.get(i);
            }
        }
        throw new IllegalArgumentException("The rows of this document are not known.");
    }

    @Override
    public ReadingCost cost() {
        return ReadingCost.NOTHING;
    }
}
