package org.bytestill.objective;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.student.BatchLayout;

/**
 * Cuts documents into micro-batches. Those of a few short documents would leave a pass with little to compute, so neighbours are joined as
 * long as they need, with the padding that a layout may have, no more room than the longest documents, for which memory was estimated.
 * Documents near that length are never joined, and their sums of gradients stay what they are.
 */
public final class MicroBatches {
    private final int documents;
    private final double mostBytes;

    /**
     * @param documents    of a micro-batch that is not joined
     * @param longestBytes bytes of the longest document
     */
    public MicroBatches(int documents, long longestBytes) {
        this.documents = documents;
        this.mostBytes = (1 - BatchLayout.WORTH_PACKING) * documents * longestBytes;
    }

    /** Those of training. */
    public static MicroBatches of(RunConfig config) {
        return new MicroBatches(config.training().microBatchDocuments(), config.text().documentBytes());
    }

    /** The documents in their order, in micro-batches. */
    public List<List<BatchBuilder.Indexed>> of(List<BatchBuilder.Indexed> all) {
        List<List<BatchBuilder.Indexed>> batches = new ArrayList<>();
        int first = 0;
        long held = 0;
        for (int start = 0; start < all.size(); start += documents) {
            long bytes = all.subList(start, Math.min(all.size(), start + documents)).stream().map(BatchBuilder.Indexed::document)
                    .mapToLong(TokenizedDocument::size).sum();
            if (start > first && held + bytes > mostBytes) {
                batches.add(all.subList(first, start));
                first = start;
                held = 0;
            }
            held += bytes;
        }
        if (first < all.size()) {
            batches.add(all.subList(first, all.size()));
        }
        return batches;
    }
}
