package org.bytestill.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.RecordReader;
import org.bytestill.fuzz.ReaderFuzz;

/** Files of records: Parquet and Arrow in their encodings and compressions, JSON in one piece, archives of JSON lines. */
class RecordsFuzzTest extends ReaderFuzz {
    /** The first bytes, a character each, and the ending under which the file is read. */
    private static final Map<String, String> ENDINGS = Map.of("PAR1", ".parquet", "ARROW1", ".arrow", "\u00ff\u00ff\u00ff\u00ff", ".arrow",
            "\u001f\u008b", ".jsonl.gz", "\u0028\u00b5\u002f\u00fd", ".jsonl.zst", "[", ".json", "{", ".json");

    @Override
    protected List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("messages.gzip.parquet", "messages.none.parquet", "messages.snappy.parquet", "messages.v2.parquet",
                "messages.zstd.parquet", "text.delta-length.parquet", "text.dictionary.parquet", "text.lz4.parquet",
                "text.nulls.parquet", "text.v2-delta.parquet", "messages.ipc-file.arrow", "text.stream-lz4.arrow", "text.stream-zstd.arrow",
                "columns.json", "sharegpt.json", "text.jsonl.gz", "text.jsonl.zst")) {
            seeds.add(golden("records/data/" + name));
        }
        return seeds;
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        String beginning = new String(content, 0, Math.min(8, content.length), StandardCharsets.ISO_8859_1);
        String ending = ENDINGS.entrySet().stream().filter(entry -> beginning.startsWith(entry.getKey())).map(Map.Entry::getValue)
                .findFirst()
                .orElse(".parquet");
        DataFile file = DataFile.at(put(folder.resolve("data" + ending), content));
        try (RecordReader reader = TextFormats.of(file).open(file)) {
            while (reader.next() != null) {
                reader.fraction();
            }
        } catch (IOException e) {
            throw DataFile.unreadable(file.path(), e); // as whoever reads a text does
        }
    }
}
