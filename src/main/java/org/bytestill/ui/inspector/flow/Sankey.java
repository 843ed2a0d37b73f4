package org.bytestill.ui.inspector.flow;

import java.util.Arrays;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.inspector.draw.ModelStyle;
import org.bytestill.ui.inspector.flow.SankeyLayout.Band;
import org.bytestill.ui.inspector.flow.SankeyLayout.Kind;
import org.bytestill.ui.inspector.flow.SankeyLayout.Place;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.FlowModel.State;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;

/** Sankey diagram: bands from the heaviest next tokens to the bytes that they begin with. Many tokens share a byte. */
final class Sankey extends DrawnFlow {
    private static final double HEAD = 20;
    private static final double NODE = 6;
    /** Straight pieces that a band's edge is drawn with. */
    private static final int STEPS = 24;

    private SankeyLayout layout;
    private double left;
    private double right;

    Sankey(InspectorViewModel model, FlowModel flow, FlowWords words, Theme theme, Runnable fork) {
        super(model, flow, words, theme, fork, "inspector-sankey");
    }

    @Override
    public int[] shownBytes() {
        return layout == null ? new int[0]
                : layout.places().stream().filter(place -> place.kind() == Kind.OTHER_TOKENS).mapToInt(Place::value).toArray();
    }

    @Override
    void point(double x, double y) {
        State state = flow.stateProperty().get();
        Band band = state.flow() == null ? null : bandAt(x, y);
        flow.litProperty().set(band == null || band.token() == null ? null
                : HighlightedToken.of(flow.sideProperty().get(), state.flow(), band.token()));
    }

    /** That of a place at the right, or the one that a band's token votes for. */
    @Override
    int byteAt(double x, double y) {
        if (layout == null) {
            return InspectorViewModel.NO_BYTE;
        }
        if (x >= right) {
            return layout.places().stream().filter(place -> place.kind() == Kind.OTHER_TOKENS
                    && Math.abs(y - HEAD - place.y()) <= Math.max(SankeyLayout.LEAST_HEIGHT, place.thick()) / 2).findFirst()
                    .map(Place::value)
                    .orElse(InspectorViewModel.NO_BYTE);
        }
        Band band = bandAt(x, y);
        return band == null || band.token() == null ? InspectorViewModel.NO_BYTE : band.value();
    }

    private Band bandAt(double x, double y) {
        if (layout == null) {
            return null;
        }
        double share = Math.max(0, Math.min(1, (x - left) / (right - left)));
        return layout.bands().stream().filter(one -> {
            double middle = HEAD + one.leftY() + (one.rightY() - one.leftY()) * eased(share);
            double reach = x < left ? Math.max(SankeyLayout.LEAST_HEIGHT, one.thick()) / 2 : Math.max(4, one.thick() / 2);
            return Math.abs(y - middle) <= reach;
        }).findFirst().orElse(null);
    }

    /** How far a band has gone up or down at a share of its way. */
    private static double eased(double share) {
        return share * share * (3 - 2 * share);
    }

