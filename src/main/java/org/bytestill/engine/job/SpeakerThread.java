package org.bytestill.engine.job;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.bytestill.engine.reading.FileStamp;
import org.bytestill.engine.reading.WeightMemory;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Device;
import org.jspecify.annotations.Nullable;

/** A speaker on a thread of its own; weights that would not leave memory to a run are not loaded. */
public final class SpeakerThread implements Speaker, AutoCloseable {
    private final LongSupplier freeMemory;
    private final SpeakingThread thread;
    private @Nullable Opened opened;

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
        this.freeMemory = freeMemory;
        thread = new SpeakingThread(name, besideRun);
    }

    @Override
    public CompletableFuture<GenerateReport> speak(GenerateRequest request, SpokenListener listener) {
        CompletableFuture<GenerateReport> answer = new CompletableFuture<>();
        return thread.answer(answer, () -> {
            GeneratingModel.sampling(request);
            GeneratingModel model = open(request);
            Vocabulary vocabulary = model.model().tokenizer().vocabulary();
            return model.generate(request, (prompt, token, logProbability, text) -> !thread.isClosed() && !answer.isCancelled()
                    && listener.wrote(new SpokenToken(token, vocabulary.nameOf(token), vocabulary.bytesOf(token), text, logProbability)));
        });
    }

    @Override
    public CompletableFuture<List<Candidate>> candidates(GenerateRequest request, Beginning beginning, int count) {
        return thread.answer(new CompletableFuture<>(), () -> open(request).candidates(request, beginning, count));
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

    @Override
    public void forget() {
        thread.later(this::closeModel);
    }

    @Override
    public void close() {
        thread.close(this::closeModel);
    }
}
