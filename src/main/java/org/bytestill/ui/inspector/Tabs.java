package org.bytestill.ui.inspector;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.PanelPart;
import org.controlsfx.control.SegmentedButton;

/** Parts that share one place: which of them is seen is chosen in the head, where the seen one's tools stand too. */
final class Tabs extends VBox {
    /** Between the names, the tools and the ends of the head. */
    private static final double HEAD_GAPS = 12 + 8 + 8 + 12 + 2;

    private final List<PanelPart> parts;
    private final SegmentedButton choice;
    private final HBox tools = Ui.row(8);
    private final HBox head;
    private final HBox below = Ui.pad(Ui.row(8), 0, 12, 4, 12);

    /** @param chosen told which part somebody brings to the front */
    Tabs(String id, List<PanelPart> parts, Consumer<PanelPart> chosen) {
        this.parts = parts;
        choice = Ui.id(Ui.segments(0, parts.stream().map(PanelPart::shortTitle).toArray(String[]::new)), id);
        head = Ui.style(Ui.row(8, Ui.style(Ui.row(0, choice), "small-seg"), Ui.space(), tools), "head");
        StackPane place = new StackPane();
        place.setMinHeight(0);
        for (PanelPart part : parts) {
            part.content().setMinHeight(0);
            place.getChildren().add(part.content());
            if (part.tools() != null) {
                tools.getChildren().add(part.tools());
            }
        }
        choice.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                int index = (int) ((ToggleButton) now).getUserData();
                show(parts, index);
                fit();
                chosen.accept(parts.get(index));
            }
        });
        show(parts, 0);
        Ui.style(this, "panel");
        getChildren().addAll(head, below, Ui.grow(place));
        Ui.show(below, false);
        // Names and tools have their widths once they have their fonts.
        Ui.whenAny(this::fit, widthProperty(), choice.widthProperty(), tools.widthProperty());
    }

    /** Tools that do not fit beside the names stand below them. */
    private void fit() {
        double needed = choice.minWidth(-1) + parts.stream().filter(part -> part.tools() != null && part.tools().isManaged())
                .mapToDouble(part -> part.tools().minWidth(-1)).sum() + HEAD_GAPS;
        boolean fits = needed <= getWidth();
        HBox wanted = fits ? head : below;
        if (tools.getParent() != wanted) {
            ((HBox) tools.getParent()).getChildren().remove(tools);
            wanted.getChildren().add(tools);
        }
        Ui.show(below, !fits);
    }

    /** Brings a part to the front, if it is one of these. */
    void reveal(PanelPart part) {
        int index = parts.indexOf(part);
        if (index >= 0) {
            choice.getButtons().get(index).setSelected(true);
        }
    }

    private static void show(List<PanelPart> parts, int chosen) {
        for (int index = 0; index < parts.size(); index++) {
            PanelPart part = parts.get(index);
            part.content().setVisible(index == chosen);
            if (part.tools() != null) {
                Ui.show(part.tools(), index == chosen);
            }
        }
    }
}
