package org.bytestill.ui.common.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class XViewTest {
    private final XView view = new XView();

    @BeforeEach
    void aRunOf1000Updates() {
        view.setWholeEnd(1000);
    }

    @Test
    void whileFollowingAllIsSeenHoweverFarTheRunGrows() {
        view.setWholeEnd(1200);
        assertThat(view.from()).isZero();
        assertThat(view.to()).isEqualTo(1200);
    }

    @Test
    void aZoomKeepsThePointUnderThePointerAndDetaches() {
        view.zoom(250, 0.5);
        assertThat(view.from()).isCloseTo(125, within(1e-9));
        assertThat(view.to()).isCloseTo(625, within(1e-9));
        assertThat(view.isFollowing()).isFalse();
        view.setWholeEnd(2000);
        assertThat(view.to()).as("what is added does not move the view").isCloseTo(625, within(1e-9));
    }

    @Test
    void zoomedOutToAllItFollowsAgain() {
        view.zoom(250, 0.5);
        view.zoom(250, 4);
        assertThat(view.isFollowing()).isTrue();
    }

    @Test
    void aPanStopsAtTheEnds() {
        view.zoom(500, 0.1);
        view.pan(-9999);
        assertThat(view.from()).isZero();
        view.pan(9999);
        assertThat(view.to()).isCloseTo(1000, within(1e-9));
    }

    @Test
    void thereIsNothingToPanWhileAllIsSeen() {
        view.pan(10);
        assertThat(view.isFollowing()).isTrue();
    }

    @Test
    void aStretchIsShownAsFarAsThereIsAny() {
        view.show(400, 1400);
        assertThat(view.from()).isCloseTo(400, within(1e-9));
        assertThat(view.to()).isCloseTo(1000, within(1e-9));
        view.show(-10, 1400);
        assertThat(view.isFollowing()).isTrue();
    }
}
