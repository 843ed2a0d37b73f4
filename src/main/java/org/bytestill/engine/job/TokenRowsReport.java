package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;

/**
 * The result of keeping a teacher's token rows.
 *
 * @param bytes           supervised bytes of the text
 * @param tokens          tokens whose next-token distributions are in the folder
 * @param reusedTokens    of these, tokens whose rows were there before
 * @param tokensPerSecond speed of this call, without loading; 0 if nothing was left to do
 * @param ids             ids of a distribution
 * @param keptIds         ids of each that are kept
 * @param restMass        mean mass of the ids that are not kept
 * @param diskBytes       size of the rows on disk
 * @param notes           remarks about text and tokenizer for the user
 */
public record TokenRowsReport(Path folder, long documents, long bytes, long tokens, long reusedTokens, double seconds,
        double tokensPerSecond,
        int ids, int keptIds, double restMass, long diskBytes, List<String> notes) {}
