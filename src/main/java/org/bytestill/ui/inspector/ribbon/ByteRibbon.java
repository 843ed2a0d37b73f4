package org.bytestill.ui.inspector.ribbon;

import java.util.List;
import javafx.application.Platform;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.ByteFocus;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** The whole text as a strip, and below it one column a byte of the part that is in view. Both scroll together. */
public final class ByteRibbon extends VBox {
    private static final double OVERVIEW_HEIGHT = 32;

    private final InspectorViewModel model;
    private final FlowModel flow;
    private final Texts texts;
    private final WholeText whole;
    private final ConverterErrorModel error;
    private final RibbonPainter painter;
    private final UnreadBytes unread;
    private final OverviewPainter overviewPainter;
    private final CanvasPicture overview;
    private final CanvasPicture ribbon;
    private Bookmarks bookmarks;
    /** Place of the byte in the first column. */
    private int first;
    private boolean narrow;

    public ByteRibbon(InspectorViewModel model, WholeText whole, FlowModel flow, ConverterErrorModel error, Theme theme, Texts texts) {
        this.model = model;
        this.whole = whole;
        this.flow = flow;
        this.error = error;
        this.texts = texts;
        painter = new RibbonPainter(texts);
        unread = new UnreadBytes(painter.glyphs(), texts);
        overviewPainter = new OverviewPainter(whole, texts);
        overview = Ui.id(new CanvasPicture(theme, 800, OVERVIEW_HEIGHT, "", this::drawOverview), "inspector-overview");
        ribbon = Ui.id(new CanvasPicture(theme, 800, RibbonLanes.of(RibbonLanes.NARROW).end() + 8, "", this::drawRibbon),
                "inspector-ribbon");
        Ui.size(overview, 0, OVERVIEW_HEIGHT);
        getChildren().addAll(overview, ribbon);
        fitHeight(RibbonLanes.NARROW);
        ribbon.widthProperty().addListener((observable, before, now) -> {
            fitHeight(now.doubleValue());
            // Heard while what is around it is laid out, which takes no notice of another height until it is asked to.
            Platform.runLater(this::requestLayout);
            bringCursorIntoView();
        });
        ribbon.setOnMousePressed(event -> {
            ribbon.requestFocus();
            RibbonLanes lanes = RibbonLanes.of(ribbon.getWidth());
            if (event.getY() >= lanes.errorTop() && error.stateProperty().get().phase() == ConverterErrorModel.Phase.OFF) {
                error.wishedProperty().set(true);
            }
            choose(event.getX());
        });
        ribbon.setOnMouseDragged(event -> choose(event.getX()));
        ribbon.setOnMouseMoved(event -> flow.litProperty().set(tokenAt(event.getX(), event.getY())));
        ribbon.setOnMouseExited(event -> flow.litProperty().set(null));
        Ui.whenAny(ribbon::redraw, flow.litProperty(), error.stateProperty());
        Ui.whenAny(this::summarise, error.stateProperty());
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
            // A longer beginning of the same text, or another piece of it, leaves the columns where they are.
            first = before != null && now != null && now.piece() != null && before.isPartOf(now.piece().of()) ? first : 0;
            bringCursorIntoView();
        });
        Ui.whenAny(this::bringCursorIntoView, model.cursorProperty());
        Ui.whenAny(this::redraw, model.teacherProperty(), model.studentProperty());
        summarise();
    }

    private void fitHeight(double width) {
        boolean now = width < RibbonLanes.NARROW;
        if (now != narrow || ribbon.getMinHeight() < 100) {
            narrow = now;
            Ui.size(ribbon, 0, RibbonLanes.of(width).end() + 8);
        }
    }

    public Glyphs glyphs() {
        return painter.glyphs();
    }

    /** Puts the keyboard onto the bytes. */
    public void focusBytes() {
        ribbon.requestFocus();
    }

    /** Columns that fit now. */
    public int columns() {
        return RibbonLanes.of(ribbon.getWidth()).columns(ribbon.getWidth());
    }

    private void bringCursorIntoView() {
        if (model.analysisProperty().get() != null && ribbon.getWidth() > 0) {
            int cursor = whole.place();
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
        first = Math.max(0, Math.min(first, model.analysisProperty().get().wholeLength() - columns()));
    }

    public void scrollBy(int columns) {
        if (model.analysisProperty().get() != null) {
            first += columns;
            clampFirst();
            redraw();
        }
    }

    private void choose(double x) {
        RibbonLanes lanes = RibbonLanes.of(ribbon.getWidth());
        if (x >= lanes.gutter()) {
            whole.goTo(first + Math.min(columns() - 1, (int) ((x - lanes.gutter()) / lanes.cell())));
        }
    }

    /** The token of either lane at a place of the ribbon, or null. */
    private @Nullable HighlightedToken tokenAt(double x, double y) {
        Analysis analysis = model.analysisProperty().get();
        RibbonLanes lanes = RibbonLanes.of(ribbon.getWidth());
        int place = first + (int) Math.floor((x - lanes.gutter()) / lanes.cell());
        boolean teacher = y >= lanes.teacherTop() && y < lanes.teacherTop() + lanes.tokenHeight();
        boolean student = y >= lanes.studentTop() && y < lanes.studentTop() + lanes.tokenHeight();
        if (analysis == null || x < lanes.gutter() || !analysis.holds(place) || !teacher && !student) {
            return null;
        }
        Side side = teacher ? Side.TEACHER : Side.STUDENT;
        int offset = place - analysis.start();
        List<TokenSpan> tokens = side.of(analysis.inspection().teacherTokens(), analysis.inspection().studentTokens());
        TokenSpan token = tokens.get(TokenSpan.indexAt(tokens, offset));
        return new HighlightedToken(side, token.start(), token.id(), ByteNames.bytesOf(analysis, token));
    }

    private void jump(double x) {
        Analysis analysis = model.analysisProperty().get();
        if (analysis != null) {
            RibbonLanes lanes = RibbonLanes.of(overview.getWidth());
            double share = (x - lanes.gutter()) / (overview.getWidth() - OverviewPainter.RIGHT - lanes.gutter());
            first = (int) (share * analysis.wholeLength()) - columns() / 2;
            clampFirst();
            whole.goTo((int) (Math.max(0, share) * analysis.wholeLength()));
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
        ByteFocus focus = model.focus();
        ribbon.setSummary(texts.get("ribbon.summary", whole.place(), analysis.wholeLength(), ByteNames.character(focus),
                Format.kl(focus.measures().klBits()),
                painter.glyphs().ofToken(ByteNames.bytesOf(analysis, focus.token(Side.TEACHER))),
                painter.glyphs().ofToken(ByteNames.bytesOf(analysis, focus.token(Side.STUDENT))),
                painter.errorLane().spoken(error.stateProperty().get(), focus.offset()))
                + (analysis.isBlind(focus.offset()) ? "; " + texts.get("numbers.blind") : ""));
        overview.setSummary(texts.get("overview.summary", analysis.length(), analysis.place(analysis.kl().worst())));
    }

    private void drawRibbon(Painter pen, double width, double height) {
        Analysis analysis = model.analysisProperty().get();
        RibbonLanes lanes = RibbonLanes.of(width);
        if (analysis != null) {
            int columns = lanes.columns(width);
            int end = Math.min(first + columns, analysis.wholeLength());
            painter.drawNames(pen, lanes);
            unread.draw(pen, analysis.wholeText(), lanes, first, first, Math.min(end, analysis.start()));
            unread.draw(pen, analysis.wholeText(), lanes, first, Math.max(first, analysis.start() + analysis.length()), end);
            painter.draw(pen, analysis, lanes, first - analysis.start(), columns, model.cursorProperty().get(), flow.litProperty().get(),
                    error.stateProperty().get());
        } else {
            drawEmpty(pen, width, lanes);
        }
    }

    /** The lanes stay, hatched, so that nothing moves when they fill. */
    private void drawEmpty(Painter pen, double width, RibbonLanes lanes) {
        double right = width - 12;
        painter.drawNames(pen, lanes);
        for (Side side : Side.values()) {
            double top = side.of(lanes.teacherTop(), lanes.studentTop());
            pen.hatch(ThemeColor.LINE, lanes.gutter(), top, right - lanes.gutter(), lanes.tokenHeight(), 6)
                    .box(ThemeColor.LINE, lanes.gutter(), top, right - lanes.gutter(), lanes.tokenHeight(), 1);
        }
        pen.horizontal(ThemeColor.LINE_STRONG, lanes.gutter(), right, lanes.barTop() + lanes.barHeight());
        double middle = lanes.barTop() + lanes.barHeight() / 2;
        pen.text(texts.get("ribbon.empty"), (lanes.gutter() + right) / 2, middle - 9, Typeface.MEDIUM, 13, ThemeColor.FG, Align.CENTER);
        boolean models = model.teacherProperty().get() != null && model.studentProperty().get() != null;
        pen.text(texts.get(models ? "ribbon.empty.how" : "ribbon.empty.models"), (lanes.gutter() + right) / 2, middle + 11, Typeface.UI, 12,
                ThemeColor.MUTED, Align.CENTER);
    }

    private void drawOverview(Painter pen, double width, double height) {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            return;
        }
        overviewPainter.draw(pen, width, height, analysis, first, bookmarks == null ? List.of() : bookmarks.all());
    }

    /** Draws the whole text anew: more of it is known. */
    public void knowsMore() {
        overviewPainter.forget();
        overview.redraw();
    }

    /** Marks what is bookmarked. */
    public void mark(Bookmarks given) {
        bookmarks = given;
        given.bookmarksProperty().addListener((observable, before, now) -> overview.redraw());
    }
}
