package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowBoundsTest {
    /** A screen with a panel of 28 pixels at its top. */
    private static final Rectangle2D ROOM = new Rectangle2D(0, 28, 1920, 1052);

    @Test
    void aDialogOpensInTheMiddleOfItsOwner() {
        Rectangle2D owner = new Rectangle2D(100, 200, 1000, 600);
        assertThat(WindowBounds.centred(new Dimension2D(400, 300), owner, ROOM)).isEqualTo(new Rectangle2D(400, 350, 400, 300));
    }

    @Test
    void aDialogOverAWindowAtTheEdgeIsMovedOntoTheScreen() {
        Rectangle2D owner = new Rectangle2D(-300, 28, 400, 100);
        assertThat(WindowBounds.centred(new Dimension2D(500, 300), owner, ROOM)).isEqualTo(new Rectangle2D(0, 28, 500, 300));
        Rectangle2D below = new Rectangle2D(1800, 1000, 400, 400);
        assertThat(WindowBounds.centred(new Dimension2D(500, 300), below, ROOM)).isEqualTo(new Rectangle2D(1420, 780, 500, 300));
    }

    @Test
    void nothingIsLargerThanTheRoomOfTheScreen() {
        Rectangle2D small = new Rectangle2D(0, 0, 1024, 700);
        assertThat(WindowBounds.centred(new Dimension2D(1440, 900), small, small)).isEqualTo(small);
        assertThat(WindowBounds.within(new Rectangle2D(900, 10, 1024, 500), small)).isEqualTo(new Rectangle2D(0, 10, 1024, 500));
    }

    @Test
    void theFrameCountsToTheSize() {
        assertThat(WindowBounds.plus(new Dimension2D(1440, 900), new Dimension2D(2, 25))).isEqualTo(new Dimension2D(1442, 925));
    }

    @Test
    void aWindowBelongsToTheScreenThatHasMostOfIt() {
        Rectangle2D second = new Rectangle2D(1920, 0, 1280, 1024);
        List<Rectangle2D> screens = List.of(ROOM, second);
        assertThat(WindowBounds.roomFor(new Rectangle2D(1500, 100, 1000, 500), screens)).as("420 columns here, 580 there")
                .isEqualTo(second);
        assertThat(WindowBounds.roomFor(new Rectangle2D(1300, 100, 1000, 500), screens)).as("620 columns here, 380 there")
                .isEqualTo(ROOM);
        assertThat(WindowBounds.roomFor(new Rectangle2D(-5000, 0, 10, 10), screens)).as("on none: the main one").isEqualTo(ROOM);
    }
}
