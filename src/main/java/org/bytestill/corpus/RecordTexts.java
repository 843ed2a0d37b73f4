package org.bytestill.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.Record;
import org.bytestill.corpus.records.RecordFormat;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.corpus.shapes.Row;
import org.bytestill.corpus.shapes.Sample;
import org.bytestill.corpus.shapes.SampleReader;

/** The texts of a file of records: a text a row. */
final class RecordTexts implements TextReader {
    private final DataFile file;
    private final SampleReader rows;
    private boolean hasPrompts;

    RecordTexts(DataFile file, RecordFormat format, Mapping mapping) throws IOException {
        this.file = file;
        this.rows = new SampleReader(file.path(), format.open(file), mapping);
    }

    @Override
    public Optional<Text> next() throws IOException {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (row.sample() instanceof Sample.Text text) {
                hasPrompts |= !text.supervised().isEmpty();
                return Optional.of(Text.of(text.bytes(), place(row.record()), row.record().offset(), text.supervised()));
            }
            if (row.sample() instanceof Sample.Chat) {
                throw row.record()
                        .refused("this is a conversation (\"%s\"), and texts are read here. Name a column that holds texts by a mapping"
                                + " (text=COLUMN), or let `bytestill documents` write the conversations as texts through a chat template.",
                                rows.shapeName());
            }
        }
        return Optional.empty();
    }

    private String place(Record record) {
        return record.where().substring(file.path().toString().length());
    }

    @Override
    public double fraction() {
        return rows.fraction();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(rows.notes());
        if (hasPrompts) {
            notes.add(file.path() + " holds prompts and completions; the prompts are texts as the completions are.");
        }
        return notes;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
