package org.bytestill.corpus.records.arrow;

import java.io.IOException;
import java.util.List;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.RecordFormat;
import org.bytestill.corpus.records.RecordReader;

/** Arrow IPC: streams, and files, which are streams between a beginning and a footer. */
public final class ArrowFormat implements RecordFormat {
    @Override
    public String name() {
        return "Arrow";
    }

    @Override
    public List<String> endings() {
        return List.of("arrow");
    }

    @Override
    public boolean isCompressed() {
        return false;
    }

    @Override
    public RecordReader open(DataFile file) throws IOException {
        return new ArrowRecords(file);
    }
}