    @Override
    void draw(Painter pen, double width, double height) {
        State state = flow.stateProperty().get();
        boolean narrow = width < NARROW;
        left = narrow ? 148 : 188;
        right = width - (narrow ? 124 : 132);
        if (state.flow() == null) {
            layout = null;
            String why = model.analysisProperty().get() == null ? texts.get("empty") : words.whyNoTokens(state);
            pen.hatch(ThemeColor.LINE, 12, 4, width - 24, height - 8, 8).box(ThemeColor.LINE, 12, 4, width - 24, height - 8, 1)
                    .textOnPatch(why, width / 2, height / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        layout = SankeyLayout.of(state.flow(), state.byShare(), height - HEAD - 4, flow.byMassProperty().get());
        pen.text(texts.get("sankey.tokens"), left - 8, 10, Typeface.UI, 11, ThemeColor.MUTED, Align.RIGHT)
                .text(texts.get("sankey.bytes"), right + NODE + 6, 10, Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT);
        HighlightedToken lit = flow.litProperty().get();
        for (Band band : layout.bands()) {
            boolean isLit = lit != null && band.token() != null && lit.is(flow.sideProperty().get(), state.flow(), band.token());
            drawBand(pen, band, isLit);
            drawLabel(pen, band, isLit, narrow);
        }
        int actual = model.analysisProperty().get().inspection().text()[state.flow().position()] & 0xFF;
        layout.places().forEach(place -> drawPlace(pen, place, place.kind() == Kind.OTHER_TOKENS && place.value() == actual));
    }

    private void drawBand(Painter pen, Band band, boolean isLit) {
        ModelStyle dress = new ModelStyle(flow.sideProperty().get());
        double half = Math.max(0.5, (band.thick() - (band.thick() > 4 ? 1 : 0)) / 2);
        double from = HEAD + band.leftY();
        double to = HEAD + band.rightY();
        double[] xs = new double[2 * (STEPS + 1)];
        double[] ys = new double[xs.length];
        for (int step = 0; step <= STEPS; step++) {
            double share = step / (double) STEPS;
            double y = from + (to - from) * eased(share);
            int back = xs.length - 1 - step;
            xs[step] = left + NODE + (right - left - NODE) * share;
            xs[back] = xs[step];
            ys[step] = y - half;
            ys[back] = y + half;
        }
        boolean isToken = band.kind() == Kind.TOKEN;
        pen.polygon(isLit ? dress.full() : isToken ? dress.soft() : ThemeColor.INSET, xs, ys);
        // Thin bands and gathered ones would be lost on the panel without an edge.
        if (band.thick() < 3 || !isToken || !dress.side().isTeacher()) {
            double[] dash = isToken ? new double[0] : new double[] {2, 2};
            pen.polyline(isToken ? dress.full() : ThemeColor.GHOST, 1, xs, ys, STEPS + 1, dash);
            pen.polyline(isToken ? dress.full() : ThemeColor.GHOST, 1, Arrays.copyOfRange(xs, STEPS + 1, xs.length),
                    Arrays.copyOfRange(ys, STEPS + 1, ys.length),
                    STEPS + 1, dash);
        }
        pen.fill(band.kind() == Kind.TOKEN ? dress.full() : ThemeColor.GHOST, left, from - Math.max(1, band.thick() / 2), NODE,
                Math.max(2, band.thick()));
    }

    private void drawLabel(Painter pen, Band band, boolean isLit, boolean narrow) {
        double y = HEAD + band.leftY();
        String name = switch (band.kind()) {
            case TOKEN -> words.token(band.token());
            case OUTSIDE -> texts.get("sankey.outside");
            default -> texts.get("sankey.other", band.tokens());
        };
        Typeface face = band.kind() == Kind.TOKEN ? isLit ? Typeface.MONO_SEMI : Typeface.MONO : Typeface.UI;
        double room = left - 14 - 56;
        String shown = name;
        while (shown.length() > 2 && face.width(shown, 11) > room) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        pen.text(shown, left - 6, y, face.equals(Typeface.MONO) && name.equals("↵") ? Typeface.UI : face, 11,
                band.kind() == Kind.TOKEN ? ThemeColor.FG : ThemeColor.MUTED, Align.RIGHT)
                .text(Format.probability(band.mass()), 12 + 40, y, Typeface.MONO, 11, ThemeColor.MUTED, Align.RIGHT);
        if (isLit) {
            pen.fill(ThemeColor.ACCENT, 4, y - 6, 3, 12);
        }
    }

    private void drawPlace(Painter pen, Place place, boolean actual) {
        double y = HEAD + place.y();
        double thick = Math.max(2, place.thick());
        boolean isByte = place.kind() == Kind.OTHER_TOKENS;
        pen.fill(isByte ? new ModelStyle(flow.sideProperty().get()).full() : ThemeColor.GHOST, right, y - thick / 2, NODE, thick);
        if (actual) {
            pen.box(ThemeColor.ACCENT, right - 2, y - thick / 2 - 2, NODE + 4, thick + 4, 2);
        }
        String name = isByte ? FlowWords.ofByte(place.value())
                : place.kind() == Kind.OTHER_BYTES ? texts.get("sankey.bytes.other", place.bytes()) : texts.get("sankey.none");
        double x = right + NODE + 6;
        pen.text(name, x, y, isByte ? FlowWords.faceOf(name, Typeface.MONO_SEMI) : Typeface.UI, isByte ? 12 : 11,
                isByte ? ThemeColor.FG : ThemeColor.MUTED, Align.LEFT)
                .text(Format.probability(place.mass()), pic.getWidth() - 12, y, Typeface.MONO, 11, ThemeColor.MUTED, Align.RIGHT);
    }
}
