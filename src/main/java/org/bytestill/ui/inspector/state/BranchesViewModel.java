package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** Alternative continuations: branches of the text at the cursor, which model samples them and how. Without controls. */
public final class BranchesViewModel {
    private final InspectorViewModel model;
    private final Texts texts;
    private final ForkTree tree;
    private final ObjectProperty<Sides> writers = new SimpleObjectProperty<>(this, "writers", Sides.BOTH);
    private final BooleanProperty drawn = new SimpleBooleanProperty(this, "drawn", false);
    private final LongProperty seed = new SimpleLongProperty(this, "seed", 42);

    /** Place in the whole text at which the text of the tree begins: a piece of a long one may be branched. */
    private int start;

    /** {@code ui} runs on the window's thread. */
    public BranchesViewModel(InspectorViewModel model, Inspector inspector, Executor ui, Texts texts) {
        this.model = model;
        this.texts = texts;
        tree = new ForkTree(inspector, ui);
    }

    public ForkTree tree() {
        return tree;
    }

    /** Who writes a new branch. */
    public ObjectProperty<Sides> writersProperty() {
        return writers;
    }

    /** Whether tokens are drawn by their probabilities; else the most probable is taken each time. */
    public BooleanProperty drawnProperty() {
        return drawn;
    }

    /** The seed of the draws. */
    public LongProperty seedProperty() {
        return seed;
    }

    /** Leaves the text at the cursor, with the chosen byte if one is chosen, and lets the models write on. */
    public void fork() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null || model.teacherProperty().get() == null || model.studentProperty().get() == null) {
            return;
        }
        byte[] text = analysis.inspection().text();
        boolean isReopened = analysis.piece() == null && Arrays.equals(text, tree.root());
        if (tree.branchOf(text) < 1 && !isReopened) {
            start = analysis.start();
        }
        int offset = model.cursorProperty().get();
        int forced = model.chosenByteProperty().get();
        for (Side side : Side.values()) {
            if (writers.get().shows(side)) {
                ModelChoice writer = side.of(model.teacherProperty(), model.studentProperty()).get();
                double probability = forced < 0 ? Double.NaN
                        : side.of(analysis.inspection().teacher(), analysis.inspection().student()).distribution(offset)[forced];
                String what = forced < 0 ? texts.get("branches.free") : named(forced);
                String deed = texts.get("branches.deed.fork", place(offset), what, texts.get(side.key()));
                OptionalLong seeds = drawn.get() ? OptionalLong.of(seed.get()) : OptionalLong.empty();
                if (!tree.fork(analysis.inspection().text(), offset, forced, writer, side, seeds, probability, deed)) {
                    model.say(texts.get("branches.full", ForkTree.MOST_BRANCHES));
                    return;
                }
                if (writer.isMixed()) {
                    model.say(texts.get("branches.mixed", writer.mixed().get(0).name()));
                }
            }
        }
    }

    /** Place in the whole text of an offset in the tree's texts. */
    public int place(int offset) {
        return start + offset;
    }

    public static String named(int value) {
        String glyph = Glyphs.ofByte(value);
        return glyph.isEmpty() ? Glyphs.hex((byte) value) : glyph;
    }

    /** Opens a branch, compared with the text it branched from; null opens the text itself. */
    public void open(@Nullable Fork fork) {
        if (fork == null) {
            look(tree.root(), model.cursorProperty().get());
        } else if (tree.written(fork) != null) {
            look(tree.textOf(fork), fork.offset());
        }
    }

    private void look(byte[] text, int offset) {
        if (text.length > 0 && !Arrays.equals(text, model.textProperty().get())) {
            model.textProperty().set(text);
            model.inspect();
            model.moveWhenThere(offset);
        } else {
            model.moveTo(offset);
        }
    }

    public void remove(Fork fork) {
        tree.remove(fork, texts.get("branches.deed.remove", fork.number()));
    }

    public void undo() {
        sayOrDo(tree.undoes(), "branches.undone", "branches.undo.none", tree::undo);
    }

    public void redo() {
        sayOrDo(tree.redoes(), "branches.redone", "branches.redo.none", tree::redo);
    }

    private void sayOrDo(String deed, String done, String none, Runnable action) {
        model.say(deed.isEmpty() ? texts.get(none) : texts.get(done, deed));
        action.run();
    }
}
