package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the inspector keeps open, and how it gives way to a run. */
class ModelCacheTest {
    private static final long MARGIN = 1 << 20;
    /** Stored as bfloat16, so it takes memory of its own; the student is mapped. */
    private static final List<Path> LOADED = List.of(SmallRun.TEACHER);
    private static final List<Path> MAPPED = List.of(SmallRun.STUDENT);

    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    @BeforeEach
    void prepare() {
        TorchThread.prepare(1);
    }

    @Test
    void aModelThatDoesNotFitBesideARunIsRefused() {
        try (ModelCache shelf = new ModelCache(free::get, MARGIN)) {
            assertThat(shelf.models(MAPPED)).hasSize(1);
            free.set(MARGIN);
            assertThatThrownBy(() -> shelf.models(LOADED)).isInstanceOfSatisfying(UserError.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.WILL_NOT_FIT);
                assertThat(e).hasMessageContaining(SmallRun.TEACHER.toString()).hasMessageContaining("wait until the run has ended");
            });
        }
    }

    @Test
    void whenMemoryGetsShortModelsThatAreNotNeededGiveWay() {
        try (ModelCache shelf = new ModelCache(free::get, MARGIN)) {
            LoadedModel teacher = shelf.models(LOADED).get(0);
            LoadedModel student = shelf.models(MAPPED).get(0);
            shelf.giveWay(MAPPED);
            assertThat(shelf.models(LOADED)).as("there is memory").containsExactly(teacher);
            free.set(MARGIN - 1);
            shelf.giveWay(MAPPED);
            free.set(Long.MAX_VALUE);
            assertThat(shelf.models(MAPPED)).as("needed").containsExactly(student);
            assertThat(shelf.models(LOADED).get(0)).as("closed, and opened again").isNotSameAs(teacher);
        }
    }

    @Test
    void aModelThatIsReadStaysOpenWhateverIsAskedInBetween() {
        try (ModelCache shelf = new ModelCache(free::get, MARGIN)) {
            LoadedModel teacher = shelf.hold(LOADED).get(0);
            free.set(MARGIN - 1);
            shelf.giveWay(List.of());
            assertThat(shelf.models(LOADED)).containsExactly(teacher);
            shelf.release();
            shelf.giveWay(List.of());
            free.set(Long.MAX_VALUE);
            assertThat(shelf.models(LOADED).get(0)).isNotSameAs(teacher);
        }
    }

    @Test
    void aReadingTakesAQuarterOfWhatIsFreeBeyondTheMargin() {
        try (ModelCache shelf = new ModelCache(free::get, MARGIN)) {
            free.set(MARGIN + (400L << 20));
            assertThat(shelf.budget()).isEqualTo(100L << 20);
            free.set(0);
            assertThat(shelf.budget()).as("one window can always be read").isEqualTo(32L << 20);
        }
    }
}
