package org.bytestill.corpus.records.parquet;

import java.io.IOException;
import java.util.List;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.RecordFormat;
import org.bytestill.corpus.records.RecordReader;

/** Parquet, flat and nested; its own compression is snappy, zstd, gzip, LZ4 or none. */
public final class ParquetFormat implements RecordFormat {
    @Override
    public String name() {
        return "Parquet";
    }

    @Override
    public List<String> endings() {
        return List.of("parquet");
    }

    @Override
    public boolean isCompressed() {
        return false;
    }

    @Override
    public RecordReader open(DataFile file) throws IOException {
        return new ParquetRecords(file);
    }
}
