package org.bytestill.objective.registry;

import java.util.List;
import org.bytestill.config.Choice;

/** The choices of the setting {@code objective}: the registered objectives. */
public final class ObjectiveChoices implements Choice.Source {
    @Override
    public String setting() {
        return "objective";
    }

    @Override
    public List<Choice> choices() {
        return Objectives.all().stream().map(objective -> new Choice(objective.name(), objective.label(), objective.meaning())).toList();
    }
}
