package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.MixtureReader;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.bytes.flow.TextSampler;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.machine.Machines;
import org.bytestill.engine.reading.FileStamp;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.problem.Check;
import org.bytestill.util.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The implementation of the inspector: processes requests one after the other on a background thread ({@link InspectionThread}) that
 * yields processor time to a run, with models from a {@link ModelCache} that leaves memory to it. All native memory of the inspector is
 * allocated, used and freed on that thread.
 */
public final class InspectionService implements Inspector, AutoCloseable {
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d+)");
    /** Length of the first partial result: enough to start with, and about a second on two models of a real size. */
    private static final int FIRST_BYTES = 24;
    /** Growth of partial results: each is computed from the beginning of the text, so they grow fast to keep the total cost low. */
    private static final int GROWTH = 8;
    /** A partial result covers at most one in so many bytes of the text; a longer one would not be worth its time. */
    private static final int LEAST_REST = 4;

    private static final Logger LOG = LoggerFactory.getLogger(InspectionService.class);
    /** A running request ends at its next progress report, at the latest after one pass of a model. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final ConcurrentRuns runs;
    private final InspectionThread thread;
    private final AtomicLong newest = new AtomicLong();
    private final AtomicLong newestError = new AtomicLong();
    private final LazyFlow.Workers flowWorkers;
    private final ModelCache cache;
    private final Thread atExit = new Thread(this::stop, "bytestill-inspector-exit");
    private volatile boolean isClosed;

    /** Without runs in this process. */
    InspectionService() {
        this(new ConcurrentRuns(() -> false, () -> 0));
    }

    public InspectionService(ConcurrentRuns runs) {
        this.runs = runs;
        thread = new InspectionThread(runs::any, CpuBudget.ofInspector());
        flowWorkers = new LazyFlow.Workers(task -> later(thread::executeSoon, task), task -> later(thread, task), new AtomicLong());
        cache = new ModelCache(() -> Machines.freeMemory() - runs.memoryToCome());
        // At exit libtorch frees its own data; a thread that still computes then would free them a second time.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public CompletableFuture<Inspection> inspect(InspectionRequest request, InspectionListener listener) {
        long number = newest.incrementAndGet();
        flowWorkers.questions().incrementAndGet();
        CompletableFuture<Inspection> answer = new CompletableFuture<>();
        work(answer, () -> answer(request, listener, (done, total) -> {
            thread.betweenPieces();
            return newest.get() == number && !answer.isCancelled() && listener.report(done, total);
        }));
        return answer;
    }

    @Override
    public CompletableFuture<ConverterError> converterError(ConverterErrorRequest request, ConverterErrorListener listener) {
        long text = newest.get();
        long number = newestError.incrementAndGet();
        CompletableFuture<ConverterError> answer = new CompletableFuture<>();
        work(answer, () -> error(request, listener, (done, total) -> {
            thread.betweenPieces();
            return newest.get() == text && newestError.get() == number && !answer.isCancelled()
                    && listener.report(done, request.text().length);
        }));
        return answer;
    }

    @Override
    public boolean isBesideRun() {
        return runs.lastKnown();
    }

    @Override
    public CompletableFuture<SampledText> continueText(SampleRequest request) {
        CompletableFuture<SampledText> answer = new CompletableFuture<>();
        // Urgent, because it is short while measuring a converter's error may take minutes.
        thread.executeSoon(() -> complete(answer, () -> {
            List<Path> folder = List.of(request.model());
            makeRoomFor(folder);
            return new TextSampler(cache.models(folder).get(0).tokenModel()).write(request.prefix(), request.bytes(), request.seed(),
                    () -> !answer.isCancelled() && !isClosed);
        }));
        return answer;
    }

    /** A request that may take long: its models stay open while urgent requests interrupt it. */
    private <T> void work(CompletableFuture<T> answer, Supplier<T> question) {
        thread.execute(() -> {
            complete(answer, question);
            cache.release();
        });
    }

    private <T> void complete(CompletableFuture<T> answer, Supplier<T> question) {
        if (isClosed) {
            answer.cancel(false);
        }
        if (answer.isCancelled()) {
            return;
        }
        try {
            thread.prepare();
            answer.complete(question.get());
        } catch (CancellationException e) { // asked for by who waits for the answer
            answer.cancel(false);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private List<LoadedModel> open(List<Path> folders) {
        makeRoomFor(folders);
        return cache.hold(folders);
    }

    private void makeRoomFor(List<Path> folders) {
        runs.watch(folders);
        cache.giveWay(folders);
    }

    private Inspection answer(InspectionRequest request, InspectionListener listener, Progress progress) {
        long started = System.nanoTime();
        Check.that(request.text().length > 0, "There is no text to inspect. Type some, or open a file.");
        if (!progress.report(0, 2L * request.text().length)) {
            throw new CancellationException();
        }
        List<LoadedModel> models = open(
                Stream.of(request.teacher(), request.student()).flatMap(model -> model.folders().stream()).toList());
        beginnings(request.text().length).forEach(end -> {
            byte[] beginning = Arrays.copyOf(request.text(), end);
            listener.found(read(request, beginning, models, (done, total) -> progress.report(done, 2L * request.text().length), started));
        });
        return read(request, request.text(), models, progress, started);
    }

    /** Lengths of the partial results before the whole text. */
    private static IntStream beginnings(int length) {
        return IntStream.iterate(FIRST_BYTES, end -> end <= length / LEAST_REST, end -> end * GROWTH);
    }

    private ConverterError error(ConverterErrorRequest request, ConverterErrorListener listener, Progress progress) {
        if (!progress.report(0, request.text().length)) {
            throw new CancellationException();
        }
        List<LoadedModel> models = open(request.model().folders());
        ConverterSettings reference = ConverterError.referenceFor(request.model().converter());
        beginnings(request.text().length).forEach(
                end -> listener.found(ConverterError.measured(request, end, reader(request.model(), reference, models), progress)));
        return ConverterError.measured(request, request.text().length, reader(request.model(), reference, models), progress);
    }

    private Inspection read(InspectionRequest request, byte[] text, List<LoadedModel> models, Progress progress, long started) {
        long twice = 2L * text.length;
        int teacherModels = request.teacher().folders().size();
        List<LoadedModel> teachers = models.subList(0, teacherModels);
        List<LoadedModel> students = models.subList(teacherModels, models.size());
        ByteRows p = rows(request.teacher(), teachers, text, (done, total) -> progress.report(done, twice));
        ByteRows q = rows(request.student(), students, text, (done, total) -> progress.report(text.length + done, twice));
        return new Inspection(text, teachers.get(0).spans(text), students.get(0).spans(text), p, q, ByteComparison.of(text, p, q),
                updateOf(request.student().folder()), (System.nanoTime() - started) / 1e9,
                flow(request.teacher(), text, p, teachers.get(0).stamp()),
                flow(request.student(), text, q, students.get(0).stamp()));
    }

    private ByteRows rows(InspectedModel asked, List<LoadedModel> models, byte[] text, Progress progress) {
        return asked.isMixed() ? reader(asked, asked.converter(), models).read(List.of(text), progress).get(0)
                : models.get(0).rows(asked, text, true, cache.budget(), progress);
    }

    /** A reader by the token heads. The models of a mixture are read one after the other, so each may use the whole memory budget. */
    private ByteReader reader(InspectedModel asked, ConverterSettings settings, List<LoadedModel> models) {
        List<ByteReader> readers = models.stream().map(model -> ByteReaders.of(model.tokenModel(), settings, cache.budget())).toList();
        return readers.size() == 1 ? readers.get(0)
                : new MixtureReader(readers, asked.folders().stream().map(Path::toString).toList(), asked.mixture());
    }

    private FlowSource flow(InspectedModel asked, byte[] text, ByteRows rows, FileStamp stamp) {
        if (asked.isMixed()) {
            return FlowSource.MIXED;
        }
        return rows.paths().isKept() ? new LazyFlow(text.length, offset -> flowAt(asked, text, rows, stamp, offset), flowWorkers)
                : FlowSource.NONE;
    }

    private MassFlow flowAt(InspectedModel asked, byte[] text, ByteRows rows, FileStamp stamp, int offset) {
        if (isClosed) {
            throw new CancellationException();
        }
        thread.prepare();
        LoadedModel model = cache.unchanged(asked.folder(), stamp).orElseGet(() -> cache.models(List.of(asked.folder())).get(0));
        return model.flows(cache.budget()).at(text, rows, offset, asked.converter().specialsAsText());
    }

    private static void later(Executor queue, Runnable task) {
        try {
            queue.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody needs the result any more.
        }
    }

    /** Called when a run starts: closes all models, so that the run finds free memory. */
    public void makeRoomForRun() {
        later(thread, cache::close);
    }

    /** The update of a checkpoint, from the name of its folder; -1 for another folder. */
    static int updateOf(Path student) {
        Matcher name = CHECKPOINT.matcher(String.valueOf(student.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is exiting, so the hook runs too; stopping twice does no harm.
        }
        stop();
    }

    private void stop() {
        isClosed = true;
        newest.incrementAndGet();
        later(thread, cache::close);
        try {
            // This thread must not free the native memory: libtorch may be freeing its own data at exit.
            if (!thread.close(CLOSE_WITHIN)) {
                LOG.warn("the inspector's models are still in use and are not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
