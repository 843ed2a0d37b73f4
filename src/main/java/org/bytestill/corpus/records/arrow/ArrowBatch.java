package org.bytestill.corpus.records.arrow;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.bytestill.corpus.records.Lz4;
import org.bytestill.corpus.records.ZstdLibrary;

/** A record batch: its fields and buffers stand in the order in which the schema is walked through, parents first. */
final class ArrowBatch {
    private final RecordBatch batch;
    private final byte[] body;
    private final Map<Long, Column> dictionaries;
    private int node;
    private int buffer;
    private int variadic;

    /** @param dictionaries by their ids */
    ArrowBatch(RecordBatch batch, byte[] body, Map<Long, Column> dictionaries) {
        this.batch = batch;
        this.body = body;
        this.dictionaries = dictionaries;
    }

    List<Column> columns(List<Field> fields) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (Field field : fields) {
            columns.add(ArrowColumns.of(this, field, field.name()));
        }
        return columns;
    }

    /** The values of a dictionary, of which the field's own columns hold indices. */
    Column dictionary(Field field) throws IOException {
        return ArrowColumns.values(this, field, field.name());
    }

    Column dictionary(long id) throws IOException {
        Column dictionary = dictionaries.get(id);
        if (dictionary == null) {
            throw new IOException("a dictionary is missing");
        }
        return dictionary;
    }

    /** Number of values of the next field. */
    int nextLength() {
        FieldNode next = batch.nodes(node++);
        return Math.toIntExact(next.length());
    }

    /** How many buffers of variable number the next field has. */
    int nextVariadicCount() {
        return Math.toIntExact(batch.variadicBufferCounts(variadic++));
    }

    /** The next buffer, without its compression; empty where it is left out. */
    ByteBuffer nextBuffer() throws IOException {
        Buffer next = batch.buffers(buffer++);
        int offset = Math.toIntExact(next.offset());
        int length = Math.toIntExact(next.length());
        if (offset < 0 || length < 0 || offset + (long) length > body.length) {
            throw new IOException("a buffer lies outside of its batch");
        }
        ByteBuffer bytes = ByteBuffer.wrap(body, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        return batch.compression() == null || length == 0 ? bytes : decompressed(bytes, offset, length);
    }

    private ByteBuffer decompressed(ByteBuffer bytes, int offset, int length) throws IOException {
        long size = bytes.getLong(0);
        byte[] whole;
        if (size == -1) {
            whole = Arrays.copyOfRange(body, offset + 8, offset + length);
        } else if (batch.compression().codec() == CompressionType.ZSTD) {
            whole = zstd(Arrays.copyOfRange(body, offset + 8, offset + length), Math.toIntExact(size));
        } else {
            whole = Lz4.frame(body, offset + 8, Math.toIntExact(size));
        }
        return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] zstd(byte[] frame, int size) throws IOException {
        try {
            ZstdLibrary.load();
            byte[] whole = Zstd.decompress(frame, size);
            if (whole.length != size) {
                throw new IOException("a buffer of " + size + " bytes has " + whole.length);
            }
            return whole;
        } catch (ZstdException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
