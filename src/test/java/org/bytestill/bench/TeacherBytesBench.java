package org.bytestill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.bytes.cache.CacheFingerprint;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Teacher bytes in time, beside genlm-bytes 0.2.0 from PyPI and beside a plain forward pass, in one run on one machine:
 * {@code mvn test -Pbench -Dtest=TeacherBytesBench}, after src/test/reference/fetch-real-weights.sh and
 * src/bench/python/setup-genlm.sh ({@code -Dgenlm.python=} names another Python). {@code -Dbench.part=} names parts, of a comma-separated
 * list of {@code beam, one, mixed, cover, eot, cache, bfloat16, gemma, length}; all of them take long, most of it genlm-bytes.
 * {@code -Dbench.texts=} reads fewer texts, {@code -Dbench.threads=} sets the threads; {@code -Dgenlm.eight}, {@code -Dgenlm.one} and
 * {@code -Dgenlm.mixed} give bytes a second of genlm-bytes that were measured on this machine before. With other work to do on the
 * machine the ratios mean little.
 */
@Tag("bench")
class TeacherBytesBench {
    private static final Path WEIGHTS = Path.of("target/real");
    private static final Path PROSE = Path.of("sample-data/text/validation.txt");
    private static final Path MIXED = Path.of("src/test/resources/goldens/real/mixed.txt");
    private static final int TEXTS = Integer.getInteger("bench.texts", 64);
    private static final int TEXT_BYTES = 300;
    private static final int STRIDE = 1500;
    private static final ConverterSettings BEAM = ConverterSettings.beam(10, 0.01);

    @TempDir
    private Path folder;
    private final StringBuilder table = new StringBuilder("\n");
    private final SoftAssertions goals = new SoftAssertions();

    @Test
    void smolLm2() throws IOException, InterruptedException {
        assumeTrue(isAsked("beam") || isAsked("one") || isAsked("mixed") || isAsked("cover") || isAsked("eot") || isAsked("cache")
                || isAsked("bfloat16"));
        Path model = model("SmolLM2-135M-Instruct.Q4_1.gguf");
        List<byte[]> texts = texts();
        List<byte[]> mixed = List.of(Files.readAllBytes(MIXED));
        Reading many = null;
        Reading one = null;
        Reading scripts = null;
        try (DecoderTokenModel loaded = open(model, Dtype.FLOAT32)) {
            read("warm-up", loaded, BEAM, texts.subList(0, 2));
            double plain = isAsked("beam") || isAsked("cover") || isAsked("eot") ? plainForward(loaded, texts) : Double.NaN;
            if (isAsked("beam") || isAsked("bfloat16")) {
                many = read("beam, " + TEXTS + " texts", loaded, BEAM, texts);
                goal("beam / plain forward", many.seconds / plain, 4, false);
                goal("share of time beside the model", 1 - many.cost.modelSeconds() / many.seconds, 0.10, false);
            }
            if (isAsked("one")) {
                one = read("beam, one text", loaded, BEAM, texts.subList(0, 1));
            }
            if (isAsked("mixed")) {
                scripts = read("beam, mixed scripts", loaded, BEAM, mixed);
            }
            if (isAsked("cover")) {
                cover(loaded, texts, plain);
            }
            if (isAsked("eot")) {
                eot(loaded, texts);
            }
            if (isAsked("cache")) {
                cache(loaded, texts);
            }
        }
        double alone = isAsked("beam") || isAsked("one") || isAsked("bfloat16") ? genlm("one", model, PROSE, TEXT_BYTES, STRIDE, 1)
                : Double.NaN;
        double eight = isAsked("beam") || isAsked("bfloat16") ? genlm("eight", model, PROSE, TEXT_BYTES, STRIDE, 8) : Double.NaN;
        if (many != null) {
            goal("many texts / genlm-bytes, eight at once", many.bytesPerSecond() / eight, 15, true);
            goal("many texts / genlm-bytes, one text", many.bytesPerSecond() / alone, 45, true);
        }
        if (one != null) {
            goal("one text / genlm-bytes, one text", one.bytesPerSecond() / alone, 12, true);
        }
        if (scripts != null) {
            goal("mixed scripts / genlm-bytes, the same",
                    scripts.bytesPerSecond() / genlm("mixed", model, MIXED, mixed.get(0).length, 0, 1), 8, true);
        }
        if (isAsked("bfloat16")) {
            bfloat16(model, texts, many, alone, eight);
        }
        finish();
    }

    private void cover(DecoderTokenModel loaded, List<byte[]> texts, double plain) {
        Reading cover = read("cover, " + TEXTS + " texts", loaded, ConverterSettings.cover(), texts);
        Reading coverOne = read("cover, one text", loaded, ConverterSettings.cover(), texts.subList(0, 1));
        goal("cover / plain forward", cover.seconds / plain, 4.5, false);
        goal("cover of 300 bytes, seconds", coverOne.seconds, 1, false);
    }

