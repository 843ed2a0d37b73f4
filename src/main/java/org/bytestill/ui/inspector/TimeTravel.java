package org.bytestill.ui.inspector;

import java.util.List;
import java.util.function.Supplier;
import org.bytestill.ui.common.Texts;

/** From checkpoint to checkpoint: the student as it was before and after. What was seen stays as an outline. */
final class TimeTravel {
    private final InspectorViewModel model;
    private final Supplier<List<ModelChoice>> students;
    private final Texts texts;

    /** @param students of the run, the newest first, the student before training last */
    TimeTravel(InspectorViewModel model, Supplier<List<ModelChoice>> students, Texts texts) {
        this.model = model;
        this.students = students;
        this.texts = texts;
    }

    /** To the checkpoint before or after the one that is looked at. */
    void step(boolean older) {
        List<ModelChoice> all = students.get();
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
