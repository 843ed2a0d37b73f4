package org.bytestill.util;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How an event of the log reads: its time, level, who tells it, the sentence, and the stack trace where it is wanted. */
final class LogLines extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

    private final boolean whole;
    private final boolean traces;

    private LogLines(boolean whole, boolean traces) {
        this.whole = whole;
        this.traces = traces;
    }

    /**
     * Writes events as such lines.
     *
     * @param whole  whether the day, the thread and the logger's whole name are told
     * @param traces whether an exception's stack trace follows
     */
    static LayoutWrappingEncoder<ILoggingEvent> encoder(Context context, boolean whole, boolean traces) {
        LogLines lines = new LogLines(whole, traces);
        lines.setContext(context);
        lines.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        if (whole) {
            encoder.setCharset(StandardCharsets.UTF_8); // a terminal has its own
        }
        encoder.setLayout(lines);
        encoder.start();
        return encoder;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(120);
        (whole ? DAY_AND_MOMENT : MOMENT).formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, 5 - level.length()))).append(' ');
        String logger = event.getLoggerName();
        if (whole) {
            line.append('[').append(event.getThreadName()).append("] ").append(logger);
        } else {
            line.append(logger.substring(logger.lastIndexOf('.') + 1));
        }
        line.append(": ").append(event.getFormattedMessage()).append(System.lineSeparator());
        IThrowableProxy thrown = event.getThrowableProxy();
        return traces && thrown != null ? line.append(ThrowableProxyUtil.asString(thrown)).toString() : line.toString();
    }
}
