package org.bytestill.corpus.records.arrow;

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
import org.bytestill.corpus.records.Decompressed;
import org.bytestill.corpus.records.Lz4;

/** A record batch: its fields and buffers stand in the order in which the schema is walked through, parents first. */
final class ArrowBatch {
    private static final int MOST_OF_NOTHING = 1 << 20;

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
    int nextLength() throws IOException {
        FieldNode next = batch.nodes(node++);
        if (next == null) {
            throw new IOException("the batch names no fields");
        }
        return justified(next.length());
    }

    /** Number of records. */
    int records() throws IOException {
        return justified(batch.length());
    }

    /** Values that are all missing have no bytes; so many that nothing else in the batch could be as long are a damage. */
    private int justified(long length) throws IOException {
        if (length > 8L * body.length + MOST_OF_NOTHING) {
            throw new IOException(length + " values in a batch of " + body.length + " bytes");
        }
        return Math.toIntExact(length);
    }

    /** How many buffers of variable number the next field has. */
    int nextVariadicCount() {
        return Math.toIntExact(batch.variadicBufferCounts(variadic++));
    }

    /** The next buffer, without its compression; empty where it is left out. */
    ByteBuffer nextBuffer() throws IOException {
        Buffer next = batch.buffers(buffer++);
        if (next == null) {
            throw new IOException("the batch names no buffers");
        }
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
            whole = Decompressed.zstd(body, offset + 8, offset + length, Math.toIntExact(size));
        } else {
            whole = Lz4.frame(body, offset + 8, Math.toIntExact(size));
        }
        return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    }
}