    /** Against a plain pass that is measured right beside it: before and after, of which the mean. */
    private void eot(DecoderTokenModel loaded, List<byte[]> texts) {
        ConverterSettings settings = ConverterSettings.of(ConverterSettings.Method.EOT, false);
        double before = plainForward(loaded, texts);
        Reading first = read("eot, " + TEXTS + " texts", loaded, settings, texts);
        double between = plainForward(loaded, texts);
        Reading second = read("eot, " + TEXTS + " texts", loaded, settings, texts);
        double after = plainForward(loaded, texts);
        goal("eot / plain forward", (first.seconds + second.seconds) / (before / 2 + between + after / 2), 1.1, false);
    }

    private void bfloat16(Path model, List<byte[]> texts, Reading wide, double alone, double eight) {
        try (DecoderTokenModel loaded = open(model, Dtype.BFLOAT16)) {
            read("warm-up", loaded, BEAM, texts.subList(0, 2));
            Reading half = read("beam, bfloat16, " + TEXTS + " texts", loaded, BEAM, texts);
            line("mean JSD of bfloat16 to float32: %.2e bits", meanJsd(wide.rows, half.rows));
            goal("bfloat16, many texts / genlm-bytes, eight at once", half.bytesPerSecond() / eight, 25, true);
            goal("bfloat16, many texts / genlm-bytes, one text", half.bytesPerSecond() / alone, 75, true);
        }
    }

    private static boolean isAsked(String part) {
        String parts = System.getProperty("bench.part", "");
        return parts.isEmpty() || List.of(parts.split(",")).contains(part);
    }

    @Test
    void gemma3() throws IOException, InterruptedException {
        assumeTrue(isAsked("gemma"));
        Path model = model("gemma-3-270m-q4_k_m.gguf");
        List<byte[]> texts = texts();
        Reading many;
        try (DecoderTokenModel loaded = open(model, Dtype.FLOAT32)) {
            read("warm-up", loaded, BEAM, texts.subList(0, 2));
            many = read("beam, " + TEXTS + " texts", loaded, BEAM, texts);
        }
        goal("peak memory of this process, GB", peakKilobytes() * 1024.0 / 1e9, 4, false);
        goal("many texts / genlm-bytes, one text", many.bytesPerSecond() / genlm("gemma", model, PROSE, TEXT_BYTES, STRIDE, 1), 25, true);
        finish();
    }

    /**
     * Twice the text, twice the time. The same 64 KiB each time, as documents of 4, of 16 and of 64 KiB, one read after the other: one
     * stretch of prose needs a fifth more rows a byte than the next, whatever is before it.
     */
    @Test
    void timeGrowsWithTheText() throws IOException {
        assumeTrue(isAsked("length"));
        byte[] prose = Arrays.copyOf(Files.readAllBytes(PROSE), 64 << 10);
        List<Double> speeds = new ArrayList<>();
        try (DecoderTokenModel loaded = open(model("SmolLM2-135M-Instruct.Q4_1.gguf"), Dtype.FLOAT32)) {
            read("warm-up", loaded, BEAM, List.of(Arrays.copyOf(prose, 600)));
            for (int kibibytes : new int[] {4, 16, 64}) {
                double seconds = 0;
                for (int from = 0; from < prose.length; from += kibibytes << 10) {
                    seconds += read(kibibytes + " KiB in one document", loaded, BEAM,
                            List.of(Arrays.copyOfRange(prose, from, from + (kibibytes << 10)))).seconds;
                }
                speeds.add(prose.length / seconds);
                line("%d KiB in one document, all of them: %.1f bytes/s", kibibytes, speeds.get(speeds.size() - 1));
            }
        }
        goal("bytes a second, fastest / slowest of the three", Collections.max(speeds) / Collections.min(speeds), 1.2, false);
        finish();
    }

    private record Reading(List<ByteRows> rows, long bytes, double seconds, ReadingCost cost) {
        double bytesPerSecond() {
            return bytes / seconds;
        }
    }

