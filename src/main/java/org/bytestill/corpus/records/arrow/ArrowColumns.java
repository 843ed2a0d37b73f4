package org.bytestill.corpus.records.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.Type;
import org.bytestill.corpus.records.OtherValue;
import org.bytestill.text.Utf8;
import org.jspecify.annotations.Nullable;

/** Columns of the types of Arrow, by the layouts of its buffers. Nulls in objects are dropped, those in lists stay. */
final class ArrowColumns {
    private ArrowColumns() {}

    /** A text that is no UTF-8, in a column. */
    static final class InvalidText extends RuntimeException {
        final String column;
        final int offset;
        final int value;

        InvalidText(String column, int offset, int value) {
            this.column = column;
            this.offset = offset;
            this.value = value;
        }
    }

    /** A type that is not read. */
    static final class Unknown extends RuntimeException {
        final String column;
        final String kind;

        Unknown(String column, String kind) {
            this.column = column;
            this.kind = kind;
        }
    }

    /** A column with the bits that say which values are there. */
    private record Values(int length, @Nullable ByteBuffer validity, IntFunction<@Nullable Object> at) implements Column {
        @Override
        public @Nullable Object get(int index) {
            if (index < 0 || index >= length) {
                throw new IndexOutOfBoundsException("an index lies outside of its column");
            }
            return validity != null && (validity.get(index >> 3) >> (index & 7) & 1) == 0 ? null : at.apply(index);
        }
    }

    static Column of(ArrowBatch batch, Field field, String column) throws IOException {
        return field.dictionary() == null ? values(batch, field, column) : indices(batch, field, column);
    }

    private static Column indices(ArrowBatch batch, Field field, String column) throws IOException {
        Column dictionary = batch.dictionary(field.dictionary().id());
        int length = batch.nextLength();
        ByteBuffer validity = validity(batch);
        ByteBuffer indices = batch.nextBuffer();
        int bits = field.dictionary().indexType() == null ? 32 : field.dictionary().indexType().bitWidth();
        return new Values(length, validity, i -> dictionary.get((int) ArrowScalars.whole(indices, i, bits)));
    }

    /** The column itself, also that of a dictionary. */
    static Column values(ArrowBatch batch, Field field, String column) throws IOException {
        int length = batch.nextLength();
        return switch (field.typeType()) {
            case Type.Null -> new Values(length, null, i -> null);
            case Type.Utf8 -> bytes(batch, length, 4, (data, start, end) -> text(data, start, end, column));
            case Type.LargeUtf8 -> bytes(batch, length, 8, (data, start, end) -> text(data, start, end, column));
            case Type.Binary -> bytes(batch, length, 4, (data, start, end) -> OtherValue.BYTES);
            case Type.LargeBinary -> bytes(batch, length, 8, (data, start, end) -> OtherValue.BYTES);
            case Type.Utf8View -> views(batch, length, (data, start, end) -> text(data, start, end, column));
            case Type.BinaryView -> views(batch, length, (data, start, end) -> OtherValue.BYTES);
            case Type.FixedSizeBinary -> fixedBytes(batch, length, ((FixedSizeBinary) field.type(new FixedSizeBinary())).byteWidth());
            case Type.List, Type.Map -> lists(batch, field, length, 4, column);
            case Type.LargeList -> lists(batch, field, length, 8, column);
            case Type.FixedSizeList -> fixedLists(batch, field, length, column);
            case Type.Struct_ -> objects(batch, field, length, column);
            case Type.Union, Type.RunEndEncoded, Type.ListView, Type.LargeListView -> throw new Unknown(column,
                    "values of the Arrow type " + Type.name(field.typeType()));
            default -> {
                ByteBuffer validity = validity(batch);
                yield new Values(length, validity, ArrowScalars.of(field, batch.nextBuffer(), column));
            }
        };
    }

    /** The bits; none if all values are there. */
    private static @Nullable ByteBuffer validity(ArrowBatch batch) throws IOException {
        ByteBuffer bits = batch.nextBuffer();
        return bits.capacity() == 0 ? null : bits;
    }

    /** What is made of the bytes of one value. */
    private interface Made {
        Object of(ByteBuffer data, int start, int end);
    }

