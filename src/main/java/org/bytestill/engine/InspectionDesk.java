package org.bytestill.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ReadProgress;
import org.bytestill.engine.Inspection.ByteComparison;
import org.bytestill.evaluate.Divergence;
import org.bytestill.problem.Check;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;

/**
 * The inspector's own thread, with the models it opened last. One torch thread, so that a run beside it keeps the other
 * cores; models are mapped, so that they take no memory from it.
 */
final class InspectionDesk implements Inspector, AutoCloseable {
    /** Two models of a comparison, and two to go back to. */
    private static final int MODELS_KEPT = 4;
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d+)");

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "bytestill-inspector");
        worker.setDaemon(true);
        return worker;
    });
    private final AtomicLong newest = new AtomicLong();
    private final Map<String, LoadedModel> models = new LinkedHashMap<>(8, 0.75f, true);

    @Override
    public CompletableFuture<Inspection> inspect(InspectionRequest request, ReadProgress progress) {
        long number = newest.incrementAndGet();
        CompletableFuture<Inspection> answer = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                ReadProgress guarded = (done, total) -> newest.get() == number && !answer.isCancelled() && progress.report(done, total);
                answer.complete(answer(request, guarded));
            } catch (CancellationException e) {
                answer.cancel(false);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private Inspection answer(InspectionRequest request, ReadProgress progress) {
        long started = System.nanoTime();
        Check.that(request.text().length > 0, "There is no text to inspect. Type some, or open a file.");
        TorchThread.prepare(1);
        long twice = 2L * request.text().length;
        if (!progress.report(0, twice)) {
            throw new CancellationException();
        }
        LoadedModel teacher = model(request.teacher());
        LoadedModel student = model(request.student());
        ByteRows p = teacher.reader(request.converter()).read(List.of(request.text()), (done, total) -> progress.report(done, twice)).get(0);
        ByteRows q = student.reader(request.converter()).read(List.of(request.text()), (done, total) -> progress.report(request.text().length + done, twice))
                .get(0);
        return new Inspection(request.text(), teacher.spans(request.text()), student.spans(request.text()), p, q, compared(request.text(), p, q),
                updateOf(request.student()), (System.nanoTime() - started) / 1e9);
    }

    private static List<ByteComparison> compared(byte[] text, ByteRows teacher, ByteRows student) {
        List<ByteComparison> comparisons = new ArrayList<>(text.length);
        for (int i = 0; i < text.length; i++) {
            double[] p = teacher.distribution(i);
            double[] q = student.distribution(i);
            int actual = text[i] & 0xFF;
            comparisons.add(new ByteComparison(Divergence.surprisalBits(p[actual]), Divergence.surprisalBits(q[actual]), Divergence.entropyBits(p),
                    Divergence.entropyBits(q), Divergence.klBits(p, q), Divergence.klBits(q, p), Divergence.jsdBits(p, q), Divergence.totalVariation(p, q),
                    Divergence.top1(p), Divergence.top1(q)));
        }
        return List.copyOf(comparisons);
    }

    private static int updateOf(Path student) {
        Matcher name = CHECKPOINT.matcher(String.valueOf(student.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    /** The model of a folder as its files are now: a folder written anew is another model. */
    private LoadedModel model(Path folder) {
        String key = folder.toAbsolutePath().normalize() + "@" + changedAt(folder);
        LoadedModel known = models.get(key);
        if (known == null) {
            known = new LoadedModel(folder, Dtype.FLOAT32, Device.CPU);
            models.put(key, known);
            Iterator<LoadedModel> oldest = models.values().iterator();
            while (models.size() > MODELS_KEPT) {
                oldest.next().close();
                oldest.remove();
            }
        }
        return known;
    }

    private static FileTime changedAt(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // opening it will say what is wrong
        }
    }

    @Override
    public void close() {
        newest.incrementAndGet();
        thread.execute(() -> models.values().forEach(LoadedModel::close));
        thread.shutdown();
    }
}
