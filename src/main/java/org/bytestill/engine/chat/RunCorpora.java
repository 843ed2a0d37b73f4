package org.bytestill.engine.chat;

import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.CorpusSplit;
import org.bytestill.engine.reading.RunTexts;

/** The text of a run in two parts, what is trained on and what is measured on, as its configuration says. */
public final class RunCorpora {
    private RunCorpora() {}

    /**
     * @param chats reads conversations; closed by the caller
     * @throws org.bytestill.problem.UserError if a text cannot be read, or too little of it is left on one side
     */
    public static CorpusSplit read(RunConfig config, RunChats chats) {
        Corpus train = Corpus.read(RunTexts.train(config), chats);
        boolean isNamed = !config.text().validation().isEmpty();
        return CorpusSplit.of(train, isNamed ? Corpus.read(RunTexts.validation(config), chats) : null, settings(config));
    }

    private static CorpusSplit.Settings settings(RunConfig config) {
        RunConfig.Text text = config.text();
        long most = text.maxValidationBytes() == 0 ? Long.MAX_VALUE : text.maxValidationBytes();
        return new CorpusSplit.Settings(text.validationShare(), Math.min(config.evaluation().agreementBytes(), most),
                text.duplicates() == RunConfig.Repeated.REMOVE, text.overlap() == RunConfig.Repeated.REMOVE);
    }
}