    private static Column bytes(ArrowBatch batch, int length, int width, Made made) throws IOException {
        ByteBuffer validity = validity(batch);
        ByteBuffer offsets = batch.nextBuffer();
        ByteBuffer data = batch.nextBuffer();
        return new Values(length, validity, i -> made.of(data, offset(offsets, i, width), offset(offsets, i + 1, width)));
    }

    private static int offset(ByteBuffer offsets, int index, int width) {
        return width == 4 ? offsets.getInt(4 * index) : Math.toIntExact(offsets.getLong(8 * index));
    }

    /** Views of 16 bytes: a length, then the bytes if they are at most 12, else four of them, a buffer and an offset in it. */
    private static Column views(ArrowBatch batch, int length, Made made) throws IOException {
        ByteBuffer validity = validity(batch);
        ByteBuffer views = batch.nextBuffer();
        List<ByteBuffer> data = new ArrayList<>();
        for (int left = batch.nextVariadicCount(); left > 0; left--) {
            data.add(batch.nextBuffer());
        }
        return new Values(length, validity, i -> {
            int size = views.getInt(16 * i);
            int start = size <= 12 ? 16 * i + 4 : views.getInt(16 * i + 12);
            return made.of(size <= 12 ? views : data.get(views.getInt(16 * i + 8)), start, start + size);
        });
    }

    private static Column fixedBytes(ArrowBatch batch, int length, int width) throws IOException {
        ByteBuffer validity = validity(batch);
        batch.nextBuffer();
        return new Values(length, validity, i -> OtherValue.BYTES);
    }

    private static Object text(ByteBuffer data, int start, int end, String column) {
        byte[] bytes = data.array();
        int from = data.arrayOffset() + start;
        int to = data.arrayOffset() + end;
        if (start < 0 || end < start || end > data.capacity()) {
            throw new IndexOutOfBoundsException("a text lies outside of its buffer");
        }
        int valid = Utf8.validEnd(bytes, from, to);
        if (valid < to) {
            throw new InvalidText(column, valid - from, bytes[valid] & 0xFF);
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static Column lists(ArrowBatch batch, Field field, int length, int width, String column) throws IOException {
        ByteBuffer validity = validity(batch);
        ByteBuffer offsets = batch.nextBuffer();
        Column elements = of(batch, field.children(0), column);
        boolean isMap = field.typeType() == Type.Map;
        return new Values(length, validity, i -> {
            List<@Nullable Object> list = list(elements, offset(offsets, i, width), offset(offsets, i + 1, width));
            return isMap ? map(list, field.children(0)) : list;
        });
    }

    private static Column fixedLists(ArrowBatch batch, Field field, int length, String column) throws IOException {
        ByteBuffer validity = validity(batch);
        int size = ((FixedSizeList) field.type(new FixedSizeList())).listSize();
        Column elements = of(batch, field.children(0), column);
        return new Values(length, validity, i -> list(elements, i * size, (i + 1) * size));
    }

    private static List<@Nullable Object> list(Column elements, int start, int end) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = start; i < end; i++) {
            list.add(elements.get(i));
        }
        return Collections.unmodifiableList(list);
    }

    /** Entries of a key and a value as an object. */
    private static Object map(List<@Nullable Object> entries, Field entry) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object each : entries) {
            Map<?, ?> pair = (Map<?, ?>) each;
            Object value = pair.get(entry.children(1).name());
            if (value != null) {
                map.put(String.valueOf(pair.get(entry.children(0).name())), value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static Column objects(ArrowBatch batch, Field field, int length, String column) throws IOException {
        ByteBuffer validity = validity(batch);
        Map<String, Column> fields = new LinkedHashMap<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            String name = field.children(i).name();
            fields.put(name, of(batch, field.children(i), column + "." + name));
        }
        return new Values(length, validity, i -> object(fields, i));
    }

    private static Object object(Map<String, Column> fields, int index) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        fields.forEach((name, column) -> {
            Object value = column.get(index);
            if (value != null) {
                object.put(name, value);
            }
        });
        return Collections.unmodifiableMap(object);
    }
}
