package org.bytestill.engine.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentOrder;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.chat.RunCorpora;
import org.bytestill.problem.Check;
import org.bytestill.run.RolloutFile;
import org.bytestill.run.RunFolder;
import org.bytestill.util.RandomStreams;
import org.bytestill.util.Texts;

/**
 * Reconstructs the training batch of an update, which is possible because the order of documents is a function of the seed. In place of
 * documents that were prompts there is what the student wrote after them, as far as the run has kept it.
 */
public final class RunBatches {
    private static final Texts TEXTS = Texts.inFiles("onpolicy");

    private RunBatches() {}

    /**
     * @param folder  of the run
     * @param started when the run was started
     * @param update  from 1
     * @throws org.bytestill.problem.UserError if the run has no such update, or its text cannot be read any more
     */
    public static List<BatchDocument> of(RunConfig config, RunFolder folder, Instant started, int update) {
        Check.that(update >= 1 && update <= config.training().updates(), "Update %d was asked for; the run has the updates 1 to %d.",
                update,
                config.training().updates());
        Corpus corpus;
        try (RunChats chats = RunChats.of(config, Path.of(config.student()), started)) {
            corpus = RunCorpora.read(config, chats).train();
        }
        List<BatchDocument> batch = new ArrayList<>(written(config, folder, update));
        DocumentOrder order = new DocumentOrder(new RandomStreams(config.seed()), corpus.documents().size());
        int size = config.training().batchDocuments();
        for (int i = config.onPolicy().prompts(size); i < size; i++) {
            Document document = corpus.documents().get(order.documentAt((update - 1L) * size + i));
            batch.add(new BatchDocument(document.id(), document.bytes()));
        }
        return batch;
    }

    private static List<BatchDocument> written(RunConfig config, RunFolder folder, int update) {
        return !config.isOnPolicy() ? List.of()
                : new RolloutFile(folder).all().stream().filter(text -> text.update() == update && !text.heldOut())
                        .map(text -> new BatchDocument(TEXTS.get("written", text.document()), joined(text.prompt(), text.text()))).toList();
    }

    private static byte[] joined(byte[] prompt, byte[] text) {
        byte[] all = Arrays.copyOf(prompt, prompt.length + text.length);
        System.arraycopy(text, 0, all, prompt.length, text.length);
        return all;
    }
}
