package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.inspector.state.PanelPart;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class InspectorLayoutTest {
    private final PanelPart flow = part("flow");
    private final PanelPart ledger = part("ledger");
    private final PanelPart compare = part("compare");
    private final PanelPart numbers = part("numbers");
    private final PanelPart lanes = part("lanes");
    private final PanelPart text = part("text");
    private final PanelPart bytes = part("bytes");

    private static PanelPart part(String name) {
        return new PanelPart(name, name, null, new Region());
    }

    private InspectorLayout layout() {
        return new InspectorLayout(new Region(), new InspectorLayout.Parts(flow, ledger, compare, numbers, lanes, text, List.of(bytes)),
                new Region());
    }

    private static boolean isInFront(PanelPart part) {
        return part.content().isVisible();
    }

    @Test
    void whatIsRevealedBeforeTheFirstLayoutIsInFrontAfterIt() throws Exception {
        try (FxRoom room = new FxRoom()) {
            FxRoom.onFx(() -> {
                InspectorLayout layout = layout();
                layout.reveal(text);
                layout.resize(1600, 870);
                assertThat(List.of(text, numbers, bytes)).filteredOn(InspectorLayoutTest::isInFront).containsExactly(text);
                return null;
            });
        }
    }

    @Test
    void whatWasChosenStaysInFrontWithMoreOrLessRoom() throws Exception {
        try (FxRoom room = new FxRoom()) {
            FxRoom.onFx(() -> {
                InspectorLayout layout = layout();
                layout.resize(1024, 628);
                assertThat(List.of(flow, ledger, text)).filteredOn(InspectorLayoutTest::isInFront).containsExactly(flow);
                assertThat(List.of(compare, numbers, lanes, bytes)).filteredOn(InspectorLayoutTest::isInFront).containsExactly(compare);
                press(layout, "inspector-right", 3);
                layout.resize(1600, 870);
                assertThat(List.of(text, numbers, bytes)).filteredOn(InspectorLayoutTest::isInFront).containsExactly(bytes);
                press(layout, "inspector-side", 1);
                layout.resize(1024, 628);
                assertThat(List.of(flow, ledger, text)).filteredOn(InspectorLayoutTest::isInFront).containsExactly(text);
                return null;
            });
        }
    }

    private static void press(Node within, String id, int index) {
        ToggleButton button = ((SegmentedButton) within.lookup("#" + id)).getButtons().get(index);
        button.fire();
        assertThat(button.isSelected()).isTrue();
    }
}
