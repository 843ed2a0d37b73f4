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
import org.bytestill.corpus.shapes.Shapes;

/** The texts and conversations of a file of records: one a row. */
final class RecordTexts implements TextReader {
    private final DataFile file;
    private final SampleReader rows;
    private final ChatReader chats;

    RecordTexts(DataFile file, RecordFormat format, Mapping mapping, ChatReader chats) throws IOException {
        this.file = file;
        this.chats = chats;
        this.rows = new SampleReader(file.path(), format.open(file), mapping);
    }

    @Override
    public Optional<TextPart> next() throws IOException {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (row.sample() instanceof Sample.Text text) {
                return Optional.of(Text.of(text.bytes(), row.record().place(), row.record().offset(), text.supervised()));
            }
            if (row.sample() instanceof Sample.Chat chat) {
                Record record = row.record();
                return Optional.of(new TextPart.Chat(chats.documents(record.where(), file.path(), record.offset(),
                        chat.conversation(), chat.firstSupervisedMessage())));
            }
        }
        return Optional.empty();
    }

    @Override
    public double fraction() {
        return rows.fraction();
    }

    @Override
    public long skipped() {
        return rows.skipped();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(rows.notes());
        if (!rows.shapeName().equals(Shapes.TEXT)) {
            notes.add(file.path() + " is read as \"" + rows.shapeName() + "\".");
        }
        return notes;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
