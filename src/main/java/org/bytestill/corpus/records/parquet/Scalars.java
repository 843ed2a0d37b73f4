package org.bytestill.corpus.records.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.bytestill.corpus.records.OtherValue;
import org.bytestill.corpus.records.Times;
import org.bytestill.text.Utf8;

/** Converters of single values. What JSON has not becomes a text (times, decimals) or an {@link OtherValue}. */
final class Scalars extends PrimitiveConverter {
    private final Consumer<Object> parent;
    private final LongFunction<Object> ofNumber;
    private final Function<Binary, Object> ofBytes;
    private Object[] dictionary = {};

    private Scalars(Consumer<Object> parent, LongFunction<Object> ofNumber, Function<Binary, Object> ofBytes) {
        this.parent = parent;
        this.ofNumber = ofNumber;
        this.ofBytes = ofBytes;
    }

    static PrimitiveConverter of(PrimitiveType type, String column, Consumer<Object> parent) {
        return new Scalars(parent, ofNumber(type), ofBytes(type, column));
    }

    private static LongFunction<Object> ofNumber(PrimitiveType type) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (annotation instanceof TimestampLogicalTypeAnnotation time) {
            return value -> Times.timestamp(value, perSecond(time.getUnit()), time.isAdjustedToUTC());
        }
        if (annotation instanceof TimeLogicalTypeAnnotation time) {
            return value -> Times.time(value, perSecond(time.getUnit()));
        }
        if (annotation instanceof DateLogicalTypeAnnotation) {
            return Times::date;
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return value -> BigDecimal.valueOf(value, decimal.getScale()).toPlainString();
        }
        if (annotation instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
            return type.getPrimitiveTypeName() == PrimitiveTypeName.INT32 ? value -> value & 0xFFFF_FFFFL : Scalars::unsigned;
        }
        return value -> value;
    }

    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
    }

    private static long perSecond(TimeUnit unit) {
        return unit == TimeUnit.MILLIS ? 1_000L : unit == TimeUnit.MICROS ? 1_000_000L : 1_000_000_000L;
    }

    private static Function<Binary, Object> ofBytes(PrimitiveType type, String column) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (annotation instanceof StringLogicalTypeAnnotation || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation) {
            return value -> text(value, column);
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return value -> new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString();
        }
        return type.getPrimitiveTypeName() == PrimitiveTypeName.INT96 ? value -> Times.int96(value.getBytes()) : value -> OtherValue.BYTES;
    }

    private static Object text(Binary value, String column) {
        byte[] bytes = value.getBytesUnsafe();
        int valid = Utf8.validEnd(bytes, 0, bytes.length);
        if (valid < bytes.length) {
            throw new Values.InvalidText(column, valid, bytes[valid] & 0xFF);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean hasDictionarySupport() {
        return true;
    }

    /** A value of the dictionary is converted once. */
    @Override
    public void setDictionary(Dictionary values) {
        dictionary = new Object[values.getMaxId() + 1];
        for (int id = 0; id < dictionary.length; id++) {
            dictionary[id] = value(values, id);
        }
    }

    private Object value(Dictionary values, int id) {
        String encoded = values.getClass().getSimpleName();
        return encoded.contains("Binary") ? ofBytes.apply(values.decodeToBinary(id))
                : encoded.contains("Long") ? ofNumber.apply(values.decodeToLong(id))
                        : encoded.contains("Double") ? (Object) values.decodeToDouble(id)
                                : encoded.contains("Float") ? (Object) (double) values.decodeToFloat(id)
                                        : ofNumber.apply(values.decodeToInt(id));
    }

    @Override
    public void addValueFromDictionary(int id) {
        parent.accept(dictionary[id]);
    }

    @Override
    public void addBinary(Binary value) {
        parent.accept(ofBytes.apply(value));
    }

    @Override
    public void addBoolean(boolean value) {
        parent.accept(value);
    }

    @Override
    public void addDouble(double value) {
        parent.accept(value);
    }

    @Override
    public void addFloat(float value) {
        parent.accept((double) value);
    }

    @Override
    public void addInt(int value) {
        parent.accept(ofNumber.apply(value));
    }

    @Override
    public void addLong(long value) {
        parent.accept(ofNumber.apply(value));
    }
}
