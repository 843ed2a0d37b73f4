package org.bytestill.corpus.records;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Dates and times of columnar files as texts (ISO 8601), since JSON has none. */
public final class Times {
    private static final long NANOS = 1_000_000_000L;
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

    private Times() {}

    /**
     * @param value     units since 1970-01-01 00:00
     * @param perSecond units of a second
     * @param isUtc     whether it is an instant; else it is a time at a place that nobody names
     */
    public static Object timestamp(long value, long perSecond, boolean isUtc) {
        try {
            Instant instant = Instant.ofEpochSecond(Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (NANOS / perSecond));
            return isUtc ? instant.toString() : instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
        } catch (DateTimeException e) {
            return value;
        }
    }

    /** @param days since 1970-01-01 */
    public static Object date(long days) {
        try {
            return LocalDate.ofEpochDay(days).toString();
        } catch (DateTimeException e) {
            return days;
        }
    }

    /** @param value units since midnight */
    public static Object time(long value, long perSecond) {
        try {
            return LocalTime.ofNanoOfDay(value * (NANOS / perSecond)).toString();
        } catch (DateTimeException e) {
            return value;
        }
    }

    /** Parquet's old form of a time: nanoseconds of a day, then the Julian day. */
    public static Object int96(byte[] bytes) {
        ByteBuffer value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = value.getLong();
        return LocalDate.ofEpochDay(value.getInt() - JULIAN_DAY_OF_EPOCH).atStartOfDay().plusNanos(nanos).toString();
    }
}
