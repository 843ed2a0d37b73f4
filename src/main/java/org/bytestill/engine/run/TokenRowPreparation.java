package org.bytestill.engine.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.cache.TokenRowCache;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.CachedTokens;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.TeacherTokenRows;
import org.bytestill.engine.reading.TokenRowReader;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.model.Architecture;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.RunEvent;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.util.Texts;

/** The token rows of a run's teacher: the cache is opened, which refuses rows of something else, then filled, then the teacher forgotten. */
final class TokenRowPreparation {
    private static final Texts TEXTS = Texts.inFiles("events");

    private final LocalRun run;
    private final RunChats chats;
    private final Dtype dtype;
    private final Path teacher;
    private final List<SpanTokens> spans;
    private final SpanIndex index;
    private final TokenRowCache cache;

    private TokenRowPreparation(LocalRun run, RunChats chats, Dtype dtype, List<SpanTokens> spans, SpanIndex index, TokenRowCache cache) {
        this.run = run;
        this.chats = chats;
        this.dtype = dtype;
        this.teacher = Path.of(run.config().teacher());
        this.spans = spans;
        this.index = index;
        this.cache = cache;
    }

    /** @throws org.bytestill.problem.UserError if the folder holds rows of another teacher, text or kind; the message says which */
    static TokenRowPreparation open(LocalRun run, RunChats chats, Corpus train, Dtype dtype) {
        RunConfig config = run.config();
        Path teacher = Path.of(config.teacher());
        try (Tokenizer tokenizer = tokenizer(chats, teacher)) {
            List<SpanTokens> spans = spans(run, chats, train, tokenizer);
            Path folder = config.teacherRows().folder().isBlank() ? run.runFolder().teacherTokenRows()
                    : Path.of(config.teacherRows().folder());
            TokenRowCache cache = TeacherTokenRows.open(folder, teacher, dtype, tokenizer, spans, config.teacherRows().topK());
            return new TokenRowPreparation(run, chats, dtype, spans, new SpanIndex(train.documents()), cache);
        }
    }

    private static Tokenizer tokenizer(RunChats chats, Path model) {
        return chats.withTurnEnd(model, Tokenizer.open(model));
    }

    private static List<SpanTokens> spans(LocalRun run, RunChats chats, Corpus train, Tokenizer teacher) {
        Objective objective = Objectives.of(run.config());
        List<SpanTokens> spans = new ArrayList<>();
        try (Tokenizer student = tokenizer(chats, InitialStudent.folder(run.config(), run.runFolder()))) {
            DocumentTokenizer documents = new DocumentTokenizer(student, Integer.MAX_VALUE);
            for (Document document : train.documents()) {
                spans.addAll(objective.teacherTokens(documents.tokenize(document), student, teacher));
            }
        }
        return spans;
    }

    /**
     * Computes what is missing, with the teacher in memory for as long.
     *
     * @throws java.util.concurrent.CancellationException if the run is stopped meanwhile
     */
    CachedTokens filled(Device device) {
        cache.setDamagedAside();
        run.converts(cache.tokensDone());
        long started = System.nanoTime();
        if (cache.tokensDone() < cache.tokensTotal()) {
            try (TokenTeacher live = TokenTeacher.open(teacher, tokenizer(chats, teacher), dtype, device)) {
                cache.fill(spans, new TokenRowReader(live, device), (done, total) -> {
                    run.converted(done, total);
                    return run.mayGoOn();
                });
            }
            run.happened(RunEvent.Kind.CONVERTED, 0, TEXTS.get("converted.tokens", String.format(Locale.ROOT, "%,d", cache.tokensTotal()),
                    String.format(Locale.ROOT, "%.0f", (System.nanoTime() - started) / 1e9)));
        }
        run.converted(cache.tokensTotal(), cache.tokensTotal());
        return new CachedTokens(cache, index, tokenizer(chats, teacher), Architecture.read(teacher).config().maxPositions());
    }
}
