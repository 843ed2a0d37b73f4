package org.bytestill.corpus.shapes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytestill.corpus.records.Record;
import org.bytestill.corpus.records.RecordReader;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the records of a file hold. Its shape follows from the fields of all rows, but a file may be larger than memory: it is
 * recognised by the first rows, and a later row whose fields would make it another is an error. Nothing is read by half: what is wrong with
 * a row is told when that row is reached.
 */
public final class SampleReader implements Closeable {
    /** Rows that the shape is recognised by, and how many characters of text they may have together. */
    private static final int FIRST_ROWS = 1000;
    private static final long FIRST_CHARACTERS = 8 << 20;
    private static final int MOST_NAMED = 20;

    private final Path file;
    private final RecordReader records;
    private final Mapping mapping;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Deque<Record> first = new ArrayDeque<>();
    private final Optional<Shape> shape;
    private @Nullable UserError failure;
    private boolean isAtEnd;
    private long rows;
    private long empty;

    /**
     * Recognises the shape.
     *
     * @param records closed with this reader, and if this constructor throws
     * @throws UserError if the file has no row, or none of the shapes fits
     */
    public SampleReader(Path file, RecordReader records, Mapping mapping) throws IOException {
        this.file = file;
        this.records = records;
        this.mapping = mapping;
        try {
            readFirst();
            this.shape = shape();
            requireShape();
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private void readFirst() throws IOException {
        long characters = 0;
        try {
            while (first.size() < FIRST_ROWS && characters < FIRST_CHARACTERS) {
                Record record = records.next();
                if (record == null) {
                    isAtEnd = true;
                    return;
                }
                first.add(record);
                columns.addAll(record.values().keySet());
                characters += characters(record.values());
            }
        } catch (UserError e) {
            failure = e;
        }
    }

    private static long characters(@Nullable Object value) {
        return value instanceof String text ? text.length()
                : value instanceof Collection<?> list ? list.stream().mapToLong(SampleReader::characters).sum()
                        : value instanceof Map<?, ?> map ? characters(map.values()) : 1;
    }

    /** The shape that mapped fields have by themselves, else that of all. */
    private Optional<Shape> shape() {
        return Shapes.of(mapping.columns().keySet()).or(() -> Shapes.of(fields()));
    }

    private Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>(columns);
        fields.addAll(mapping.columns().keySet());
        return fields;
    }

    private void requireShape() {
        if (first.isEmpty()) {
            throw failure != null ? failure : UserError.badInput("%s holds no row. Name a file that holds text.", file);
        }
        Set<String> known = new LinkedHashSet<>(records.columns());
        known.addAll(columns);
        for (Map.Entry<String, String> entry : mapping.columns().entrySet()) {
            if (!known.contains(entry.getValue())) {
                throw UserError.badInput("%s: there is no column \"%s\", which is mapped to the field \"%s\"; its columns are %s. A mapping"
                        + " is for all files alike: mend it (--map, or text.map of run.yaml), or name the columns alike.", file,
                        entry.getValue(), entry.getKey(), inWords(known));
            }
        }
        if (shape.isEmpty() && Shapes.of(known).isPresent()) {
            throw nothing(Shapes.of(known).get());
        }
        if (shape.isEmpty()) {
            throw UserError.badInput(
                    "%s: its columns are %s, and none of the known shapes fits (%s). Name the column that holds the text by a"
                            + " mapping: text=COLUMN, after --map or in text.map of run.yaml.%s",
                    file, inWords(known), Shapes.inWords(),
                    known.size() == 1 && known.iterator().next().matches(".*[;\t|].*")
                            ? " Columns of CSV are separated by commas, of TSV by tabs."
                            : "");
        }
    }

    private static String inWords(Set<String> columns) {
        return columns.stream().limit(MOST_NAMED).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                + (columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) + " more" : "");
    }

    private UserError nothing(Shape of) {
        return UserError.badInput("%s holds no text: in none of its %d rows is there anything in the column \"%s\".", file,
                Math.max(rows, first.size()), mapping.columnOf(of.keys().get(of.keys().size() - 1)));
    }

    /** Name of the shape, such as {@code messages}. */
    public String shapeName() {
        return shape.orElseThrow().name();
    }

    /**
     * The next row; null after the last. A row that holds nothing is given too.
     *
     * @throws UserError for a row that cannot be read; and after the last, if none held anything
     */
    public @Nullable Row next() throws IOException {
        Record record = nextRecord();
        if (record == null) {
            if (empty == rows) {
                throw nothing(shape.orElseThrow());
            }
            return null;
        }
        rows++;
        Sample sample = shape.orElseThrow().read(new Fields(record, mapping));
        empty += sample instanceof Sample.Nothing ? 1 : 0;
        return new Row(record, sample);
    }

    private @Nullable Record nextRecord() throws IOException {
        if (!first.isEmpty()) {
            return first.remove();
        }
        if (failure != null) {
            throw failure;
        }
        Record record = isAtEnd ? null : records.next();
        if (record != null && columns.addAll(record.values().keySet())) {
            requireSameShape(record);
        }
        return record;
    }

    private void requireSameShape(Record record) {
        String now = shape().orElseThrow().name();
        if (!now.equals(shapeName())) {
            throw record.refused(
                    "its fields make it \"%s\", the rows before are \"%s\". Put rows of different shapes into files of their own, or"
                            + " say by a mapping which column is meant.",
                    now, shapeName());
        }
    }

    /** Share of the file that was read for the rows so far, 0 to 1. */
    public double fraction() {
        return rows == 0 ? 0 : records.fraction() * rows / (rows + first.size());
    }

    /** Rows that held nothing, so far. */
    public long skipped() {
        return empty;
    }

    /** What a user should know of the rows that were read; sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(records.notes());
        if (empty > 0) {
            notes.add(String.format("%s: %d of %d rows are skipped, nothing is in their column \"%s\".", file, empty, rows,
                    mapping.columnOf(shape.orElseThrow().keys().get(shape.orElseThrow().keys().size() - 1))));
        }
        return notes;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
