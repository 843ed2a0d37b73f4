package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.inspector.state.Part;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class InspectorLayoutTest {
    private final Part flow = part("flow");
    private final Part ledger = part("ledger");
    private final Part compare = part("compare");
    private final Part numbers = part("numbers");
    private final Part lanes = part("lanes");
    private final Part text = part("text");
    private final Part bytes = part("bytes");

    private static Part part(String name) {
        return new Part(name, name, null, new Region());
    }

    private InspectorLayout layout() {
        return new InspectorLayout(new Region(), new InspectorLayout.Parts(flow, ledger, compare, numbers, lanes, text, List.of(bytes)), new Region());
    }

    private static boolean isInFront(Part part) {
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
