package org.bytestill.engine.reading;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.bytes.cache.TokenRowCache;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.problem.UserError;
import org.bytestill.student.BatchLayout;
import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Device;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.util.Progress;

/** Reads a teacher's next-token distributions of supervised spans, some spans at once; used by one thread. */
public final class TokenRowReader implements TokenRowCache.Source {
    private static final int POSITIONS_AT_ONCE = 2048;
    private static final int ROWS_AT_ONCE = 64;

    private final TeacherTokens teacher;
    private final Device device;

    /**
     * @param teacher in memory; stays the caller's
     * @param device  where it is
     */
    public TokenRowReader(TeacherTokens teacher, Device device) {
        this.teacher = teacher;
        this.device = device;
    }

    /** @throws CancellationException if the progress asked to stop */
    @Override
    public void read(List<SpanTokens> spans, TokenRowCache.Sink sink, Progress progress) {
        long total = spans.stream().mapToLong(span -> span.tokens().length).sum();
        long done = 0;
        for (int first = 0; first < spans.size();) {
            int end = first + 1;
            int positions = positions(spans.get(first));
            while (end < spans.size() && positions + positions(spans.get(end)) <= POSITIONS_AT_ONCE) {
                positions += positions(spans.get(end++));
            }
            read(spans.subList(first, end), first, sink);
            done += spans.subList(first, end).stream().mapToLong(span -> span.tokens().length).sum();
            first = end;
            if (!progress.report(done, total)) {
                throw new CancellationException("Reading was cancelled.");
            }
        }
    }

    /** Positions that are read: all tokens but the last, at least one. */
    private static int positions(SpanTokens span) {
        return Math.max(1, span.prompt().length + span.tokens().length - 1);
    }

    private void read(List<SpanTokens> spans, int number, TokenRowCache.Sink sink) {
        BatchLayout layout = BatchLayout.of(spans.stream().mapToInt(TokenRowReader::positions).toArray());
        long[] ids = new long[layout.places()];
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            SpanTokens span = spans.get(i);
            int[] sequence = span.sequence();
            if (sequence.length > teacher.maxPositions()) {
                throw UserError.badInput("A text has %d tokens in the teacher's reading, which reads at most %d at once. Set"
                        + " text.document_bytes lower.", sequence.length, teacher.maxPositions());
            }
            for (int position = 0; position < layout.length(i) && position < sequence.length; position++) {
                ids[layout.place(i, position)] = sequence[position];
            }
            for (int token = span.firstWithContext(); token < span.tokens().length; token++) {
                wanted.add(new Wanted(number + i, token, layout.place(i, span.prompt().length + token - 1)));
            }
        }
        read(new StudentBatch(layout, ids, new long[0], new long[0], null), wanted, sink);
    }

    /** A row: the token it is before, and where it stands in the batch. */
    private record Wanted(int span, int token, long place) {}

    private void read(StudentBatch batch, List<Wanted> wanted, TokenRowCache.Sink sink) {
        try (Scope pass = Scope.open("teacher rows", device)) {
            TeacherTokens.Read states = teacher.read(pass, batch);
            for (int first = 0; first < wanted.size(); first += ROWS_AT_ONCE) {
                List<Wanted> some = wanted.subList(first, Math.min(wanted.size(), first + ROWS_AT_ONCE));
                try (Scope rows = pass.inner("rows")) {
                    give(states.logits(rows, some.stream().mapToLong(Wanted::place).toArray()), some, sink);
                }
            }
        }
    }

    private void give(Tensor logits, List<Wanted> wanted, TokenRowCache.Sink sink) {
        FloatBuffer values = logits.bytes().asFloatBuffer();
        for (int i = 0; i < wanted.size(); i++) {
            sink.accept(wanted.get(i).span(), wanted.get(i).token(), values.duplicate().position(i * teacher.vocabularySize()));
        }
    }
}
