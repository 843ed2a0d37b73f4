package org.bytestill.ui.dashboard;

import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.Conversion;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.util.Texts;

/**
 * What is said while the teacher's text is converted.
 *
 * @param speed    text a second
 * @param rows     evaluations of the teacher a byte
 * @param residual per cent of the mass that is no byte
 * @param dropped  per cent of the mass that the beam left out
 * @param healed   bytes at which a token was healed
 * @param measured of how much text the last three are
 * @param now      the phase, with how far it is
 * @param next     what comes after it
 * @param left     time left of the whole run, in words; empty if not known
 */
record ConvertingFacts(Quantity speed, String rows, String residual, String dropped, String healed, String measured, String now,
        String next, String left) {
    private static final Texts TEXTS = Texts.of("dashboard");

    static ConvertingFacts of(RunProgress progress, Conversion conversion) {
        boolean isMeasured = conversion.measuredBytes() > 0;
        String now = TEXTS.get("converting.now", Format.size(progress.convertedBytes()), Format.size(progress.bytesToConvert()));
        String left = progress.state().isActive() && progress.secondsLeft() >= 0
                ? TEXTS.get("converting.left", Format.span(progress.secondsLeft())) : "";
        return new ConvertingFacts(Format.speed(progress.state().isActive() ? progress.bytesPerSecond() : 0),
                Format.fixed(conversion.rowsPerByte(), 2), Format.percent(conversion.residual(), 3),
                Format.percent(conversion.dropped(), 2), isMeasured ? Format.count(conversion.healed()) : Format.NOTHING,
                isMeasured ? TEXTS.get("converting.measured", Format.size(conversion.measuredBytes())) : TEXTS.get("converting.unmeasured"),
                now, TEXTS.get("converting.next", Format.count(progress.updates())), left);
    }

    /** All of it as one sentence for those who do not see it. */
    String spoken() {
        return TEXTS.get("converting.spoken", now, speed, rows, residual, dropped, healed);
    }
}
