package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytestill.bytes.BlendStepper;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.engine.reading.WeightMemory;
import org.bytestill.torch.Device;
import org.jspecify.annotations.Nullable;

/** Models that write together on a thread of their own; weights that would not leave memory to a run are not loaded. */
public final class BlendSpeakerThread implements BlendSpeaker, AutoCloseable {
    private static final int CANDIDATES = 6;

    private final LongSupplier freeMemory;
    private final SpeakingThread thread;
    private @Nullable ByteWriters opened;

    /** Parameters as of {@link SpeakerThread}. */
    public BlendSpeakerThread(String name, BooleanSupplier besideRun, LongSupplier freeMemory) {
        this.freeMemory = freeMemory;
        thread = new SpeakingThread(name, besideRun);
    }

    @Override
    public CompletableFuture<GenerateBytesReport> speak(GenerateBytesRequest request, ByteListener listener) {
        CompletableFuture<GenerateBytesReport> answer = new CompletableFuture<>();
        return thread.answer(answer, () -> {
            ByteWriters.settings(request);
            return open(request).write(request, (prompt, outcome, text, before) -> !thread.isClosed() && !answer.isCancelled()
                    && listener.wrote(spoken(outcome, text, before)));
        });
    }

    /** @param before at the place of the outcome */
    private static SpokenByte spoken(int outcome, String text, ByteStepper before) {
        List<double[]> alone = before instanceof BlendStepper blend ? blend.distributions() : List.of(before.distribution());
        double[] together = before.distribution();
        return new SpokenByte(outcome, text, together[outcome], alone.stream().map(row -> row[outcome]).toList(),
                IntStream.rangeClosed(0, alone.size())
                        .mapToObj(model -> candidates(model < alone.size() ? alone.get(model) : together)).toList());
    }

    private static List<Candidate> candidates(double[] distribution) {
        return IntStream.range(0, ByteDistribution.OUTCOMES).boxed().filter(outcome -> distribution[outcome] > 0)
                .sorted(Comparator.comparingDouble(outcome -> -distribution[outcome])).limit(CANDIDATES)
                .map(outcome -> Candidate.ofByte(outcome, distribution[outcome])).toList();
    }

    private ByteWriters open(GenerateBytesRequest request) {
        ByteWriters before = opened;
        if (before != null && before.areFor(request)) {
            return before;
        }
        closeModels();
        if (Device.named(request.device()).isCpu()) {
            long free = freeMemory.getAsLong();
            for (Path folder : ByteWriters.folders(request)) {
                WeightMemory.require(folder, free, WeightMemory.usualMargin(), "asked together with another model");
                free -= WeightMemory.bytes(folder);
            }
        }
        opened = ByteWriters.open(request);
        return opened;
    }

    private void closeModels() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    @Override
    public void forget() {
        thread.later(this::closeModels);
    }

    @Override
    public void close() {
        thread.close(this::closeModels);
    }
}
