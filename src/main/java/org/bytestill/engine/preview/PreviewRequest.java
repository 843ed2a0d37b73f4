package org.bytestill.engine.preview;

import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.Check;

/**
 * A request to look at the training text of a run before it is started.
 *
 * @param config    the run; models and text need be chosen, nothing else is used
 * @param base      folder that relative paths of the configuration start at
 * @param documents number of documents to show, from the beginning
 * @param bytes     counts are made over so many bytes of text, from the beginning; 0 counts over all of it
 */
public record PreviewRequest(RunConfig config, Path base, int documents, long bytes) {
    /** Documents that are shown unless said otherwise. */
    public static final int DOCUMENTS = 50;

    /** @throws org.bytestill.problem.UserError if a number is negative */
    public PreviewRequest {
        Check.that(documents >= 0, "%d documents were asked for; give 0 or more.", documents);
        Check.that(bytes >= 0, "Counts over %d bytes were asked for; give the number of bytes, or 0 for all of them.", bytes);
    }
}
