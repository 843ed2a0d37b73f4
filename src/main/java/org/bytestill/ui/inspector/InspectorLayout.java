package org.bytestill.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.PanelPart;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of the inspector stand below its ribbon: each in its own panel where there is room, else in two places that
 * they share. Nothing is cut: what does not fit is behind a tab.
 */
final class InspectorLayout extends VBox {
    private static final double ROOMY_WIDTH = 1200;
    /** Height of this region from which panels fit in two rows. */
    private static final double ROOMY_HEIGHT = 800;
    /** Height of this region from which numbers and text both have room at the right. */
    private static final double TALL_HEIGHT = 1060;
    private static final double UPPER_ROW = 392;
    private static final double LOW_UPPER_ROW = 364;
    private static final double COMPARE = 548;
    private static final double SIDE = 396;

    private final Region ribbon;
    private final Parts parts;
    private final Region figures;
    private final List<Tabs> places = new ArrayList<>();
    private Room room;
    /** What somebody brought to the front last: it stays there when there is more or less room; null if nothing was. */
    private @Nullable PanelPart front;

    /** How much room there is. */
    private enum Room { COMPACT, ROOMY, TALL }

    /**
     * The parts by their places.
     *
     * @param more beside the text where there is room, behind the others where there is not
     */
    record Parts(PanelPart flow, PanelPart ledger, PanelPart compare, PanelPart numbers, PanelPart lanes, PanelPart text,
            List<PanelPart> more) {}

    /** @param figures the most important figures in one line, for where the panel of numbers is behind a tab */
    InspectorLayout(Region ribbon, Parts parts, Region figures) {
        super(8);
        this.ribbon = ribbon;
        this.parts = parts;
        this.figures = figures;
        // They are among the numbers too.
        figures.visibleProperty().bind(parts.numbers().content().visibleProperty().not());
        figures.managedProperty().bind(figures.visibleProperty());
        widthProperty().addListener(change -> arrange());
        heightProperty().addListener(change -> arrange());
        arrange();
    }

    /** Brings a part to the front where it shares its place with others. */
    void reveal(PanelPart part) {
        front = part;
        places.forEach(tabs -> tabs.reveal(part));
    }

    private void chosen(PanelPart part) {
        front = part;
    }

    private void arrange() {
        boolean hasSize = getWidth() > 0 && getHeight() > 0;
        boolean isRoomy = !hasSize || getWidth() >= ROOMY_WIDTH && getHeight() >= ROOMY_HEIGHT;
        Room now = !isRoomy ? Room.COMPACT : getHeight() >= TALL_HEIGHT ? Room.TALL : Room.ROOMY;
        double side = getWidth() > 0 && getWidth() < ROOMY_WIDTH ? 8 : 16;
        Ui.pad(this, 8, side, 8, side);
        if (room == now) {
            return;
        }
        room = now;
        places.clear();
        getChildren().clear();
        getChildren().addAll(ribbon, Ui.grow(now == Room.COMPACT ? compactRow() : roomyRow(now == Room.TALL)));
        if (front != null) {
            reveal(front);
        }
    }

    /** At the left the flow beside the comparison, above the lanes; at the right the numbers, and the text below them or behind a tab. */
    private HBox roomyRow(boolean isTall) {
        parts.ledger().content().setVisible(true);
        parts.ledger().content().setMinHeight(Region.USE_PREF_SIZE);
        VBox flow = panel(parts.flow());
        flow.getChildren().addAll(Ui.rule(), parts.ledger().content());
        double upperHeight = isTall ? UPPER_ROW : LOW_UPPER_ROW;
        HBox upper = Ui.size(new HBox(8, Ui.grow(narrowable(flow)), Ui.size(panel(parts.compare()), COMPARE, 0)), 0, upperHeight);
        VBox lanes = panel(parts.lanes());
        lanes.setMinHeight(0);
        VBox left = new VBox(8, upper, Ui.grow(lanes));
        List<PanelPart> side = new ArrayList<>(isTall ? List.of() : List.of(parts.numbers()));
        side.add(parts.text());
        side.addAll(parts.more());
        Tabs tabs = new Tabs("inspector-side", side, this::chosen);
        tabs.getChildren().add(1, figures);
        places.add(tabs);
        VBox right = new VBox(8);
        if (isTall) {
            right.getChildren().add(Ui.size(panel(parts.numbers()), 0, upperHeight));
        }
        right.getChildren().add(Ui.grow(tabs));
        HBox row = new HBox(8, Ui.grow(narrowable(left)), Ui.size(right, SIDE, 0));
        row.setMinHeight(0);
        return row;
    }

    private static Region narrowable(Region panel) {
        panel.setMinWidth(1);
        panel.setPrefWidth(1);
        return panel;
    }

    private static VBox panel(PanelPart part) {
        part.content().setVisible(true);
        part.content().setMinHeight(0);
        if (part.tools() != null) {
            Ui.show(part.tools(), true);
        }
        return Ui.panel(part.title(), part.tools(), part.content());
    }

    private HBox compactRow() {
        Tabs left = new Tabs("inspector-left", List.of(parts.flow(), parts.ledger(), parts.text()), this::chosen);
        List<PanelPart> others = new ArrayList<>(List.of(parts.compare(), parts.numbers(), parts.lanes()));
        others.addAll(parts.more());
        Tabs right = new Tabs("inspector-right", others, this::chosen);
        right.getChildren().add(1, figures);
        places.addAll(List.of(left, right));
        HBox row = Ui.halves(8, left, right);
        row.setMinHeight(0);
        return row;
    }
}
