package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.bytes.cache.TokenRowCache;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.reading.TeacherTokenRows;
import org.bytestill.engine.reading.TokenRowReader;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.model.Architecture;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/** Keeps a teacher's next-token distributions on a text in a folder, as a run with cached rows does. Runs on the calling thread. */
public final class TokenRowsService {
    /**
     * @param request teacher, text, precision, device and folder; what it says of bytes does not matter
     * @param topK    ids of each distribution that are kept; 0 for all
     * @throws org.bytestill.problem.UserError        if teacher or text cannot be read, or the folder has rows of something else
     * @throws java.util.concurrent.CancellationException if the progress listener cancels; finished shards stay
     */
    public TokenRowsReport keep(ConvertRequest request, int topK, Progress progress) {
        long started = System.nanoTime();
        TorchThread.prepare(0);
        RunChats chats = request.text().chats(request.teacher());
        Corpus corpus = read(request, chats);
        Dtype precision = Precisions.named(request.precision(), Device.named(request.device()));
        Architecture architecture = Architecture.read(request.teacher());
        try (Tokenizer tokenizer = tokenizer(chats, request.teacher())) {
            List<SpanTokens> spans = corpus.documents().stream().flatMap(document -> SpanTokens.ofTeacher(document, tokenizer).stream())
                    .toList();
            TokenRowCache cache = TeacherTokenRows.open(request.target(), request.teacher(), precision, tokenizer, spans, topK);
            cache.setDamagedAside();
            long reused = cache.tokensDone();
            double seconds = reused == cache.tokensTotal() ? 0 : fill(request, chats, precision, cache, spans, progress);
            List<String> notes = Stream.of(corpus.notes(), architecture.notes(), tokenizer.notes()).flatMap(List::stream).toList();
            return new TokenRowsReport(request.target(), corpus.documents().size(), corpus.bytes(), cache.tokensTotal(), reused,
                    (System.nanoTime() - started) / 1e9, seconds == 0 ? 0 : (cache.tokensTotal() - reused) / seconds, cache.vocabulary(),
                    cache.keptIds(), restMass(cache, spans), cache.diskBytes(), notes);
        }
    }

    private static Corpus read(ConvertRequest request, RunChats chats) {
        try (chats) {
            return request.text().read(chats);
        }
    }

    private static Tokenizer tokenizer(RunChats chats, Path model) {
        return chats.withTurnEnd(model, Tokenizer.open(model));
    }

    private static double fill(ConvertRequest request, RunChats chats, Dtype precision, TokenRowCache cache, List<SpanTokens> spans,
            Progress progress) {
        try (TokenTeacher teacher = TokenTeacher.open(request.teacher(), tokenizer(chats, request.teacher()), precision,
                Device.named(request.device()))) {
            long since = System.nanoTime();
            cache.fill(spans, new TokenRowReader(teacher, Device.named(request.device())), progress);
            return (System.nanoTime() - since) / 1e9;
        }
    }

    private static double restMass(TokenRowCache cache, List<SpanTokens> spans) {
        double mass = 0;
        for (int span = 0; span < spans.size(); span++) {
            for (int token = 0; token < spans.get(span).tokens().length; token++) {
                mass += cache.rest(span, token);
            }
        }
        return mass / Math.max(1, cache.tokensTotal());
    }
}
