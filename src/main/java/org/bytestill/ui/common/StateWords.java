package org.bytestill.ui.common;

import java.util.Locale;
import org.bytestill.run.RunState;
import org.bytestill.util.Texts;

/** The one word for each state of a run; a running one reads "Training". */
public final class StateWords {
    private static final Texts TEXTS = Texts.of("common");

    private StateWords() {}

    public static String of(RunState state) {
        return TEXTS.get("state." + state.name().toLowerCase(Locale.ROOT));
    }
}
