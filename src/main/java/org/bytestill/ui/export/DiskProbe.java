package org.bytestill.ui.export;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.ui.common.Tasks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the disk in the background, since a drive may be slow or far away: one question at a time, and only the newest question's answer is
 * kept. Used on the window's thread.
 */
final class DiskProbe<Q, A> {
    private static final Logger LOG = LoggerFactory.getLogger(DiskProbe.class);

    private final Tasks tasks;
    private final Supplier<Q> question;
    private final Function<Q, A> look;
    private final ReadOnlyObjectWrapper<Answer<Q, A>> answer = new ReadOnlyObjectWrapper<>(this, "answer");
    private boolean asking;

    /** What was found; null if looking failed. */
    private record Answer<Q, A>(Q question, @Nullable A found) {}

    /**
     * @param question what is to be known now
     * @param look     reads the disk, in the background
     */
    DiskProbe(Tasks tasks, Supplier<Q> question, Function<Q, A> look) {
        this.tasks = tasks;
        this.question = question;
        this.look = look;
    }

    /** Asks again, about the question of now. */
    void ask() {
        if (asking) {
            return;
        }
        asking = true;
        Q asked = question.get();
        tasks.run(() -> look.apply(asked), found -> tell(asked, found), thrown -> {
            LOG.info("The disk does not answer: {}", thrown.getMessage());
            tell(asked, null);
        });
    }

    private void tell(Q asked, @Nullable A found) {
        asking = false;
        answer.set(new Answer<>(asked, found));
        if (!isOfNow()) {
            ask();
        }
    }

    private boolean isOfNow() {
        return answer.get() != null && Objects.equals(answer.get().question(), question.get());
    }

    /** True if the answer is about the question of now and no newer look is under way. */
    boolean isKnown() {
        return isOfNow() && !asking;
    }

    /** The last answer to the question of now; empty if there is none yet or looking failed. */
    Optional<A> found() {
        return isOfNow() ? last() : Optional.empty();
    }

    /** The last answer to any question. */
    Optional<A> last() {
        return Optional.ofNullable(answer.get()).map(Answer::found);
    }

    /** Changes with every answer. */
    Observable answered() {
        return answer.getReadOnlyProperty();
    }
}
