package org.bytestill.export;

import java.util.Locale;

/**
 * What an export's number format costs: its next-token distributions beside those of the checkpoint's own weights in float32, over the probe
 * texts.
 *
 * @param positions distributions compared
 * @param klBits    mean KL(checkpoint in float32 || export), in bits a token
 * @param top1Equal share of positions with the same most probable token
 */
record FormatLoss(int positions, double klBits, double top1Equal) {
    static FormatLoss of(HeadComparison token) {
        return new FormatLoss(token.positions(), token.klBits(), token.top1Equal());
    }

    /** What was measured, a sentence. */
    String found(WeightType type) {
        return String.format(Locale.ROOT,
                "As %s, beside the checkpoint in float32: %.2g bits of KL a token, the same token most probable at %.1f %% of %d positions of"
                        + " five probe texts.",
                type.word(), klBits, 100 * top1Equal, positions);
    }
}
