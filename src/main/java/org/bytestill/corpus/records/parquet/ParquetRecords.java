package org.bytestill.corpus.records.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.Record;
import org.bytestill.corpus.records.RecordReader;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file, row group by row group: the pages of one are in memory, compressed. */
final class ParquetRecords implements RecordReader {
    /** Equal values take no room; nobody has this many of them in a row. */
    private static final long MOST_ROWS_OF_BYTE = 1000;

    private final DataFile file;
    private final ParquetFileReader pages;
    private final MessageType schema;
    private final MessageColumnIO columns;
    private final RowMaterializer materializer;
    private final long rows;
    private @Nullable Step<Map<String, @Nullable Object>> group;
    private long leftInGroup;
    private long row;

    ParquetRecords(DataFile file) throws IOException {
        this.file = file;
        this.pages = whole(() -> ParquetFileReader.open(new LocalInputFile(file.path()), new ParquetReadOptions.Builder(
                new PlainParquetConfiguration()).withCodecFactory(new Codecs(file.path())).usePageChecksumVerification().build()));
        this.schema = pages.getFileMetaData().getSchema();
        this.columns = new ColumnIOFactory(pages.getFileMetaData().getCreatedBy()).getColumnIO(schema);
        this.materializer = new RowMaterializer(schema);
        this.rows = pages.getRecordCount();
        try {
            whole(() -> requireRows());
        } catch (IOException | RuntimeException e) {
            pages.close();
            throw e;
        }
    }

    /**
     * The library takes the number of rows on trust, and reads as many from columns that have come to their end: a damaged number would be
     * read for hours.
     */
    private boolean requireRows() {
        for (BlockMetaData block : pages.getRowGroups()) {
            long bytes = 0;
            for (ColumnChunkMetaData column : block.getColumns()) {
                boolean repeats = schema.getMaxRepetitionLevel(column.getPath().toArray()) > 0;
                if (repeats ? column.getValueCount() < block.getRowCount() : column.getValueCount() != block.getRowCount()) {
                    throw new IllegalStateException("a row group of " + block.getRowCount() + " rows has " + column.getValueCount()
                            + " values in a column");
                }
                bytes += column.getTotalSize();
            }
            if (block.getRowCount() > MOST_ROWS_OF_BYTE * Math.max(1, bytes)) {
                throw new IllegalStateException("a row group of " + block.getRowCount() + " rows has " + bytes + " bytes");
            }
        }
        return true;
    }

    @Override
    public @Nullable Record next() throws IOException {
        while (leftInGroup == 0) {
            PageReadStore next = whole(pages::readNextRowGroup);
            if (next == null) {
                return null;
            }
            leftInGroup = next.getRowCount();
            group = whole(() -> columns.getRecordReader(next, materializer)::read);
        }
        leftInGroup--;
        return new Record(file.path(), Record.Layout.COLUMNS, row++, 0, 0, whole(group));
    }

    /** A step of the library, which throws exceptions of many kinds when bytes are not what they should be. */
    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T whole(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (UserError e) {
            throw e;
        } catch (Values.InvalidText e) {
            throw UserError
                    .badInput("%s, row %d: column \"%s\" holds a text that is not UTF-8, the byte %02X has no place at its offset %d."
                            + " Write the file again from texts in UTF-8.", file.path(), row, e.column, e.value, e.offset);
        } catch (OutOfMemoryError e) {
            throw UserError
                    .corruptFile("%s wants more memory at row %d than there is. Either it is damaged: copy or download it again. Or its row"
                            + " groups are too large: write it again with smaller ones, or give Java more memory with JAVA_OPTS=-Xmx8g.",
                            file.path(), row)
                    .causedBy(e);
        } catch (IOException | RuntimeException e) {
            UserError told = userErrorIn(e);
            throw told != null ? told
                    : UserError.corruptFile("%s is damaged or ends early: it cannot be read as Parquet%s (%s). Copy or download it again.",
                            file.path(), pagesAreOpen() ? " at row " + row : "", reason(e)).causedBy(e);
        }
    }

    @SuppressWarnings("ConstantValue")
    private boolean pagesAreOpen() {
        return pages != null;
    }

    private static @Nullable UserError userErrorIn(@Nullable Throwable e) {
        return e == null || e instanceof UserError ? (UserError) e : userErrorIn(e.getCause());
    }

    /** The innermost message, which is about bytes rather than about the library. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName()
                : cause.getMessage().split("\n|! Struct")[0].replaceAll("^\\S+@[0-9a-f]+ ", "it ");
    }

    @Override
    public List<String> columns() {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    @Override
    public double fraction() {
        return rows == 0 ? 1 : (double) row / rows;
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
