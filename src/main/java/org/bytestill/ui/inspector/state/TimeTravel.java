package org.bytestill.ui.inspector.state;

import java.util.List;
import org.bytestill.engine.run.Run;
import org.bytestill.util.Texts;

/**
 * Steps through the checkpoints of a run: the student is replaced by the previous or next one, and the analysis before stays
 * visible as an outline.
 */
public final class TimeTravel {
    private final InspectorViewModel model;
    private final OfferedModels offered;
    private final Texts texts;
    private Run looking;

    public TimeTravel(InspectorViewModel model, OfferedModels offered, Texts texts) {
        this.model = model;
        this.offered = offered;
        this.texts = texts;
    }

    /** To the checkpoint before or after the one that is looked at; those of this moment, for a run may write and remove some. */
    public void step(boolean older) {
        // A key that is held asks again while the checkpoints are read: one step is under way then.
        if (looking == null || looking != offered.run()) {
            looking = offered.run();
            offered.read(all -> {
                looking = null;
                step(all, older);
            });
        }
    }

    private void step(List<ModelChoice> all, boolean older) {
        ModelChoice now = model.studentProperty().get();
        int at = -1;
        for (int i = 0; now != null && i < all.size(); i++) {
            at = all.get(i).folder().equals(now.folder()) ? i : at;
        }
        int next = at < 0 ? 0 : at + (older ? 1 : -1);
        if (next < 0 || next >= all.size()) {
            model.say(texts.get(all.isEmpty() ? "travel.none" : older ? "travel.oldest" : "travel.newest"));
        } else {
            model.studentProperty().set(all.get(next));
        }
    }
}
