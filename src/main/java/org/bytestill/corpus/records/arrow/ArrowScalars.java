package org.bytestill.corpus.records.arrow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.bytestill.corpus.records.OtherValue;
import org.bytestill.corpus.records.Times;
import org.jspecify.annotations.Nullable;

/** Values of fixed width. What JSON has not becomes a text (times, decimals) or an {@link OtherValue}. */
final class ArrowScalars {
    private ArrowScalars() {}

    static IntFunction<@Nullable Object> of(Field field, ByteBuffer data, String column) {
        return switch (field.typeType()) {
            case Type.Bool -> i -> (data.get(i >> 3) >> (i & 7) & 1) != 0;
            case Type.Int -> whole((Int) field.type(new Int()), data);
            case Type.FloatingPoint -> floating((FloatingPoint) field.type(new FloatingPoint()), data);
            case Type.Timestamp -> timestamp((Timestamp) field.type(new Timestamp()), data);
            case Type.Date -> date((Date) field.type(new Date()), data);
            case Type.Time -> time((Time) field.type(new Time()), data);
            case Type.Decimal -> decimal((Decimal) field.type(new Decimal()), data);
            default -> i -> new OtherValue("values of the Arrow type " + Type.name(field.typeType()));
        };
    }

    /** A signed number of 8 to 64 bits. */
    static long whole(ByteBuffer data, int index, int bits) {
        return switch (bits) {
            case 8 -> data.get(index);
            case 16 -> data.getShort(2 * index);
            case 32 -> data.getInt(4 * index);
            default -> data.getLong(8 * index);
        };
    }

    private static IntFunction<@Nullable Object> whole(Int type, ByteBuffer data) {
        int bits = type.bitWidth();
        if (type.isSigned()) {
            return i -> whole(data, i, bits);
        }
        return bits < 64 ? i -> whole(data, i, bits) & (1L << bits) - 1 : i -> unsigned(data.getLong(8 * i));
    }

    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
    }

    private static IntFunction<@Nullable Object> floating(FloatingPoint type, ByteBuffer data) {
        return switch (type.precision()) {
            case Precision.HALF -> i -> half(data.getShort(2 * i));
            case Precision.SINGLE -> i -> (double) data.getFloat(4 * i);
            default -> i -> data.getDouble(8 * i);
        };
    }

    /** A number of 16 bits (IEEE 754 binary16): a sign, 5 bits of exponent, 10 of fraction. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double size = exponent == 0x1F ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1 + fraction / 1024.0, exponent - 15);
        return bits < 0 ? -size : size;
    }

    private static IntFunction<@Nullable Object> timestamp(Timestamp type, ByteBuffer data) {
        long perSecond = perSecond(type.unit());
        boolean isUtc = type.timezone() != null;
        return i -> Times.timestamp(data.getLong(8 * i), perSecond, isUtc);
    }

    private static IntFunction<@Nullable Object> date(Date type, ByteBuffer data) {
        return type.unit() == DateUnit.DAY ? i -> Times.date(data.getInt(4 * i)) : i -> Times.date(data.getLong(8 * i) / 86_400_000);
    }

    private static IntFunction<@Nullable Object> time(Time type, ByteBuffer data) {
        long perSecond = perSecond(type.unit());
        return i -> Times.time(whole(data, i, type.bitWidth()), perSecond);
    }

    private static long perSecond(short unit) {
        return switch (unit) {
            case TimeUnit.SECOND -> 1;
            case TimeUnit.MILLISECOND -> 1_000;
            case TimeUnit.MICROSECOND -> 1_000_000;
            default -> 1_000_000_000;
        };
    }

    private static IntFunction<@Nullable Object> decimal(Decimal type, ByteBuffer data) {
        int bytes = type.bitWidth() / 8;
        return i -> {
            byte[] number = new byte[bytes];
            for (int k = 0; k < bytes; k++) {
                number[k] = data.get((i + 1) * bytes - 1 - k);
            }
            return new BigDecimal(new BigInteger(number), type.scale()).toPlainString();
        };
    }
}
