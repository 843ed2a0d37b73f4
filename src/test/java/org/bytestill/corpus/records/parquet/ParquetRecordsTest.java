package org.bytestill.corpus.records.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of rows in a file's footer, which nothing else in the file has to agree with. */
class ParquetRecordsTest {
    private static final Path WHOLE = Path.of("src/test/resources/goldens/records/data/text.nulls.parquet");
    /** Behind the footer: its length, and PAR1. */
    private static final int TRAILER = 8;

    @TempDir
    private Path folder;

    private DataFile with(Consumer<FileMetaData> damage) throws IOException {
        byte[] content = Files.readAllBytes(WHOLE);
        int length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(content.length - TRAILER);
        int start = content.length - TRAILER - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(content, start, length));
        damage.accept(footer);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, written);
        ByteBuffer file = ByteBuffer.allocate(start + written.size() + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        file.put(content, 0, start).put(written.toByteArray()).putInt(written.size())
                .put(Arrays.copyOfRange(content, content.length - 4, content.length));
        return DataFile.at(Files.write(folder.resolve("text.parquet"), file.array()));
    }

    @Test
    void aFileWhoseFooterIsWrittenAnewIsRead() throws IOException {
        try (ParquetRecords records = new ParquetRecords(with(footer -> {}))) {
            assertThat(records.next()).isNotNull();
        }
    }

    @Test
    void moreRowsThanItsColumnsHaveAreADamage() throws IOException {
        DataFile file = with(footer -> footer.getRow_groups().get(0).setNum_rows(1L << 40));
        assertThatThrownBy(() -> new ParquetRecords(file)).isInstanceOf(UserError.class).hasMessageContaining("1099511627776 rows")
                .hasMessageContaining("values in a column");
    }

    @Test
    void moreRowsThanBytesCanHoldAreADamage() throws IOException {
        DataFile file = with(footer -> {
            footer.getRow_groups().get(0).setNum_rows(1L << 30);
            footer.getRow_groups().get(0).getColumns().forEach(column -> column.getMeta_data().setNum_values(1L << 30));
        });
        assertThatThrownBy(() -> new ParquetRecords(file)).isInstanceOf(UserError.class).hasMessageContaining("1073741824 rows has");
    }
}
