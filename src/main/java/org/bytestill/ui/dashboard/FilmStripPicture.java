package org.bytestill.ui.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.bytestill.run.ProbeText;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.util.Texts;

/**
 * The probe texts, a row each, by evaluations: what the student would write, dotted where it leaves the teacher, over a strip with the
 * KL at each byte of the text. A click, or the arrow keys and Enter, open one.
 */
final class FilmStripPicture extends Region {
    static final double ROW = 30;
    static final double HEAD = 22;
    private static final double MARGIN = 12;
    private static final double TEXT_WIDTH = 184;
    private static final double COLUMN = 164;
    private static final double CHARACTER = 7;
    private static final double SIZE = 11;
    private static final double STRIP = 5;
    private static final double KL_WIDTH = 40;

    private final Texts texts = Texts.of("dashboard");
    private final Glyphs glyphs = new Glyphs();
    private final CanvasPicture picture;
    private final Opened opened;
    private ProbeLog log = ProbeLog.NONE;
    private List<ProbeRecord> columns = List.of();
    private int row;
    private int column = Integer.MAX_VALUE;

    /** Takes a text and the update of an evaluation of it. */
    @FunctionalInterface
    interface Opened {
        void open(byte[] text, int update);
    }

    FilmStripPicture(Theme theme, Opened opened) {
        this.opened = opened;
        picture = new CanvasPicture(theme, 600, HEAD + 5 * ROW, "", this::draw);
        getChildren().add(picture);
        setMinSize(200, HEAD + ROW);
        picture.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        picture.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    void show(ProbeLog newLog) {
        log = newLog;
        row = Math.min(row, Math.max(0, log.texts().size() - 1));
        picture.redraw();
    }

    private static double left(int column) {
        return MARGIN + TEXT_WIDTH + COLUMN * (column + 1);
    }

    private void draw(Painter pen, double width, double height) {
        columns = FilmStrip.columns(log, (int) Math.max(1, (width - left(0) - MARGIN) / COLUMN));
        summarise();
        if (log.texts().isEmpty() || columns.isEmpty()) {
            return;
        }
        pen.mark(Side.TEACHER, left(-1) + 4, HEAD / 2, 8).text(texts.get("probe.teacher"), left(-1) + 14, HEAD / 2, Typeface.UI, SIZE,
                ThemeColor.MUTED, Align.LEFT);
        for (int index = 0; index < columns.size(); index++) {
            pen.mark(Side.STUDENT, left(index) + 4, HEAD / 2, 8).text(Format.count(columns.get(index).update()), left(index) + 14, HEAD / 2,
                    Typeface.MONO, SIZE, ThemeColor.MUTED, Align.LEFT);
        }
        for (int number = 0; number < log.texts().size(); number++) {
            drawRow(pen, number, width);
        }
        int chosen = chosenColumn();
        pen.box(ThemeColor.ACCENT, left(chosen) - 6, HEAD + row * ROW + 1, COLUMN - 4, ROW - 1, 2);
    }

    private int chosenColumn() {
        return Math.min(column, columns.size() - 1);
    }

    private void drawRow(Painter pen, int number, double width) {
        double top = HEAD + number * ROW;
        double middle = top + 11;
        ProbeText text = log.texts().get(number);
        pen.horizontal(ThemeColor.LINE, MARGIN, width - MARGIN, top);
        int room = (int) ((TEXT_WIDTH - 16) / CHARACTER);
        letters(pen, tail(text.text(), room), MARGIN, middle, room, ThemeColor.MUTED, Integer.MAX_VALUE);
        letters(pen, text.written(), left(-1), middle, (int) ((COLUMN - 12) / CHARACTER), ThemeColor.TEACHER, Integer.MAX_VALUE);
        for (int index = 0; index < columns.size(); index++) {
            ProbeRecord.Probe probe = columns.get(index).probes().get(number);
            int leaves = text.written().length == 0 ? Integer.MAX_VALUE : FilmStrip.leaves(probe.written(), text.written());
            letters(pen, probe.written(), left(index), middle, (int) ((COLUMN - KL_WIDTH - 12) / CHARACTER), ThemeColor.FG, leaves);
            if (probe.klBits().length > 0) {
                pen.text(Format.fixed(probe.meanKlBits(), 2), left(index) + COLUMN - 16, middle, Typeface.MONO, SIZE, ThemeColor.FAINT,
                        Align.RIGHT);
                strip(pen, probe.klBits(), left(index), top + 21);
            }
        }
    }

    /** The last bytes, from a whole character on. */
    private static byte[] tail(byte[] text, int most) {
        int from = Math.max(0, text.length - most);
        while (from < text.length && (text[from] & 0xC0) == 0x80) {
            from++;
        }
        return Arrays.copyOfRange(text, from, text.length);
    }

    /** As many characters as there is room for; from byte {@code leaves} on as the student's own, with dots below. */
    private void letters(Painter pen, byte[] text, double x, double middle, int room, ThemeColor ink, int leaves) {
        int place = 0;
        for (TextCells.Cell cell : TextCells.of(text).cells()) {
            if (place == room) {
                return;
            }
            boolean own = cell.end() > leaves;
            double at = x + place * CHARACTER;
            if (!cell.text().equals(" ")) {
                glyphs.drawPlain(pen, cell, text[cell.start()], at, CHARACTER, middle, SIZE,
                        pen.tokens().get(own ? ThemeColor.STUDENT : ink));
            }
            if (own) {
                pen.fill(ThemeColor.STUDENT, at + 1, middle + 7, 2, 1).fill(ThemeColor.STUDENT, at + 4.5, middle + 7, 2, 1);
            }
            place++;
        }
    }

    private static void strip(Painter pen, double[] klBits, double x, double y) {
        double step = (COLUMN - 16) / Math.max(1, klBits.length);
        for (int i = 0; i < klBits.length; i++) {
            double level = Double.isInfinite(klBits[i]) ? 1 : Scales.klLevel(klBits[i], klBits[i]);
            pen.fill(pen.tokens().heat(level), x + i * step, y, step, STRIP);
        }
        pen.box(ThemeColor.LINE, x - 1, y - 1, COLUMN - 14, STRIP + 2, 1);
    }

    private void clicked(MouseEvent event) {
        int pointedRow = (int) Math.floor((event.getY() - HEAD) / ROW);
        int pointedColumn = (int) Math.floor((event.getX() - left(0) + 6) / COLUMN);
        if (pointedRow >= 0 && pointedRow < log.texts().size() && !columns.isEmpty() && event.getY() >= HEAD) {
            row = pointedRow;
            column = Math.max(0, Math.min(columns.size() - 1, pointedColumn));
            open();
        }
        picture.requestFocus();
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> row = Math.max(0, row - 1);
            case DOWN -> row = Math.min(Math.max(0, log.texts().size() - 1), row + 1);
            case LEFT -> column = Math.max(0, chosenColumn() - 1);
            case RIGHT -> column = Math.min(columns.size() - 1, chosenColumn() + 1);
            case ENTER -> open();
            default -> {
                return;
            }
        }
        event.consume();
        picture.redraw();
    }

    private void open() {
        if (row < log.texts().size() && !columns.isEmpty()) {
            opened.open(log.texts().get(row).text(), columns.get(chosenColumn()).update());
        }
    }

    private void summarise() {
        if (columns.isEmpty() || log.texts().isEmpty()) {
            picture.setSummary(texts.get("probe.title"));
            return;
        }
        ProbeRecord at = columns.get(chosenColumn());
        ProbeRecord.Probe probe = at.probes().get(row);
        picture.setSummary(texts.get("probe.spoken", words(log.texts().get(row).text()), Format.count(at.update()), words(probe.written()),
                Format.fixed(probe.meanKlBits(), 2)));
    }

    static String words(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    protected void layoutChildren() {
        picture.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
