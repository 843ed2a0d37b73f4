package org.bytestill.engine.preview;

import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.Check;

/**
 * A request to compare the tokenizers of teacher and student on a text.
 *
 * @param config of a run; models and text need be chosen, nothing else is used
 * @param base   folder that relative paths of the configuration start at
 * @param bytes  of supervised text that are looked at, from the beginning; 0 for all of it
 */
public record TokenizersRequest(RunConfig config, Path base, long bytes) {
    /** What is looked at unless said otherwise: shares of a text settle long before. */
    public static final long BYTES = 500_000;

    /** @throws org.bytestill.problem.UserError if the number is negative */
    public TokenizersRequest {
        Check.that(bytes >= 0, "A comparison over %d bytes was asked for; give the number of bytes, or 0 for all of them.", bytes);
    }
}
