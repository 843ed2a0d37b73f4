package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Looks at a run by a clock and costs that the test sets; two cores earn 20 ms a second. */
class LookBudgetTest {
    private static final double LOOK_SECONDS = 0.03;
    private static final double BETWEEN_SECONDS = 0.15;

    private long nanos;
    private double spent;
    private final LookBudget budget = new LookBudget(() -> spent, () -> nanos, 2);

    private int looksIn(double seconds, double cost) {
        int looks = 0;
        for (int at = 0; at < Math.round(seconds / BETWEEN_SECONDS); at++) {
            nanos += (long) (BETWEEN_SECONDS * 1e9);
            if (budget.mayLook()) {
                looks++;
                spent += cost;
            }
        }
        return looks;
    }

    @Test
    void looksThatFindNothingCostNothingAndAreFree() {
        assertThat(looksIn(30, 0)).isEqualTo(200);
    }

    @Test
    void drawingCostsAHundredthOfTheProcessorInTheLongRun() {
        looksIn(30, LOOK_SECONDS); // what was saved is gone
        // 20 ms a second for 300 seconds are 200 looks of 30 ms.
        assertThat(looksIn(300, LOOK_SECONDS)).isBetween(195, 205);
    }

    @Test
    void theFirstLooksTakeLongAndAreGrantedOnce() {
        // 2 s are twenty looks of 0.1 s; once gone they do not come back.
        assertThat(looksIn(20 * BETWEEN_SECONDS, 0.1)).isEqualTo(20);
        looksIn(60, 0);
        // 0.2 s that were saved, and 20 ms a second.
        assertThat(looksIn(20 * BETWEEN_SECONDS, 0.1)).isBetween(2, 5);
    }

    @Test
    void aNumberAfterAWhileIsDrawnWhenItComes() {
        looksIn(30, LOOK_SECONDS);
        looksIn(10, 0);
        nanos += (long) (BETWEEN_SECONDS * 1e9);
        assertThat(budget.mayLook()).isTrue();
    }

    @Test
    void whatIsDearIsStillDrawnEveryTwoSeconds() {
        looksIn(30, 1);
        assertThat(looksIn(60, 1)).isBetween(28, 31);
    }

    @Test
    void whoeverDoesSomethingDoesNotWait() {
        looksIn(30, 1);
        budget.attend();
        assertThat(looksIn(1.5, 1)).isEqualTo(10);
    }
}
