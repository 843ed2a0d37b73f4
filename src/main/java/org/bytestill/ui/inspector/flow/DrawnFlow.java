package org.bytestill.ui.inspector.flow;

import javafx.scene.input.MouseEvent;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * Base of the drawn pictures of the mass flow: pointing highlights a token, a click selects a byte, a double click branches there.
 */
abstract class DrawnFlow implements FlowPicture {
    /** Below this width names are shorter and margins smaller. */
    static final double NARROW = 500;

    final InspectorViewModel model;
    final FlowModel flow;
    final FlowWords words;
    final Texts texts = Texts.of("flow");
    final CanvasPicture pic;
    private final Runnable fork;

    /** @param fork branches the text with the chosen byte */
    DrawnFlow(InspectorViewModel model, FlowModel flow, FlowWords words, Theme theme, Runnable fork, String id) {
        this.model = model;
        this.flow = flow;
        this.words = words;
        this.fork = fork;
        pic = Ui.id(new CanvasPicture(theme, 400, 180, "", this::draw), id);
        pic.setOnMouseMoved(event -> point(event.getX(), event.getY()));
        pic.setOnMouseExited(this::leave);
        pic.setOnMouseClicked(this::click);
    }

    /** Draws what the models say; not before it has a size. */
    abstract void draw(Painter pen, double width, double height);

    /** Lights the token at a place of the picture, or none. */
    abstract void point(double x, double y);

    /** The byte that may come next and is drawn at a place of the picture, or {@link InspectorViewModel#NO_BYTE}. */
    abstract int byteAt(double x, double y);

    void click(MouseEvent event) {
        pic.requestFocus();
        choose(byteAt(event.getX(), event.getY()), event, model, fork);
    }

    /** What a click on a byte in a picture does: it chooses the byte, a second one branches there. */
    static void choose(int value, MouseEvent event, InspectorViewModel model, Runnable fork) {
        if (value != InspectorViewModel.NO_BYTE && model.analysisProperty().get() != null) {
            model.chosenByteProperty().set(value);
            if (event.getClickCount() == 2) {
                fork.run();
            }
        }
    }

    void leave(MouseEvent event) {
        flow.litProperty().set(null);
    }

    /** The lit token's bytes from a position on, if it is one of the model shown and reaches there. */
    final byte[] litBytes(int position) {
        HighlightedToken lit = flow.litProperty().get();
        return lit == null || lit.side() != flow.sideProperty().get() ? new byte[0] : lit.from(position);
    }

    @Override
    public final CanvasPicture node() {
        return pic;
    }

    @Override
    public void refresh() {
        pic.redraw();
        pic.setSummary(words.summary(model, flow));
    }
}
