package org.bytestill.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control.Request;

/**
 * What a run does when its disk is full: it waits, with everything in memory, and tries again until there is room or a person decides to
 * save elsewhere, to go on unsaved, or to stop. For the training thread.
 */
public final class FullDisk {
    private static final Duration TRY_EVERY = Duration.ofSeconds(2);

    private final Path folder;
    private final Control control;
    private final Consumer<String> waiting;
    private final Runnable goingOn;
    private boolean unsaved;
    private boolean ending;
    private Request lastAnswer = Request.RESUME;

    /**
     * @param folder  of the run: if it is gone or closed, waiting does not help
     * @param waiting told why, when it begins to wait
     * @param goingOn called when it goes on
     */
    public FullDisk(Path folder, Control control, Consumer<String> waiting, Runnable goingOn) {
        this.folder = folder;
        this.control = control;
        this.waiting = waiting;
        this.goingOn = goingOn;
    }

    /** Where checkpoints go instead, if a person chose so. */
    public Optional<Path> elsewhere() {
        return control.elsewhere();
    }

    /**
     * Writes a line of a log, as often as it takes.
     *
     * @return false if a person chose to go on without it
     * @throws UserError of a write that fails for another reason, or while the run is ending
     */
    public boolean write(Runnable writing) {
        Optional<UserError> full = attempt(writing);
        return full.isEmpty() || !unsaved && waited(writing, full.get(), false);
    }

    /** Writes what may also lie in another folder, which it asks {@link #elsewhere} for. Else as {@link #write}. */
    public boolean save(Runnable saving) {
        Optional<UserError> full = attempt(saving);
        boolean mayBeLeftOut = unsaved && elsewhere().isEmpty();
        // Only what is large shows that there is room again: a line may fit into what a smaller one has left.
        unsaved &= full.isPresent() || elsewhere().isPresent();
        return full.isEmpty() || !mayBeLeftOut && waited(saving, full.get(), true);
    }

    /** @param movable true if it can be written into another folder */
    private boolean waited(Runnable writing, UserError why, boolean movable) {
        waiting.accept(why.getMessage());
        try {
            while (true) {
                Request answer = control.await(TRY_EVERY).orElse(Request.RESUME);
                lastAnswer = answer;
                ending = answer.ends();
                unsaved = answer == Request.GO_ON_UNSAVED || answer == Request.SAVE_ELSEWHERE;
                if (answer == Request.STOP_WITHOUT_SAVING) {
                    throw why;
                }
                if (answer == Request.GO_ON_UNSAVED) {
                    control.forgetElsewhere();
                    return false;
                }
                Optional<UserError> still = attempt(writing);
                if (still.isEmpty()) {
                    return true;
                }
                if (unsaved && !movable) {
                    return false;
                }
                waiting.accept(still.get().getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        } finally {
            if (ending) {
                control.request(lastAnswer);
            }
            goingOn.run();
        }
    }

    /** The error of a full disk; empty if it was written. */
    private Optional<UserError> attempt(Runnable writing) {
        try {
            writing.run();
            return Optional.empty();
        } catch (UserError e) {
            if (e.exitCode() != ExitCode.DISK || ending || !Files.isWritable(folder)) {
                throw e;
            }
            return Optional.of(e);
        }
    }
}
