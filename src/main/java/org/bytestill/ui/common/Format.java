package org.bytestill.ui.common;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.bytestill.util.Texts;

/** How figures are written on the screen. What is not known is an en dash. */
public final class Format {
    public static final String NOTHING = "–";
    private static final String MINUS = "−";
    private static final String[] DECIMAL_SIZES = {"B", "kB", "MB", "GB", "TB"};
    private static final String[] BINARY_SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final Texts TEXTS = Texts.of("common");

    /** A format is not for two threads, and making one costs more than a hundred uses. */
    private static final ThreadLocal<Map<String, DecimalFormat>> FORMATS = ThreadLocal.withInitial(HashMap::new);

    private Format() {}

    /** 3,050. */
    public static String count(long number) {
        return decimal("#,##0", number);
    }

    /** A figure with fixed places: 0.183, −0.006. NaN is nothing, infinity the sign for it. */
    public static String fixed(double value, int places) {
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : MINUS + "∞";
        }
        return decimal("#,##0" + (places > 0 ? "." + "0".repeat(places) : ""), value);
    }

    /** With its sign, also where it is positive: +0.006. */
    public static String signed(double value, int places) {
        String text = fixed(value, places);
        return value > 0 ? "+" + text : text;
    }

    /** KL in bits, three places. */
    public static String kl(double bits) {
        return fixed(bits, 3);
    }

    /** A share as per cent without the sign: 87.2. */
    public static String percent(double share, int places) {
        return fixed(100 * share, places);
    }

    /** A probability, without the leading zero and with four places: .3418; below 5e-5 as 8e-12; a true zero is 0. */
    public static String probability(double probability) {
        if (Double.isNaN(probability)) {
            return NOTHING;
        }
        if (probability == 0) {
            return "0";
        }
        if (probability < 5e-5) {
            return decimal("0E0", probability).replace("E", "e");
        }
        String text = decimal("0.0000", probability);
        return text.startsWith("0") ? text.substring(1) : text;
    }

    /** Small numbers of free size, such as learning rates: 4.3e-6. */
    public static String scientific(double value) {
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        return value == 0 ? "0" : decimal("0.0E0", value).replace("E", "e");
    }

    /** Disk and text, in thousands: 38 MB, 9.6 MB. */
    public static Quantity size(long bytes) {
        Quantity exact = scaled(bytes, 1000, DECIMAL_SIZES);
        return new Quantity(exact.figure().replaceFirst("\\.0$", ""), exact.unit());
    }

    /** Memory, in 1,024s: 11.6 GiB. */
    public static Quantity memory(long bytes) {
        return scaled(bytes, 1024, BINARY_SIZES);
    }

    /** 41.3 kB/s; nothing while it is not known. */
    public static Quantity speed(double bytesPerSecond) {
        if (!(bytesPerSecond > 0)) {
            return new Quantity(NOTHING, "");
        }
        Quantity size = scaled(bytesPerSecond, 1000, DECIMAL_SIZES);
        return new Quantity(size.figure(), size.unit() + "/s");
    }

    private static Quantity scaled(double bytes, double step, String[] units) {
        double value = bytes;
        int unit = 0;
        // 999.5 would be printed as 1,000 of the smaller unit.
        while (value >= step - 0.5 && unit < units.length - 1) {
            value /= step;
            unit++;
        }
        return new Quantity(fixed(value, unit > 0 && value < 99.95 ? 1 : 0), units[unit]);
    }

    /** A span in its two largest units: 1 h 43 min, 4 min, 40 s. */
    public static String span(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return NOTHING;
        }
        long whole = Math.max(0, Math.round(seconds));
        if (whole < 60) {
            return TEXTS.get("span.seconds", whole);
        }
        long minutes = Math.round(whole / 60.0);
        if (minutes < 60) {
            return TEXTS.get("span.minutes", minutes);
        }
        if (minutes < 24 * 60) {
            return minutes % 60 == 0 ? TEXTS.get("span.wholeHours", minutes / 60) : TEXTS.get("span.hours", minutes / 60, minutes % 60);
        }
        long hours = Math.round(minutes / 60.0);
        return TEXTS.get("span.days", hours / 24, hours % 24);
    }

    /** How long ago: now, 4 min ago, today 03:12, yesterday, 22 Nov. */
    public static String ago(Instant then, Instant now, ZoneId zone) {
        Duration passed = Duration.between(then, now);
        if (passed.toSeconds() < 10) {
            return TEXTS.get("ago.now");
        }
        if (passed.toHours() < 3) {
            return TEXTS.get("ago.span", span(passed.toSeconds()));
        }
        ZonedDateTime at = then.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        if (at.toLocalDate().equals(today)) {
            return TEXTS.get("ago.today", clock(at));
        }
        if (at.toLocalDate().equals(today.minusDays(1))) {
            return TEXTS.get("ago.yesterday");
        }
        String pattern = TEXTS.bundle().getString(at.getYear() == today.getYear() ? "date.day" : "date.year");
        return DateTimeFormatter.ofPattern(pattern, Texts.locale()).format(at);
    }

    /** 15:40. */
    public static String clock(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern("HH:mm", Texts.locale()).format(at);
    }

    private static String decimal(String pattern, double value) {
        String text = FORMATS.get().computeIfAbsent(pattern, Format::decimalFormat).format(value);
        if (!text.startsWith("-")) {
            return text;
        }
        // Minus zero is zero, and the minus sign is as wide as a figure.
        return text.matches("-0([.,]0*)?") ? text.substring(1) : MINUS + text.substring(1);
    }

    private static DecimalFormat decimalFormat(String pattern) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Texts.locale()));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
