package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;

/** The cost of a changed setting in words: {@code 500 → 1,000: +2 min, +1.2 GB disk}. */
final class CostDelta {
    /** Differences below this share of the whole are not worth a word. */
    private static final double WORTH_MENTIONING = 0.02;

    private CostDelta() {}

    /** Empty if the change costs nothing that can be estimated. */
    static String of(Texts texts, SettingModel setting, Estimate reset, Estimate now) {
        List<String> parts = new ArrayList<>();
        double seconds = seconds(now) - seconds(reset);
        if (matters(seconds, seconds(reset))) {
            parts.add(texts.get("price.time", sign(seconds) + Format.span(Math.abs(seconds))));
        }
        double memory = peak(now) - peak(reset);
        if (matters(memory, peak(reset))) {
            parts.add(texts.get("price.memory", sign(memory) + Format.memory((long) Math.abs(memory))));
        }
        double disk = now.diskBytes() - reset.diskBytes();
        if (matters(disk, reset.diskBytes())) {
            parts.add(texts.get("price.disk", sign(disk) + Format.size((long) Math.abs(disk))));
        }
        if (parts.isEmpty()) {
            return "";
        }
        return texts.get("price", setting.resetTextProperty().get(), setting.textProperty().get(), String.join(", ", parts));
    }

    private static boolean matters(double difference, double whole) {
        return Math.abs(difference) > WORTH_MENTIONING * Math.abs(whole);
    }

    private static String sign(double difference) {
        return difference < 0 ? "−" : "+";
    }

    /** Middle of the estimated range, both phases. */
    static double seconds(Estimate estimate) {
        return (estimate.convertSecondsLow() + estimate.convertSecondsHigh() + estimate.trainSecondsLow()
                + estimate.trainSecondsHigh()) / 2;
    }

    private static double peak(Estimate estimate) {
        return Math.max(estimate.convertMemoryBytes(), estimate.trainMemoryBytes());
    }
}
