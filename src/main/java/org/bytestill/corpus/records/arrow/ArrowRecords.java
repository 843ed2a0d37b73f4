package org.bytestill.corpus.records.arrow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.Record;
import org.bytestill.corpus.records.RecordReader;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file, batch by batch. */
final class ArrowRecords implements RecordReader {
    private final DataFile file;
    private final ArrowMessages messages;
    private final List<Field> fields = new ArrayList<>();
    private final Map<Long, Column> dictionaries = new HashMap<>();
    /** The dictionary's own field, by its id. */
    private final Map<Long, Field> dictionaryFields = new HashMap<>();
    private List<Column> columns = List.of();
    private int left;
    private int rowInBatch;
    private long row;

    ArrowRecords(DataFile file) throws IOException {
        this.file = file;
        this.messages = new ArrowMessages(file);
        try {
            readSchema();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            messages.close();
            throw told(e);
        }
    }

    private void readSchema() throws IOException {
        ArrowMessages.Part first = messages.next();
        if (first == null || first.head().headerType() != MessageHeader.Schema) {
            throw messages.damaged("it does not begin with a schema");
        }
        Schema schema = (Schema) first.head().header(new Schema());
        if (schema.endianness() != 0) {
            throw UserError.badInput("%s holds big-endian numbers. Write it again on a machine of today.", file.path());
        }
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(schema.fields(i));
            findDictionaries(schema.fields(i));
        }
    }

    private void findDictionaries(Field field) {
        if (field.dictionary() != null) {
            dictionaryFields.put(field.dictionary().id(), field);
        }
        for (int i = 0; i < field.childrenLength(); i++) {
            findDictionaries(field.children(i));
        }
    }

    @Override
    public @Nullable Record next() throws IOException {
        try {
            while (left == 0) {
                ArrowMessages.Part part = messages.next();
                if (part == null) {
                    return null;
                }
                take(part);
            }
            Map<String, @Nullable Object> values = values();
            left--;
            rowInBatch++;
            return new Record(file.path(), Record.Layout.COLUMNS, row++, 0, 0, values);
        } catch (RuntimeException | IOException | StackOverflowError e) {
            throw told(e);
        }
    }

    private void take(ArrowMessages.Part part) throws IOException {
        switch (part.head().headerType()) {
            case MessageHeader.RecordBatch -> {
                RecordBatch batch = (RecordBatch) part.head().header(new RecordBatch());
                ArrowBatch content = new ArrowBatch(batch, part.body(), dictionaries);
                columns = content.columns(fields);
                left = content.records();
                rowInBatch = 0;
            }
            case MessageHeader.DictionaryBatch -> {
                DictionaryBatch batch = (DictionaryBatch) part.head().header(new DictionaryBatch());
                Field field = dictionaryFields.get(batch.id());
                if (field != null) {
                    Column values = new ArrowBatch(batch.data(), part.body(), dictionaries).dictionary(field);
                    dictionaries.merge(batch.id(), values, (before, more) -> batch.isDelta() ? before.followedBy(more) : more);
                }
            }
            default -> throw messages.damaged("a message of an unknown kind");
        }
    }

    private Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            Object value = columns.get(i).get(rowInBatch);
            if (value != null) {
                values.put(fields.get(i).name(), value);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** What goes wrong in bytes that are not what they should be, of whatever kind, is told as a damaged file. */
    private UserError told(Throwable e) {
        if (e instanceof UserError told) {
            return told;
        }
        if (e instanceof ArrowColumns.InvalidText invalid) {
            return UserError.badInput(
                    "%s, row %d: column \"%s\" holds a text that is not UTF-8, the byte %02X has no place at its offset %d."
                            + " Write the file again from texts in UTF-8.",
                    file.path(), row, invalid.column, invalid.offset, invalid.value);
        }
        if (e instanceof ArrowColumns.Unknown unknown) {
            return UserError.badInput(
                    "%s: column \"%s\" holds %s, which cannot be read here. Write the file again without it, or as a text.",
                    file.path(), unknown.column, unknown.kind);
        }
        String cause = e.getMessage() == null || e instanceof NullPointerException || e instanceof ClassCastException
                ? "its parts do not fit together"
                : e.getMessage();
        return messages.damaged("at row " + row + ", " + cause).causedBy(e);
    }

    @Override
    public List<String> columns() {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    public double fraction() {
        return messages.fraction();
    }

    @Override
    public List<String> notes() {
        return messages.hasEnd() || left > 0 ? List.of()
                : List.of(file.path() + " has no mark at its end. If a program was stopped while it wrote the file, rows are missing.");
    }

    @Override
    public void close() throws IOException {
        messages.close();
    }
}
