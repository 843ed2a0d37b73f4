package org.bytestill.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WakeLockTest {
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itHoldsAProcessThatEndsWhenTheComputerMaySleep() throws Exception {
        WakeLock lock = new WakeLock(List.of("cat"));
        lock.hold(true);
        Process holder = lock.holder();
        assertThat(holder.isAlive()).isTrue();
        lock.hold(true);
        assertThat(lock.holder()).as("held once").isSameAs(holder);
        lock.hold(false);
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(lock.holder()).isNull();
    }

    @Test
    void whereThereIsNoProgramForItNothingHappens() {
        WakeLock lock = new WakeLock(List.of("bytestill-no-such-program"));
        lock.hold(true);
        assertThat(lock.holder()).isNull();
        lock.hold(false);
    }

    @Test
    void eachSystemIsAskedInItsOwnWay() {
        assertThat(WakeLock.command("Linux", 7)).startsWith("systemd-inhibit", "--what=idle:sleep").endsWith("cat");
        assertThat(WakeLock.command("Mac OS X", 7)).startsWith("caffeinate").endsWith("-w", "7");
        assertThat(WakeLock.command("Windows 11", 7)).startsWith("powershell").last().asString().contains("SetThreadExecutionState");
    }
}
