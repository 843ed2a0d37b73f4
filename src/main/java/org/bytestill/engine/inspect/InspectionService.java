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
 * Answers questions one after the other, on a thread of its own ({@link InspectionThread}) that gives way to a run, with the models
 * of a {@link ModelCache}, which takes no memory from it. Everything native that belongs to the inspector is made, used and
 * freed on that thread alone.
 */
public final class InspectionService implements Inspector, AutoCloseable {
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d+)");
    /** The first bytes that are answered; enough to begin with, few enough for a second on two models of a real size. */
    private static final int FIRST_BYTES = 24;
    /** A beginning is read anew with the next, longer one; so much longer, that this costs little. */
    private static final int GROWTH = 8;
    /** A beginning of more than this share of the text would not be worth its time. */
    private static final int LEAST_REST = 4;

    private static final Logger LOG = LoggerFactory.getLogger(InspectionService.class);
    /** A question that is worked on ends at its next report, at the latest after one pass of a model. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final ConcurrentRuns runs;
    private final InspectionThread thread;
    private final AtomicLong newest = new AtomicLong();
    private final AtomicLong newestError = new AtomicLong();
    private final LazyFlow.Workers flowWorkers;
    private final ModelCache shelf;
    private final Thread atExit = new Thread(this::stop, "bytestill-inspector-exit");
    private volatile boolean isClosed;

    /** Beside no run of this process. */
    InspectionService() {
        this(new ConcurrentRuns(() -> false, () -> 0));
    }

    public InspectionService(ConcurrentRuns runs) {
        this.runs = runs;
        thread = new InspectionThread(runs::any, CpuBudget.ofInspector());
        flowWorkers = new LazyFlow.Workers(task -> later(thread::executeSoon, task), task -> later(thread, task), new AtomicLong());
        shelf = new ModelCache(() -> Machines.freeMemory() - runs.memoryToCome());
        // A process that ends takes the library's own data away: a thread that computes then would free them a second time.
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
            return newest.get() == text && newestError.get() == number && !answer.isCancelled() && listener.report(done, request.text().length);
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
        // Short, and not interrupted itself; the measuring of a converter's error may take minutes.
        thread.executeSoon(() -> complete(answer, () -> {
            List<Path> folder = List.of(request.model());
            makeRoomFor(folder);
            return new TextSampler(shelf.models(folder).get(0).tokenModel()).write(request.prefix(), request.bytes(), request.seed(),
                    () -> !answer.isCancelled() && !isClosed);
        }));
        return answer;
    }

    /** A question that may be long: its models stay open while it is interrupted. */
    private <T> void work(CompletableFuture<T> answer, Supplier<T> question) {
        thread.execute(() -> {
            complete(answer, question);
            shelf.release();
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
        return shelf.hold(folders);
    }

    private void makeRoomFor(List<Path> folders) {
        runs.lookAt(folders);
        shelf.giveWay(folders);
    }

    private Inspection answer(InspectionRequest request, InspectionListener listener, Progress progress) {
        long started = System.nanoTime();
        Check.that(request.text().length > 0, "There is no text to inspect. Type some, or open a file.");
        if (!progress.report(0, 2L * request.text().length)) {
            throw new CancellationException();
        }
        List<LoadedModel> models = open(Stream.of(request.teacher(), request.student()).flatMap(model -> model.folders().stream()).toList());
        beginnings(request.text().length).forEach(end -> {
            byte[] beginning = Arrays.copyOf(request.text(), end);
            listener.found(read(request, beginning, models, (done, total) -> progress.report(done, 2L * request.text().length), started));
        });
        return read(request, request.text(), models, progress, started);
    }

    /** Where the beginnings of a text end that are answered before the whole. */
    private static IntStream beginnings(int length) {
        return IntStream.iterate(FIRST_BYTES, end -> end <= length / LEAST_REST, end -> end * GROWTH);
    }

    private ConverterError error(ConverterErrorRequest request, ConverterErrorListener listener, Progress progress) {
        if (!progress.report(0, request.text().length)) {
            throw new CancellationException();
        }
        List<LoadedModel> models = open(request.model().folders());
        ConverterSettings reference = ConverterError.referenceFor(request.model().converter());
        beginnings(request.text().length).forEach(end -> listener.found(ConverterError.measured(request, end, reader(request.model(), reference, models), progress)));
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
                updateOf(request.student().folder()), (System.nanoTime() - started) / 1e9, flow(request.teacher(), text, p, teachers.get(0).stamp()),
                flow(request.student(), text, q, students.get(0).stamp()));
    }

    private ByteRows rows(InspectedModel asked, List<LoadedModel> models, byte[] text, Progress progress) {
        return asked.isMixed() ? reader(asked, asked.converter(), models).read(List.of(text), progress).get(0)
                : models.get(0).rows(asked, text, true, shelf.budget(), progress);
    }

    /** By the token heads. Models that are mixed are read one after the other, so each may have the whole budget. */
    private ByteReader reader(InspectedModel asked, ConverterSettings settings, List<LoadedModel> models) {
        List<ByteReader> readers = models.stream().map(model -> ByteReaders.of(model.tokenModel(), settings, shelf.budget())).toList();
        return readers.size() == 1 ? readers.get(0) : new MixtureReader(readers, asked.folders().stream().map(Path::toString).toList(), asked.mixture());
    }

    private FlowSource flow(InspectedModel asked, byte[] text, ByteRows rows, FileStamp stamp) {
        if (asked.isMixed()) {
            return FlowSource.MIXED;
        }
        return rows.paths().isKept() ? new LazyFlow(text.length, offset -> flowAt(asked, text, rows, stamp, offset), flowWorkers) : FlowSource.NONE;
    }

    private MassFlow flowAt(InspectedModel asked, byte[] text, ByteRows rows, FileStamp stamp, int offset) {
        if (isClosed) {
            throw new CancellationException();
        }
        thread.prepare();
        LoadedModel model = shelf.unchanged(asked.folder(), stamp).orElseGet(() -> shelf.models(List.of(asked.folder())).get(0));
        return model.flows(shelf.budget()).at(text, rows, offset, asked.converter().specialsAsText());
    }

    private static void later(Executor queue, Runnable task) {
        try {
            queue.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody looks any more.
        }
    }

    /** A run begins: what was loaded for it beside is given back, so that it finds its memory free. */
    public void makeRoomForRun() {
        later(thread, shelf::close);
    }

    /** The update a checkpoint's folder is named after; -1 for another folder. */
    static int updateOf(Path student) {
        Matcher name = CHECKPOINT.matcher(String.valueOf(student.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process ends already: the hook does the same, and both may.
        }
        stop();
    }

    private void stop() {
        isClosed = true;
        newest.incrementAndGet();
        later(thread, shelf::close);
        try {
            // Native memory must not be freed by this thread while the process ends and the library's own data go.
            if (!thread.close(CLOSE_WITHIN)) {
                LOG.warn("the inspector's models are still in use and are not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
