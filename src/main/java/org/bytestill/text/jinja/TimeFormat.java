package org.bytestill.text.jinja;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.bytestill.text.python.Fault;
import org.jspecify.annotations.Nullable;

/** A time in a format of C's {@code strftime}, in English as Python writes it. */
final class TimeFormat {
    private final LocalDateTime time;
    private final StringBuilder text = new StringBuilder();

    private TimeFormat(LocalDateTime time) {
        this.time = time;
    }

    static String of(LocalDateTime time, String format) {
        TimeFormat writer = new TimeFormat(time);
        writer.write(format);
        return writer.text.toString();
    }

    private void write(String format) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            int from = i++;
            String flags = "";
            while (i < format.length() && "-_0^#EO".indexOf(format.charAt(i)) >= 0) {
                flags += format.charAt(i++);
            }
            @Nullable
            String directive = i < format.length() ? directive(format.charAt(i)) : null;
            text.append(directive == null ? format.substring(from, Math.min(i + 1, format.length())) : flagged(directive, flags));
        }
    }

    /** A directive's value with flags of glibc: without padding, padded with blanks or zeros, in upper case. */
    private static String flagged(String value, String flags) {
        boolean number = value.strip().chars().allMatch(Character::isDigit) && !value.isBlank();
        String plain = number && flags.contains("-") ? value.strip().replaceFirst("^0+(?=\\d)", "") : value;
        if (number && flags.contains("_")) {
            String digits = value.strip().replaceFirst("^0+(?=\\d)", "");
            plain = " ".repeat(value.length() - digits.length()) + digits;
        } else if (number && flags.contains("0")) {
            plain = value.replace(' ', '0');
        }
        if (flags.contains("#")) {
            throw Fault.unsupported("the flag # of strftime is not supported");
        }
        return flags.contains("^") ? plain.toUpperCase(Locale.ROOT) : plain;
    }

    private @Nullable String directive(char directive) {
        return switch (directive) {
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> month();
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'C' -> digits(time.getYear() / 100, 2);
            case 'd' -> digits(time.getDayOfMonth(), 2);
            case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'f' -> digits(time.getNano() / 1000, 6);
            case 'g' -> digits(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2);
            case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> digits(time.getHour(), 2);
            case 'I' -> digits(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2);
            case 'j' -> digits(time.getDayOfYear(), 3);
            case 'k' -> String.format(Locale.ROOT, "%2d", time.getHour());
            case 'l' -> String.format(Locale.ROOT, "%2d", time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'm' -> digits(time.getMonthValue(), 2);
            case 'M' -> digits(time.getMinute(), 2);
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'S' -> digits(time.getSecond(), 2);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'U' -> digits((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7, 2);
            case 'V' -> digits(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
            case 'W' -> digits((time.getDayOfYear() + 6 - (time.getDayOfWeek().getValue() + 6) % 7) / 7, 2);
            case 'y' -> digits(time.getYear() % 100, 2);
            case 'Y' -> String.valueOf(time.getYear());
            case 'z', 'Z' -> "";
            default -> composed(directive);
        };
    }

    private @Nullable String composed(char directive) {
        String format = switch (directive) {
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            case 'D', 'x' -> "%m/%d/%y";
            case 'F' -> "%Y-%m-%d";
            case 'r' -> "%I:%M:%S %p";
            case 'R' -> "%H:%M";
            case 'T', 'X' -> "%H:%M:%S";
            case 's', '+' -> throw Fault.unsupported("the directive %%%s of strftime is not supported", directive);
            default -> null;
        };
        return format == null ? null : of(time, format);
    }

    private String month() {
        return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
    }

    private static String digits(int number, int count) {
        return String.format(Locale.ROOT, "%0" + count + "d", number);
    }
}
