package org.bytestill.ui.dashboard;

import org.bytestill.engine.run.RunProgress;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;

/** Text of an empty chart: what the run is doing until there is data, and how long that takes. */
record EmptyStateText(String head, String detail) {
    private static final Texts TEXTS = Texts.of("dashboard");

    static EmptyStateText of(RunProgress progress) {
        return switch (progress.state()) {
            case DRAFT, LOADING -> new EmptyStateText(TEXTS.get("empty.loading"), TEXTS.get("empty.loading.detail"));
            case CONVERTING -> new EmptyStateText(TEXTS.get("empty.converting"), TEXTS.get("empty.converting.detail",
                    Format.size(progress.convertedBytes()), Format.size(progress.bytesToConvert()), left(progress)));
            case STOPPED, FAILED, INTERRUPTED, DONE -> new EmptyStateText(TEXTS.get("empty.ended"), TEXTS.get("empty.ended.detail"));
            case QUEUED -> new EmptyStateText(TEXTS.get("empty.queued"), TEXTS.get("empty.queued.detail"));
            case PAUSED -> new EmptyStateText(TEXTS.get("empty.paused"), TEXTS.get("empty.paused.detail"));
            default -> new EmptyStateText(TEXTS.get("empty.first"), TEXTS.get("empty.first.detail", Format.count(progress.updates())));
        };
    }

    private static String left(RunProgress progress) {
        double seconds = (progress.bytesToConvert() - progress.convertedBytes()) / progress.bytesPerSecond();
        return Double.isFinite(seconds) && seconds >= 0 ? TEXTS.get("empty.left", Format.span(seconds)) : "";
    }
}
