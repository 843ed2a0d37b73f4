package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The time that is told to be left rests on the work that was done, not on the seconds in which models were opened. */
class ProgressLinesTest {
    @Test
    void noTimeIsToldFromTheFirstDocumentAlone() {
        assertThat(ProgressLines.left(19, 266, 7_950)).isEmpty();
        assertThat(ProgressLines.left(19, 795, 7_950)).isEqualTo(", about " + Labels.duration(171) + " left");
        assertThat(ProgressLines.left(40, 266, 7_950)).startsWith(", about ");
    }
}
