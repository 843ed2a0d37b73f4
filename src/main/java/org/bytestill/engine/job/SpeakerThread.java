package org.bytestill.engine.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bytestill.engine.reading.FileStamp;
import org.bytestill.engine.reading.WeightMemory;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Device;
import org.bytestill.torch.TorchThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A speaker on a thread of its own, on which its model is opened, used and closed. Beside a run it uses one core, else half of them, so
 * that two speakers share the machine; weights that would not leave memory to the run are not loaded.
 */
public final class SpeakerThread implements Speaker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpeakerThread.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final BooleanSupplier besideRun;
    private final LongSupplier freeMemory;
    private final ExecutorService thread;
    private @Nullable Opened opened;
    private volatile boolean isClosed;

    /** The open model and what was asked for: another checkpoint, or files written anew, are opened again. */
    private record Opened(CheckpointChoice choice, String precision, String device, FileStamp stamp, GeneratingModel model) {
        boolean isFor(CheckpointChoice asked, GenerateRequest request) {
            return choice.folder().equals(asked.folder()) && precision.equals(request.precision()) && device.equals(request.device())
                    && stamp.equals(FileStamp.of(asked.folder()));
        }
    }

    /**
     * @param name       name of the thread
     * @param besideRun  whether a run computes that must not be slowed down
     * @param freeMemory bytes of memory that are free and that no run will need
     */
    public SpeakerThread(String name, BooleanSupplier besideRun, LongSupplier freeMemory) {
        this.besideRun = besideRun;
        this.freeMemory = freeMemory;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public CompletableFuture<GenerateReport> speak(GenerateRequest request, SpokenListener listener) {
        CompletableFuture<GenerateReport> answer = new CompletableFuture<>();
        work(answer, () -> {
            GeneratingModel.sampling(request);
            GeneratingModel model = open(request);
            Vocabulary vocabulary = model.model().tokenizer().vocabulary();
            return model.generate(request, (prompt, token, logProbability, text) -> !isClosed && !answer.isCancelled()
                    && listener.wrote(new SpokenToken(token, vocabulary.nameOf(token), vocabulary.bytesOf(token), text, logProbability)));
        });
        return answer;
    }

    @Override
    public CompletableFuture<List<Candidate>> candidates(GenerateRequest request, Beginning beginning, int count) {
        CompletableFuture<List<Candidate>> answer = new CompletableFuture<>();
        work(answer, () -> open(request).candidates(request, beginning, count));
        return answer;
    }

    private GeneratingModel open(GenerateRequest request) {
        CheckpointChoice choice = GeneratingModel.choice(request);
        Opened before = opened;
        if (before != null && before.isFor(choice, request)) {
            return before.model();
        }
        closeModel();
        if (Device.named(request.device()).isCpu()) {
            WeightMemory.require(choice.folder(), freeMemory.getAsLong(), WeightMemory.usualMargin(), "spoken to");
        }
        GeneratingModel model = GeneratingModel.open(choice, request);
        opened = new Opened(choice, request.precision(), request.device(), model.model().stamp(), model);
        return model;
    }

    private void closeModel() {
        if (opened != null) {
            opened.model().close();
            opened = null;
        }
    }

    private <T> void work(CompletableFuture<T> answer, Supplier<T> question) {
        later(() -> {
            if (isClosed || answer.isCancelled()) {
                answer.cancel(false);
                return;
            }
            try {
                TorchThread.prepare(besideRun.getAsBoolean() ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody needs the answer any more.
        }
    }

    @Override
    public void forget() {
        later(this::closeModel);
    }

    @Override
    public void close() {
        isClosed = true;
        forget();
        thread.shutdown();
        try {
            // The native memory is freed on its thread only: libtorch may be freeing its own data at exit.
            if (!thread.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a model that is spoken to is still in use and is not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
