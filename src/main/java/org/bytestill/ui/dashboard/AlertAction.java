package org.bytestill.ui.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytestill.run.RunListener;

/** What a person can do about an alert, by the alert's word; the link's text is {@code alert.KEY} in the dashboard's texts. */
enum AlertAction {
    HALF_RATE, STOP, CHANGE, PAUSE, FOLDER, TEXTS, WIDER, HALF_BATCH, RECOMPUTE;

    private static final Map<String, List<AlertAction>> OF = Map.of(
            "loss-risen", List.of(HALF_RATE, CHANGE),
            "validation-worse", List.of(STOP, CHANGE),
            "pair-diverging", List.of(CHANGE),
            "slower", List.of(PAUSE),
            RunListener.OWN_TEXTS, List.of(TEXTS, HALF_RATE, CHANGE),
            "text-impossible", List.of(WIDER, STOP),
            "mass-lost", List.of(WIDER, STOP),
            "device-idle", List.of(PAUSE, STOP),
            "device-hot", List.of(PAUSE),
            "disk-nearly-full", List.of(FOLDER, CHANGE));

    /** The actions of an alert; none for one that this version does not know. */
    static List<AlertAction> of(String alert) {
        return OF.getOrDefault(alert, List.of());
    }

    String key() {
        return "alert." + name().toLowerCase(Locale.ROOT);
    }
}