    private static Path model(String name) {
        Path file = WEIGHTS.resolve(name);
        assumeTrue(Files.exists(file), file + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        return file;
    }

    private static DecoderTokenModel open(Path model, Dtype dtype) {
        TorchThread.prepare(Integer.getInteger("bench.threads", 0));
        return DecoderTokenModel.open(model, dtype, Device.CPU);
    }

    private static List<byte[]> texts() throws IOException {
        byte[] prose = Files.readAllBytes(PROSE);
        return IntStream.range(0, TEXTS).mapToObj(i -> Arrays.copyOfRange(prose, i * STRIDE, i * STRIDE + TEXT_BYTES)).toList();
    }

    private Reading read(String what, DecoderTokenModel model, ConverterSettings settings, List<byte[]> texts) {
        ByteReader reader = ByteReaders.of(model, settings);
        long started = System.nanoTime();
        List<ByteRows> rows = reader.read(texts, Progress.NONE);
        double seconds = (System.nanoTime() - started) / 1e9;
        long bytes = texts.stream().mapToLong(text -> text.length).sum();
        ReadingCost cost = reader.cost();
        line("%-32s %8.1f bytes/s %7.2f s  %5.2f rows/byte %5d batches   model %.1f %%, masses %.1f %%, walk %.1f %%", what,
                bytes / seconds, seconds,
                (double) cost.rows() / bytes, cost.batches(), 100 * cost.modelSeconds() / seconds, 100 * cost.massSeconds() / seconds,
                100 * cost.walkSeconds() / seconds);
        return new Reading(rows, bytes, seconds, cost);
    }

    private double plainForward(DecoderTokenModel model, List<byte[]> texts) {
        int begin = model.tokenizer().vocabulary().beginOfSequence();
        List<int[]> sequences = texts.stream()
                .map(text -> IntStream.concat(IntStream.of(begin), Arrays.stream(model.tokenizer().encode(text))).toArray()).toList();
        long started = System.nanoTime();
        model.decoder().tokenLogProbabilities(sequences);
        double seconds = (System.nanoTime() - started) / 1e9;
        line("%-32s %8.1f bytes/s %7.2f s", "plain forward, " + texts.size() + " texts",
                texts.stream().mapToLong(text -> text.length).sum() / seconds, seconds);
        return seconds;
    }

    /** What keeping the rows on disk adds. */
    private void cache(DecoderTokenModel model, List<byte[]> texts) {
        List<byte[]> some = texts.subList(0, Math.min(8, texts.size()));
        ByteReader reader = ByteReaders.of(model, BEAM);
        ByteCache cache = ByteCache.open(folder.resolve("cache"), new CacheFingerprint("m", "float32", "t", "x", BEAM, 0.999),
                some.stream().mapToInt(text -> text.length).toArray());
        long started = System.nanoTime();
        cache.fill(some, reader, Progress.NONE);
        double seconds = (System.nanoTime() - started) / 1e9;
        goal("share of the cache", (seconds - reader.cost().seconds()) / seconds, 0.10, false);
    }

    private static double meanJsd(List<ByteRows> a, List<ByteRows> b) {
        return IntStream.range(0, a.size()).boxed().flatMapToDouble(document -> IntStream.range(0, a.get(document).size())
                .mapToDouble(row -> Divergence.jsdBits(a.get(document).distribution(row), b.get(document).distribution(row)))).average()
                .orElseThrow();
    }

    /** Bytes a second of genlm-bytes, or NaN if it is not installed; as given by a property, if it is. */
    private double genlm(String property, Path model, Path text, int bytes, int stride, int texts)
            throws IOException, InterruptedException {
        String given = System.getProperty("genlm." + property);
        if (given != null) {
            line("genlm-bytes, texts at once: %d, %s bytes/s measured before", texts, given);
            return Double.parseDouble(given);
        }
        Path python = Path.of(System.getProperty("genlm.python", "target/venv-genlm/bin/python"));
        if (!Files.isExecutable(python)) {
            line("genlm-bytes is not measured: %s is not there; src/bench/python/setup-genlm.sh makes it", python);
            return Double.NaN;
        }
        Path log = folder.resolve("genlm.log");
        Process process = new ProcessBuilder(python.toString(), "src/bench/python/genlm_bytes_speed.py", model.toString(), text.toString(),
                Integer.toString(bytes), Integer.toString(stride), Integer.toString(texts), "10", "0.01").redirectError(log.toFile())
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines()
                .filter(line -> line.startsWith("{")).findFirst().orElse("{}");
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        double speed = new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer).path("bytesPerSecond").asDouble();
        line("%-32s %8.1f bytes/s   %s", "genlm-bytes, texts at once: " + texts, speed, answer);
        return speed;
    }

    private static long peakKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private void goal(String what, double measured, double goal, boolean atLeast) {
        boolean met = atLeast ? measured >= goal : measured <= goal;
        line("%-52s %8.2f, goal %s %s%s", what, measured, atLeast ? "at least" : "at most", goal,
                Double.isNaN(measured) || met ? "" : "   MISSED");
        goals.assertThat(Double.isNaN(measured) || met).as("%s: %.2f", what, measured).isTrue();
    }

    private void line(String format, Object... arguments) {
        String text = String.format(Locale.ROOT, format, arguments);
        table.append(text).append('\n');
        LoggerFactory.getLogger(TeacherBytesBench.class).warn("{}", text);
    }

    private void finish() {
        LoggerFactory.getLogger(TeacherBytesBench.class).warn("{}", table);
        goals.assertAll();
    }
}
