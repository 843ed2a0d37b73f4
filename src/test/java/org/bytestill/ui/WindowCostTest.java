package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowCostTest {
    @Test
    void theCostIsAShareOfTheProgramAndOfTheMachine() {
        // 20 ms of the window beside 2 s of the program, in a second of 4 cores.
        WindowCost.Shares shares = WindowCost.shares(0.02e9, 2e9, 1e9, 4);
        assertThat(shares.ofProgram()).isEqualTo(0.01);
        assertThat(shares.ofMachine()).isEqualTo(0.005);
        assertThat(WindowCost.shares(0, 0, 1e9, 4).ofProgram()).isNaN();
    }

    @Test
    void theWindowsThreadsAreFoundByTheirNames() throws Exception {
        WindowCost cost = new WindowCost();
        Thread busy = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }, "Prism Font Disposer");
        busy.start();
        try {
            cost.look();
            long until = System.nanoTime() + 20_000_000_000L;
            double share = 0;
            while (share == 0 && System.nanoTime() < until) {
                Thread.onSpinWait();
                share = cost.look().ofProgram();
            }
            assertThat(share).isPositive();
        } finally {
            busy.interrupt();
            busy.join();
        }
    }
}
