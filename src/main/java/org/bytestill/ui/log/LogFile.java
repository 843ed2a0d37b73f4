package org.bytestill.ui.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.problem.UserError;

/** The end of the program's log, as records: a line, and what belongs to it. */
final class LogFile {
    /** How serious a record is; the file holds warnings and errors. */
    enum Level { INFO, WARN, ERROR }

    /** A record as it stands in the file, with its lines. */
    record LogRecord(Level level, String text) {}

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_RECORDS = 2000;
    private static final Pattern HEAD = Pattern.compile("^\\d{4}-\\d{2}-\\d{2} \\S+ (TRACE|DEBUG|INFO|WARN|ERROR)\\b.*");

    private final Path file;

    LogFile(Path file) {
        this.file = file;
    }

    static LogFile ofUser() {
        return new LogFile(Path.of(System.getProperty("user.home"), ".bytestill", "bytestill.log"));
    }

    Path path() {
        return file;
    }

    /**
     * The newest records, oldest first: at most those of the last mebibyte.
     *
     * @throws UserError if the file cannot be read
     */
    List<LogRecord> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<LogRecord> records = new ArrayList<>();
        Level level = null;
        StringBuilder text = new StringBuilder();
        for (String line : tail().split("\\R")) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                add(level, text, records);
                level = level(head.group(1));
                text.setLength(0);
                text.append(line);
            } else if (level != null) { // what stands before the first head was cut off
                text.append('\n').append(line);
            }
        }
        add(level, text, records);
        return List.copyOf(records.subList(Math.max(0, records.size() - MOST_RECORDS), records.size()));
    }

    private static void add(Level level, StringBuilder text, List<LogRecord> records) {
        if (level != null) {
            records.add(new LogRecord(level, text.toString()));
        }
    }

    private static Level level(String word) {
        return word.equals("ERROR") ? Level.ERROR : word.equals("WARN") ? Level.WARN : Level.INFO;
    }

    private String tail() {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }
}
