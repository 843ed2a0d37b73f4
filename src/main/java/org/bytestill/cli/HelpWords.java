package org.bytestill.cli;

import java.util.ListResourceBundle;
import java.util.stream.Collectors;
import org.bytestill.corpus.TextFormats;
import org.bytestill.objective.registry.Objectives;

/** Words of the help that follow from what is registered; a description has them as <code>${bundle:KEY}</code>. */
final class HelpWords extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
        return new Object[][] {{"text.formats", TextFormats.inWords() + "; others are read as plain text"},
            {"objectives", Objectives.all().stream().map(objective -> objective.name() + " (" + objective.meaning() + ")")
                    .collect(Collectors.joining(", "))}};
    }
}
