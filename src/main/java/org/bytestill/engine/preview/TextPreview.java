package org.bytestill.engine.preview;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.ChatReader;
import org.bytestill.corpus.ContentKey;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentStream;
import org.bytestill.corpus.TextAmount;
import org.bytestill.corpus.TextCounts;
import org.bytestill.corpus.TextFormats;
import org.bytestill.corpus.TextSource;
import org.bytestill.engine.chat.ChatReport;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.chat.Conversation;
import org.bytestill.util.Progress;
import org.bytestill.util.Texts;

/**
 * Reads the training text of a run as the run would, and shows its first documents as student and teachers read them. Runs fail in silence
 * where a template, a mask or a tokenizer does something else than was thought: here it is seen. Runs on the calling thread; needs no
 * weights.
 */
public final class TextPreview {
    private static final Texts CHECKS = Texts.of("checks");
    private static final Texts TEXTS = Texts.of("preview");

    /**
     * @param shown    is given the documents to show as they are read
     * @param progress counts bytes of text
     * @throws org.bytestill.problem.UserError if models or text are not chosen or cannot be read; documents before the place that cannot be
     *                                         read were given
     * @throws CancellationException           if the progress listener cancels
     */
    public PreviewReport read(PreviewRequest request, Consumer<PreviewDocument> shown, Progress progress) {
        RunConfig config = RunConfigFile.resolved(request.config(), request.base());
        Check.that(!config.student().isBlank(), "%s %s", CHECKS.get("none.student"), CHECKS.get("none.model.cure"));
        Check.that(!config.text().train().isEmpty(), "%s %s", CHECKS.get("none.text.train"),
                CHECKS.get("none.text.cure", TextFormats.endingsInWords()));
        List<PreviewedModel> models = new ArrayList<>();
        try (RunChats chats = RunChats.of(config, chatFolder(config), Instant.now())) {
            for (String teacher : config.teachers()) {
                models.add(PreviewedModel.teacher(teacher, models.size()));
            }
            models.add(PreviewedModel.student(config));
            return new Reading(request, models, chats, shown, progress).report(RunTexts.train(config));
        } finally {
            models.forEach(PreviewedModel::close);
        }
    }

    /** Where the student's chat template is: with the new tokenizer, if one comes from elsewhere. */
    static Path chatFolder(RunConfig config) {
        String tokenizer = config.newTokenizer();
        return Path.of(tokenizer.isBlank() || NewTokenizer.isMade(tokenizer) ? config.student() : tokenizer);
    }

    /** Thrown out of a stream when enough was read although no document came. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** One reading, with its counts. */
    private static final class Reading implements ChatReader {
        /** What a conversation that gives no document counts for: a text of nothing else shall end too. */
        private static final long CONVERSATION_BYTES = 512;

        private final PreviewRequest request;
        private final List<PreviewedModel> models;
        private final RunChats chats;
        private final Consumer<PreviewDocument> shown;
        private final Progress progress;
        private final Set<ContentKey> contents = new HashSet<>();
        private final long limit;
        private long total;
        private long read;
        private long documents;
        private long duplicates;
        private long tooLong;

        Reading(PreviewRequest request, List<PreviewedModel> models, RunChats chats, Consumer<PreviewDocument> shown, Progress progress) {
            this.request = request;
            this.models = models;
            this.chats = chats;
            this.shown = shown;
            this.progress = progress;
            this.limit = request.bytes() == 0 ? Long.MAX_VALUE : request.bytes();
        }

        PreviewReport report(TextSource source) {
            total = amount(source);
            try (DocumentStream stream = source.open(this)) {
                boolean ended = readOn(stream);
                // Before the end is looked for, which may read one text more.
                TextCounts counts = stream.counts();
                List<String> notes = new ArrayList<>(stream.notes());
                ChatReport ofChats = chats.report();
                long shortened = ofChats == null ? 0 : ofChats.shortened();
                long refused = ofChats == null ? 0 : ofChats.notUsed();
                if (tooLong > 0) {
                    notes.add(TEXTS.get("note.long", tooLong, student().context()));
                }
                return new PreviewReport(ended || isAtEnd(stream), documents, models.stream().map(PreviewedModel::report).toList(),
                        counts.cut() + shortened, counts.skipped(), duplicates, counts.unsupervised() + refused, tooLong,
                        student().context(), List.copyOf(notes));
            }
        }

        private long amount(TextSource source) {
            try {
                return Math.min(limit, TextAmount.of(source).bytes());
            } catch (UserError e) {
                return limit; // what is wrong is said where it is met, after the documents before it
            }
        }

        /** Reads up to the limit; true if the text ended before. */
        private boolean readOn(DocumentStream stream) {
            try {
                while (read < limit) {
                    Optional<Document> document = stream.next();
                    if (document.isEmpty()) {
                        return true;
                    }
                    add(document.get());
                }
                return false;
            } catch (Enough e) {
                return false;
            }
        }

        private static boolean isAtEnd(DocumentStream stream) {
            try {
                return stream.next().isEmpty();
            } catch (Enough | UserError e) {
                return false; // there is more, right or wrong
            }
        }

        private PreviewedModel student() {
            return models.get(models.size() - 1);
        }

        private void add(Document document) {
            documents++;
            duplicates += contents.add(ContentKey.of(List.of(document))) ? 0 : 1;
            if (documents <= request.documents()) {
                PreviewDocument seen = new PreviewDocument((int) documents, document.id(),
                        models.stream().map(model -> model.read(document)).toList());
                tooLong += seen.student().tokens().size() > student().context() ? 1 : 0;
                shown.accept(seen);
            } else {
                models.subList(0, models.size() - 1).forEach(model -> model.count(document));
                tooLong += student().count(document) > student().context() ? 1 : 0;
            }
            advance(document.size());
        }

        private void advance(long bytes) {
            read += bytes;
            if (!progress.report(Math.min(read, total), total)) {
                throw new CancellationException("preview");
            }
        }

        @Override
        public List<Document> documents(String id, Path source, long offset, Conversation conversation, int first) {
            if (read >= limit) {
                throw new Enough();
            }
            List<Document> made = chats.documents(id, source, offset, conversation, first);
            if (made.isEmpty()) {
                advance(CONVERSATION_BYTES);
            }
            return made;
        }

        @Override
        public List<String> notes() {
            return chats.notes();
        }
    }
}
