package org.bytestill.engine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Continuation;
import org.bytestill.bytes.Continuer;
import org.bytestill.bytes.MassFlow;
import org.bytestill.bytes.ReadProgress;
import org.bytestill.engine.Inspection.ByteComparison;
import org.bytestill.problem.Check;
import org.bytestill.torch.QuietThread;
import org.bytestill.torch.TorchThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inspector's own thread. It computes on one core and with the lowest priority, so that a run beside it is not slowed;
 * its models are those of a {@link ModelShelf}, so that they take no memory from it.
 */
final class InspectionDesk implements Inspector, AutoCloseable {
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d+)");
    /** The first bytes that are answered; enough to begin with, few enough for a second on two models of a real size. */
    private static final int FIRST_BYTES = 24;
    /** A beginning is read anew with the next, longer one; so much longer, that this costs little. */
    private static final int GROWTH = 8;
    /** A beginning of more than this share of the text would not be worth its time. */
    private static final int LEAST_REST = 4;

    private static final Logger LOG = LoggerFactory.getLogger(InspectionDesk.class);
    /** A question that is worked on ends at its next report, at the latest after one pass of a model. */
    private static final int MOST_SECONDS_TO_CLOSE = 10;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "bytestill-inspector");
        worker.setDaemon(true);
        return worker;
    });
    private final AtomicLong newest = new AtomicLong();
    private final ModelShelf shelf = new ModelShelf();
    private boolean isPrepared;
    private volatile boolean isClosed;

    @Override
    public CompletableFuture<Inspection> inspect(InspectionRequest request, InspectionListener listener) {
        long number = newest.incrementAndGet();
        CompletableFuture<Inspection> answer = new CompletableFuture<>();
        work(answer, () -> answer(request, listener, (done, total) -> newest.get() == number && !answer.isCancelled() && listener.report(done, total)));
        return answer;
    }

    @Override
    public CompletableFuture<Continuation> continueText(ContinuationRequest request) {
        CompletableFuture<Continuation> answer = new CompletableFuture<>();
        work(answer, () -> {
            LoadedModel model = shelf.models(List.of(request.model())).get(0);
            return new Continuer(model.tokenModel()).write(request.prefix(), request.bytes(), request.seed(), () -> !answer.isCancelled() && !isClosed);
        });
        return answer;
    }

    private <T> void work(CompletableFuture<T> answer, Supplier<T> question) {
        thread.execute(() -> {
            if (isClosed) {
                answer.cancel(false);
            }
            if (answer.isCancelled()) {
                return;
            }
            try {
                prepare();
                answer.complete(question.get());
            } catch (CancellationException e) {
                answer.cancel(false);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private void prepare() {
        if (!isPrepared) {
            QuietThread.become();
            isPrepared = true;
        }
        TorchThread.prepare(1);
    }

    private Inspection answer(InspectionRequest request, InspectionListener listener, ReadProgress progress) {
        long started = System.nanoTime();
        Check.that(request.text().length > 0, "There is no text to inspect. Type some, or open a file.");
        if (!progress.report(0, 2L * request.text().length)) {
            throw new CancellationException();
        }
        List<LoadedModel> models = shelf.models(List.of(request.teacher().folder(), request.student().folder()));
        for (int end = FIRST_BYTES; end <= request.text().length / LEAST_REST; end *= GROWTH) {
            byte[] beginning = Arrays.copyOf(request.text(), end);
            listener.found(read(request, beginning, models, (done, total) -> progress.report(done, 2L * request.text().length), started));
        }
        return read(request, request.text(), models, progress, started);
    }

    private Inspection read(InspectionRequest request, byte[] text, List<LoadedModel> models, ReadProgress progress, long started) {
        long twice = 2L * text.length;
        ByteRows p = models.get(0).rows(request.teacher(), text, true, (done, total) -> progress.report(done, twice));
        ByteRows q = models.get(1).rows(request.student(), text, true, (done, total) -> progress.report(text.length + done, twice));
        return new Inspection(text, models.get(0).spans(text), models.get(1).spans(text), p, q, ByteComparison.of(text, p, q),
                updateOf(request.student().folder()), (System.nanoTime() - started) / 1e9, flow(request.teacher(), text, p), flow(request.student(), text, q));
    }

    private FlowSource flow(InspectedModel asked, byte[] text, ByteRows rows) {
        return rows.paths().isKept() ? new LazyFlow(text.length, offset -> flowAt(asked, text, rows, offset), this::later) : FlowSource.NONE;
    }

    private MassFlow flowAt(InspectedModel asked, byte[] text, ByteRows rows, int offset) {
        if (isClosed) {
            throw new CancellationException();
        }
        prepare();
        return shelf.models(List.of(asked.folder())).get(0).flows().at(text, rows, offset, asked.converter().specialsAsText());
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody looks any more.
        }
    }

    /** The update a checkpoint's folder is named after; -1 for another folder. */
    static int updateOf(Path student) {
        Matcher name = CHECKPOINT.matcher(String.valueOf(student.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    @Override
    public void close() {
        isClosed = true;
        newest.incrementAndGet();
        thread.execute(shelf::close);
        thread.shutdown();
        try {
            // Native memory must not be freed by this thread while the process ends and the library's own data go.
            if (!thread.awaitTermination(MOST_SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
                LOG.warn("the inspector's models are still in use and are not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
