package org.bytestill.ui.inspector;

import java.util.List;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import org.bytestill.engine.Inspection.TokenSpan;
import org.bytestill.ui.common.Ink;
import org.bytestill.ui.common.Face;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Pen;
import org.bytestill.ui.common.Pen.Align;
import org.bytestill.ui.common.Pic;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;

/** The whole text as a strip, and below it one column a byte of the part that is in view. Both scroll together. */
final class ByteRibbon extends VBox {
    private static final double OVERVIEW_HEIGHT = 32;

    private final InspectorViewModel model;
    private final FlowModel flow;
    private final Texts texts;
    private final RibbonPainter painter;
    private final Pic overview;
    private final Pic ribbon;
    private Bookmarks bookmarks;
    private Peaks peaks;
    private int first;
    private boolean narrow;

    ByteRibbon(InspectorViewModel model, FlowModel flow, Theme theme, Texts texts) {
        this.model = model;
        this.flow = flow;
        this.texts = texts;
        painter = new RibbonPainter(texts);
        overview = Ui.id(new Pic(theme, 800, OVERVIEW_HEIGHT, "", this::drawOverview), "inspector-overview");
        ribbon = Ui.id(new Pic(theme, 800, RibbonLanes.of(RibbonLanes.NARROW).end() + 8, "", this::drawRibbon), "inspector-ribbon");
        Ui.size(overview, 0, OVERVIEW_HEIGHT);
        getChildren().addAll(overview, ribbon);
        fitHeight(RibbonLanes.NARROW);
        ribbon.widthProperty().addListener((observable, before, now) -> {
            fitHeight(now.doubleValue());
            bringCursorIntoView();
        });
        ribbon.setOnMousePressed(event -> {
            ribbon.requestFocus();
            choose(event.getX());
        });
        ribbon.setOnMouseDragged(event -> choose(event.getX()));
        ribbon.setOnMouseMoved(event -> flow.litProperty().set(tokenAt(event.getX(), event.getY())));
        ribbon.setOnMouseExited(event -> flow.litProperty().set(null));
        flow.litProperty().addListener((observable, before, now) -> ribbon.redraw());
        ribbon.setOnScroll(event -> scrollBy((int) Math.signum(-(event.getDeltaX() + event.getDeltaY())) * 4));
        overview.setOnMousePressed(event -> {
            overview.requestFocus();
            jump(event.getX());
        });
        overview.setOnMouseDragged(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                jump(event.getX());
            }
        });
        model.analysisProperty().addListener((observable, before, now) -> {
            first = 0;
            bringCursorIntoView();
        });
        model.cursorProperty().addListener((observable, before, now) -> bringCursorIntoView());
        model.teacherProperty().addListener((observable, before, now) -> redraw());
        model.studentProperty().addListener((observable, before, now) -> redraw());
        summarise();
    }

    private void fitHeight(double width) {
        boolean now = width < RibbonLanes.NARROW;
        if (now != narrow || ribbon.getMinHeight() < 100) {
            narrow = now;
            Ui.size(ribbon, 0, RibbonLanes.of(width).end() + 8);
        }
    }

    Glyphs glyphs() {
        return painter.glyphs();
    }

    /** Puts the keyboard onto the bytes. */
    void focusBytes() {
        ribbon.requestFocus();
    }

    /** Columns that fit now. */
    int columns() {
        return RibbonLanes.of(ribbon.getWidth()).columns(ribbon.getWidth());
    }

    private void bringCursorIntoView() {
        if (model.analysisProperty().get() != null && ribbon.getWidth() > 0) {
            int cursor = model.cursorProperty().get();
            int columns = columns();
            // A few bytes beyond the cursor stay in view, so that one sees where it goes.
            int ahead = Math.min(4, columns / 4);
            first = Math.min(first, cursor - ahead);
            first = Math.max(first, cursor + ahead - columns + 1);
            clampFirst();
        }
        redraw();
    }

    private void clampFirst() {
        first = Math.max(0, Math.min(first, model.analysisProperty().get().length() - columns()));
    }

    void scrollBy(int columns) {
        if (model.analysisProperty().get() != null) {
            first += columns;
            clampFirst();
            redraw();
        }
    }

    private void choose(double x) {
        RibbonLanes lanes = RibbonLanes.of(ribbon.getWidth());
        if (x >= lanes.gutter()) {
            model.moveTo(first + Math.min(columns() - 1, (int) ((x - lanes.gutter()) / lanes.cell())));
        }
    }

    /** The token of either lane at a place of the ribbon, or null. */
    private Lit tokenAt(double x, double y) {
        Analysis analysis = model.analysisProperty().get();
        RibbonLanes lanes = RibbonLanes.of(ribbon.getWidth());
        int offset = first + (int) Math.floor((x - lanes.gutter()) / lanes.cell());
        boolean teacher = y >= lanes.teacherTop() && y < lanes.teacherTop() + lanes.tokenHeight();
        boolean student = y >= lanes.studentTop() && y < lanes.studentTop() + lanes.tokenHeight();
        if (analysis == null || x < lanes.gutter() || offset >= analysis.length() || !teacher && !student) {
            return null;
        }
        List<TokenSpan> tokens = teacher ? analysis.inspection().teacherTokens() : analysis.inspection().studentTokens();
        TokenSpan token = tokens.get(TokenSpan.indexAt(tokens, offset));
        return new Lit(teacher, token.start(), token.id(), Words.bytesOf(analysis, token));
    }

    private void jump(double x) {
        Analysis analysis = model.analysisProperty().get();
        if (analysis != null) {
            RibbonLanes lanes = RibbonLanes.of(overview.getWidth());
            double share = (x - lanes.gutter()) / (overview.getWidth() - 12 - lanes.gutter());
            first = (int) (share * analysis.length()) - columns() / 2;
            clampFirst();
            model.moveTo((int) (Math.max(0, share) * analysis.length()));
            redraw();
        }
    }

    private void redraw() {
        summarise();
        overview.redraw();
        ribbon.redraw();
    }

    private void summarise() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            ribbon.setSummary(texts.get("ribbon.empty"));
            overview.setSummary(texts.get("ribbon.empty"));
            return;
        }
        ByteFocus focus = model.focus(1);
        ribbon.setSummary(texts.get("ribbon.summary", focus.offset(), analysis.length(), Words.character(focus),
                Format.kl(focus.measures().klBits()),
                painter.glyphs().ofToken(Words.bytesOf(analysis, focus.token(true))),
                painter.glyphs().ofToken(Words.bytesOf(analysis, focus.token(false)))));
        overview.setSummary(texts.get("overview.summary", analysis.length(), analysis.moves().worst()));
    }

    private void drawRibbon(Pen pen, double width, double height) {
        Analysis analysis = model.analysisProperty().get();
        RibbonLanes lanes = RibbonLanes.of(width);
        if (analysis != null) {
            painter.draw(pen, analysis, lanes, first, lanes.columns(width), model.cursorProperty().get(),
                    flow.litProperty().get());
        } else {
            drawEmpty(pen, width, lanes);
        }
    }

    /** The lanes stay, hatched, so that nothing moves when they fill. */
    private void drawEmpty(Pen pen, double width, RibbonLanes lanes) {
        double right = width - 12;
        painter.drawNames(pen, lanes);
        for (boolean teacher : new boolean[] {true, false}) {
            double top = teacher ? lanes.teacherTop() : lanes.studentTop();
            pen.hatch(Ink.LINE, lanes.gutter(), top, right - lanes.gutter(), lanes.tokenHeight(), 6)
                    .box(Ink.LINE, lanes.gutter(), top, right - lanes.gutter(), lanes.tokenHeight(), 1);
        }
        pen.horizontal(Ink.LINE_STRONG, lanes.gutter(), right, lanes.barTop() + lanes.barHeight());
        double middle = lanes.barTop() + lanes.barHeight() / 2;
        pen.text(texts.get("ribbon.empty"), (lanes.gutter() + right) / 2, middle - 9, Face.MEDIUM, 13, Ink.FG, Align.CENTER);
        boolean models = model.teacherProperty().get() != null && model.studentProperty().get() != null;
        pen.text(texts.get(models ? "ribbon.empty.how" : "ribbon.empty.models"), (lanes.gutter() + right) / 2, middle + 11, Face.UI, 12,
                Ink.MUTED, Align.CENTER);
    }

    private void drawOverview(Pen pen, double width, double height) {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            return;
        }
        RibbonLanes lanes = RibbonLanes.of(width);
        double left = lanes.gutter();
        double right = width - 12;
        double base = height - 6;
        pen.text(texts.get(lanes.narrow() ? "overview.short" : "overview"), left - 8, height / 2, Face.UI, 11, Ink.MUTED, Align.RIGHT);
        double perByte = (right - left) / analysis.length();
        int columns = Math.min(lanes.columns(width), analysis.length());
        pen.fill(Ink.ACCENT_SOFT, left + first * perByte, 2, columns * perByte, height - 6);
        drawPeaks(pen, analysis, left, right - left, base, height);
        for (Bookmark bookmark : bookmarks == null ? List.<Bookmark>of() : bookmarks.all()) {
            pen.triangle(Ink.FG, left + (bookmark.offset() + 0.5) * perByte, 4, 4, false);
        }
        pen.horizontal(Ink.LINE_STRONG, left, right, base).box(Ink.ACCENT, left + first * perByte, 2, Math.max(4, columns * perByte),
                height - 6, 1);
    }

    /** The largest KL of the bytes of each column as a bar; that of the chosen byte in accent. */
    private void drawPeaks(Pen pen, Analysis analysis, double left, double room, double base, double height) {
        int columns = (int) Math.max(1, room / analysis.length() >= 2 ? analysis.length() : room);
        if (peaks == null || !peaks.isOf(analysis, columns)) {
            peaks = new Peaks(analysis, columns);
        }
        double width = room / columns;
        int chosen = peaks.columnOf(model.cursorProperty().get());
        for (int column = 0; column < columns; column++) {
            double bar = Math.max(1, (height - 12) * peaks.level(column));
            double gap = width >= 2 ? 1 : 0;
            pen.fill(column == chosen ? Ink.ACCENT : Ink.SERIES, left + column * width + gap, base - bar, Math.max(1, width - 2 * gap), bar);
        }
    }

    /** Marks what is bookmarked. */
    void mark(Bookmarks given) {
        bookmarks = given;
        given.bookmarksProperty().addListener((observable, before, now) -> overview.redraw());
    }
}
