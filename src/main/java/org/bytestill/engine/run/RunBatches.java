package org.bytestill.engine.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentOrder;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.chat.RunCorpora;
import org.bytestill.problem.Check;
import org.bytestill.util.RandomStreams;

/** Reconstructs the training batch of an update, which is possible because the order of documents is a function of the seed. */
public final class RunBatches {
    private RunBatches() {}

    /**
     * @param started when the run was started
     * @param update  from 1
     * @throws org.bytestill.problem.UserError if the run has no such update, or its text cannot be read any more
     */
    public static List<BatchDocument> of(RunConfig config, Instant started, int update) {
        Check.that(update >= 1 && update <= config.training().updates(), "Update %d was asked for; the run has the updates 1 to %d.",
                update,
                config.training().updates());
        Corpus corpus;
        try (RunChats chats = RunChats.of(config, Path.of(config.student()), started)) {
            corpus = RunCorpora.read(config, chats).train();
        }
        DocumentOrder order = new DocumentOrder(new RandomStreams(config.seed()), corpus.documents().size());
        int size = config.training().batchDocuments();
        List<BatchDocument> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Document document = corpus.documents().get(order.documentAt((update - 1L) * size + i));
            batch.add(new BatchDocument(document.id(), document.bytes()));
        }
        return batch;
    }
}
