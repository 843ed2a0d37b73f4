package org.bytestill.ui.inspector.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.engine.inspect.SampleRequest;
import org.bytestill.ui.common.Side;
import org.jspecify.annotations.Nullable;

/**
 * The branches that were made of a text, as a tree, with everything done to it on a stack: undo takes back the last deed,
 * redo does it again without asking a model twice. Without controls; used on the window's thread.
 */
public final class ForkTree {
    static final int MOST_BRANCHES = 16;
    static final int BYTES = 32;

    /** A state of the tree, and what was done to come to it. */
    private record Moment(List<Fork> forks, String deed) {}

    private final Inspector inspector;
    private final Executor ui;
    private final Map<Integer, SampledText> written = new HashMap<>();
    private final Map<Integer, Throwable> failures = new HashMap<>();
    private final Map<Integer, CompletableFuture<SampledText>> asked = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>(List.of(new Moment(List.of(), "")));
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper(this, "revision", 0);
    private byte[] root = new byte[0];
    private int now;
    private int newest;

    /** {@code ui} runs on the window's thread. */
    ForkTree(Inspector inspector, Executor ui) {
        this.inspector = inspector;
        this.ui = ui;
    }

    /** Grows with every change of the tree. */
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }

    /** Branches now, in the order of their making. */
    public List<Fork> forks() {
        return moments.get(now).forks();
    }

    public List<Fork> children(int parent) {
        return forks().stream().filter(fork -> fork.parent() == parent).toList();
    }

    boolean isFull() {
        return forks().size() >= MOST_BRANCHES;
    }

    /** The text that the branches leave. */
    public byte[] root() {
        return root;
    }

    /** The branch, finished, whose text these bytes are; 0 for the text itself, -1 for another text. */
    public int branchOf(byte[] text) {
        if (Arrays.equals(root, text)) {
            return 0;
        }
        return forks().stream().filter(fork -> written.containsKey(fork.number()) && Arrays.equals(textOf(fork), text))
                .mapToInt(Fork::number).findFirst()
                .orElse(-1);
    }

    /** What the model wrote; null while it writes, or if it failed. */
    public @Nullable SampledText written(Fork fork) {
        return written.get(fork.number());
    }

    /** Why nothing was written; null if all is well. */
    public @Nullable Throwable failure(Fork fork) {
        return failures.get(fork.number());
    }

    /** The whole text of a branch as far as it is written. */
    public byte[] textOf(Fork fork) {
        SampledText rest = written.get(fork.number());
        byte[] text = Arrays.copyOf(fork.prefix(), fork.prefix().length + (rest == null ? 0 : rest.bytes().length));
        if (rest != null) {
            System.arraycopy(rest.bytes(), 0, text, fork.prefix().length, rest.bytes().length);
        }
        return text;
    }

    /** Begins a tree anew if the text is not one of this tree's. */
    void standOn(byte[] text) {
        if (branchOf(text) < 0) {
            List<CompletableFuture<SampledText>> given = List.copyOf(asked.values());
            asked.clear(); // first, so that what is given up now finds its tree gone
            given.forEach(answer -> answer.cancel(false));
            written.clear();
            failures.clear();
            root = text;
            moments.clear();
            moments.add(new Moment(List.of(), ""));
            now = 0;
            changed();
        }
    }

    /**
     * Makes a branch of a text and lets a model write it.
     *
     * @param deed in words, for undo
     * @return false if there is no room for another
     */
    boolean fork(byte[] text, int offset, int forced, ModelChoice writer, Side by, OptionalLong seed, double probability, String deed) {
        standOn(text);
        if (isFull()) {
            return false;
        }
        byte[] prefix = Arrays.copyOf(text, offset + (forced < 0 ? 0 : 1));
        if (forced >= 0) {
            prefix[offset] = (byte) forced;
        }
        Fork fork = new Fork(++newest, branchOf(text), offset, forced, prefix, by, seed, probability);
        List<Fork> forks = new ArrayList<>(forks());
        forks.add(fork);
        push(new Moment(List.copyOf(forks), deed));
        CompletableFuture<SampledText> answer = inspector.continueText(new SampleRequest(prefix, writer.folder(), BYTES, seed));
        asked.put(fork.number(), answer);
        answer.whenComplete((found, failure) -> ui.execute(() -> answered(fork, found, failure)));
        return true;
    }

    private void answered(Fork fork, SampledText found, Throwable failure) {
        if (asked.remove(fork.number()) == null) {
            return; // its tree is gone
        }
        if (found != null) {
            written.put(fork.number(), found);
        } else {
            failures.put(fork.number(), failure);
        }
        changed();
    }

    /** Takes a branch and all that leave it out of the tree. */
    void remove(Fork fork, String deed) {
        List<Fork> left = new ArrayList<>(forks());
        List<Integer> gone = new ArrayList<>(List.of(fork.number()));
        // A child is younger than its parent, so one pass finds all.
        left.removeIf(each -> {
            boolean goes = gone.contains(each.number()) || gone.contains(each.parent());
            if (goes) {
                gone.add(each.number());
            }
            return goes;
        });
        push(new Moment(List.copyOf(left), deed));
    }

    private void push(Moment moment) {
        while (moments.size() > now + 1) {
            moments.remove(moments.size() - 1);
        }
        moments.add(moment);
        now++;
        changed();
    }

    /** What undo would take back, in words; empty if there is nothing. */
    public String undoes() {
        return now == 0 ? "" : moments.get(now).deed();
    }

    /** What redo would do again; empty if there is nothing. */
    public String redoes() {
        return now + 1 < moments.size() ? moments.get(now + 1).deed() : "";
    }

    void undo() {
        if (now > 0) {
            now--;
            changed();
        }
    }

    void redo() {
        if (now + 1 < moments.size()) {
            now++;
            changed();
        }
    }
}
