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
    private final List<PanelPart> parts;
    private final SegmentedButton choice;

    /** @param chosen told which part somebody brings to the front */
    Tabs(String id, List<PanelPart> parts, Consumer<PanelPart> chosen) {
        this.parts = parts;
        choice = Ui.id(Ui.segments(0, parts.stream().map(PanelPart::shortTitle).toArray(String[]::new)), id);
        HBox head = Ui.style(Ui.row(8, Ui.style(Ui.row(0, choice), "small-seg"), Ui.space()), "head");
        StackPane place = new StackPane();
        place.setMinHeight(0);
        for (PanelPart part : parts) {
            part.content().setMinHeight(0);
            place.getChildren().add(part.content());
            if (part.tools() != null) {
                head.getChildren().add(part.tools());
            }
        }
        choice.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                int index = (int) ((ToggleButton) now).getUserData();
                show(parts, index);
                chosen.accept(parts.get(index));
            }
        });
        show(parts, 0);
        Ui.style(this, "panel");
        getChildren().addAll(head, Ui.grow(place));
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
