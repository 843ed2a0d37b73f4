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
        try (ModelCache cache = new ModelCache(free::get, MARGIN)) {
            assertThat(cache.models(MAPPED)).hasSize(1);
            free.set(MARGIN);
            assertThatThrownBy(() -> cache.models(LOADED)).isInstanceOfSatisfying(UserError.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.WILL_NOT_FIT);
                assertThat(e).hasMessageContaining(SmallRun.TEACHER.toString()).hasMessageContaining("wait until the run has ended");
            });
        }
    }

    @Test
    void whenMemoryIsShortUnneededModelsAreEvicted() {
        try (ModelCache cache = new ModelCache(free::get, MARGIN)) {
            LoadedModel teacher = cache.models(LOADED).get(0);
            LoadedModel student = cache.models(MAPPED).get(0);
            cache.giveWay(MAPPED);
            assertThat(cache.models(LOADED)).as("there is memory").containsExactly(teacher);
            free.set(MARGIN - 1);
            cache.giveWay(MAPPED);
            free.set(Long.MAX_VALUE);
            assertThat(cache.models(MAPPED)).as("needed").containsExactly(student);
            assertThat(cache.models(LOADED).get(0)).as("closed, and opened again").isNotSameAs(teacher);
        }
    }

    @Test
    void aPinnedModelStaysOpenWhateverIsRequestedInBetween() {
        try (ModelCache cache = new ModelCache(free::get, MARGIN)) {
            LoadedModel teacher = cache.hold(LOADED).get(0);
            free.set(MARGIN - 1);
            cache.giveWay(List.of());
            assertThat(cache.models(LOADED)).containsExactly(teacher);
            cache.release();
            cache.giveWay(List.of());
            free.set(Long.MAX_VALUE);
            assertThat(cache.models(LOADED).get(0)).isNotSameAs(teacher);
        }
    }

    @Test
    void aReadingMayUseAQuarterOfTheFreeMemoryBeyondTheMargin() {
        try (ModelCache cache = new ModelCache(free::get, MARGIN)) {
            free.set(MARGIN + (400L << 20));
            assertThat(cache.budget()).isEqualTo(100L << 20);
            free.set(0);
            assertThat(cache.budget()).as("one window can always be read").isEqualTo(32L << 20);
        }
    }
}
