package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.bytestill.ui.FxRoom;
import org.junit.jupiter.api.Test;

class PollerTest {
    @Test
    void looksOnlyWhileItsNodeCanBeSeen() throws Exception {
        try (FxRoom room = new FxRoom()) {
            AtomicInteger looks = new AtomicInteger();
            StackPane seen = new StackPane();
            Poller poller = FxRoom.onFx(() -> new Poller(seen, Duration.millis(20), looks::incrementAndGet));
            FxRoom.onFx(() -> {
                poller.start();
                return null;
            });
            assertThat(looks.get()).as("once at the start").isEqualTo(1);
            assertThat(poller.isRunning()).as("without a window").isFalse();
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> new StackPane(seen), 200, 100);
            assertThat(poller.isRunning()).isTrue();
            FxRoom.until(() -> looks.get() > 3);
            FxRoom.onFx(() -> {
                ((StackPane) seen.getParent()).getChildren().clear();
                return null;
            });
            assertThat(poller.isRunning()).as("taken out of the window").isFalse();
        }
    }

    @Test
    void aLookThatFailsIsTheLastUntilItIsStartedAgain() throws Exception {
        try (FxRoom room = new FxRoom()) {
            AtomicInteger looks = new AtomicInteger();
            List<Throwable> told = new CopyOnWriteArrayList<>();
            FxRoom.onFx(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> told.add(thrown));
                return null;
            });
            StackPane seen = new StackPane();
            Poller poller = FxRoom.onFx(() -> new Poller(seen, Duration.millis(20), () -> {
                if (looks.incrementAndGet() == 3) {
                    throw new IllegalStateException("the folder is gone");
                }
            }));
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> seen, 200, 100);
            start(poller);
            FxRoom.until(() -> !poller.isRunning());
            assertThat(told).singleElement().satisfies(thrown -> assertThat(thrown).hasMessage("the folder is gone"));
            assertThat(looks.get()).isEqualTo(3);
            start(poller);
            assertThat(poller.isRunning()).isTrue();
        } finally {
            FxRoom.onFx(() -> {
                Thread.currentThread().setUncaughtExceptionHandler(null);
                return null;
            });
        }
    }

    @Test
    void itIsWokenWithoutWaitingForItsClock() throws Exception {
        try (FxRoom room = new FxRoom()) {
            AtomicInteger looks = new AtomicInteger();
            StackPane seen = new StackPane();
            Poller poller = FxRoom.onFx(() -> new Poller(seen, Duration.hours(1), looks::incrementAndGet));
            poller.wake();
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> seen, 200, 100);
            FxRoom.settle();
            assertThat(looks.get()).as("not started yet").isZero();
            start(poller);
            poller.wake();
            FxRoom.until(() -> looks.get() == 2);
        }
    }

    @Test
    void whereNothingIsDueTheWindowIsNotWoken() throws Exception {
        try (FxRoom room = new FxRoom()) {
            AtomicInteger looks = new AtomicInteger();
            AtomicInteger asked = new AtomicInteger();
            StackPane seen = new StackPane();
            Poller poller = FxRoom
                    .onFx(() -> new Poller(seen, Duration.millis(5), () -> asked.incrementAndGet() > 20, looks::incrementAndGet));
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> seen, 200, 100);
            start(poller);
            FxRoom.until(() -> looks.get() > 1);
            assertThat(asked.get()).as("asked beside the window until it said yes").isGreaterThan(20);
        }
    }

    private static void start(Poller poller) throws Exception {
        FxRoom.onFx(() -> {
            poller.start();
            return null;
        });
    }

    @Test
    void aClosedWindowEndsTheLooking() throws Exception {
        try (FxRoom room = new FxRoom()) {
            StackPane seen = new StackPane();
            Poller poller = FxRoom.onFx(() -> new Poller(seen, Duration.millis(20), () -> {}));
            room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> seen, 200, 100);
            FxRoom.onFx(() -> {
                poller.start();
                return null;
            });
            assertThat(poller.isRunning()).isTrue();
            room.hide();
            assertThat(poller.isRunning()).isFalse();
        }
    }
}
