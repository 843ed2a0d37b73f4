package org.bytestill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentOrder;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.BatchBuilder.Indexed;
import org.bytestill.objective.MicroBatches;
import org.bytestill.student.BatchLayout;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.RandomStreams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A million short documents: how fast they are read, tokenized and packed, and what they take of the heap. And updates of fine-tuning on
 * some of them: each micro-batch padded as it is configured, packed, and joined as a run does; CPU seconds, and the share of building the
 * batches. {@code mvn test -Pbench -Dtest=PackingBench}; {@code -Dbench.model} names another student than the sample's.
 */
@Tag("bench")
class PackingBench {
    private static final Path SAMPLE = Path.of("sample-data").toAbsolutePath();
    private static final Path MODEL = Path.of(System.getProperty("bench.model", SAMPLE.resolve("student").toString()));
    private static final int DOCUMENTS = 1_000_000;
    private static final int BATCH = 64;

    private final StringBuilder table = new StringBuilder(
            String.format(Locale.ROOT, "%n%-12s %8s %8s %8s %8s%n", "", "seconds", "MB/s", "CPU s", "heap MB"));

    @TempDir
    private Path folder;

    @Test
    void aMillionShortDocumentsAreReadTokenizedAndPacked() throws IOException {
        Path file = shortDocuments();
        double before = cpuAndTime()[1];
        double[] started = cpuAndTime();
        Corpus corpus = Corpus.read(new TextSource(List.of(file), 2048, 0));
        assertThat(corpus.documents()).hasSize(DOCUMENTS);
        double megabytes = corpus.bytes() / 1e6;
        row("read", started, megabytes);
        try (Tokenizer tokenizer = Tokenizer.open(SAMPLE.resolve("teacher"))) {
            started = cpuAndTime();
            List<TokenizedDocument> documents = new DocumentTokenizer(tokenizer, 2047).tokenize(corpus.documents());
            row("tokenized", started, megabytes);
            started = cpuAndTime();
            pack(documents, tokenizer.vocabulary().beginOfSequence());
            row("packed", started, megabytes);
        }
        LoggerFactory.getLogger(PackingBench.class).warn("{}all together {} MB/s", table,
                String.format(Locale.ROOT, "%.1f", megabytes / (cpuAndTime()[1] - before)));
    }

    /** Rows of JSON Lines of 40 to 400 bytes, 200 on average, from the sample's text. */
    private Path shortDocuments() throws IOException {
        String text = Files.readString(SAMPLE.resolve("text/train.txt"));
        Path file = folder.resolve("short.jsonl");
        ObjectMapper json = new ObjectMapper();
        Random random = new Random(1);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                int length = 40 + (int) (360 * Math.pow(random.nextDouble(), 1.25));
                int begin = random.nextInt(text.length() - length);
                writer.write(json.writeValueAsString(Map.of("text", text.substring(begin, begin + length))));
                writer.newLine();
            }
        }
        return file;
    }

    private static void pack(List<TokenizedDocument> documents, int beginOfSequence) {
        BatchBuilder batches = new BatchBuilder(beginOfSequence, 0, null);
        DocumentOrder order = new DocumentOrder(new RandomStreams(1), documents.size());
        for (int first = 0; first < documents.size(); first += BATCH) {
            int start = first;
            List<Indexed> batch = IntStream.range(0, BATCH).map(i -> order.documentAt(start + i))
                    .mapToObj(index -> new Indexed(index, documents.get(index))).toList();
            assertThat(batches.build(batch).layout().isPacked()).isTrue();
        }
    }

    /** Documents that differ more or less in length, so that more or less of a padded batch is padding. */
    @Test
    void updatesOnShortDocuments() throws IOException {
        TorchThread.prepare(Integer.getInteger("bench.threads", 0));
        line("%-34s %8s %8s %8s %8s", "an update of 64 documents", "padding", "seconds", "CPU s", "data");
        try (Tokenizer tokenizer = Tokenizer.open(MODEL); Student student = Student.open(MODEL, 0, 1, Device.CPU)) {
            for (int[] bytes : new int[][] {{40, 400}, {150, 250}, {180, 220}}) {
                updates(student, tokenizer, bytes[0], bytes[1]);
            }
        }
    }

    private void updates(Student student, Tokenizer tokenizer, int least, int most) throws IOException {
        List<Document> texts = new ArrayList<>();
        Random random = new Random(2);
        byte[] all = Files.readAllBytes(SAMPLE.resolve("text/train.txt"));
        for (int i = 0; i < BATCH; i++) {
            int begin = random.nextInt(all.length - most);
            byte[] text = Arrays.copyOfRange(all, begin, begin + least + random.nextInt(most - least));
            texts.add(new Document("text@" + begin, text, Path.of("text"), begin));
        }
        List<TokenizedDocument> tokenized = new DocumentTokenizer(tokenizer, 1023).tokenize(texts);
        List<Indexed> documents = IntStream.range(0, BATCH).mapToObj(i -> new Indexed(i, tokenized.get(i))).toList();
        List<List<Indexed>> configured = new MicroBatches(8, 0).of(documents);
        List<List<Indexed>> joined = new MicroBatches(8, 2048).of(documents);
        String name = least + " to " + most + " bytes, ";
        update(student, tokenizer, name + "padded", configured, BatchLayout::padded);
        update(student, tokenizer, name + "packed", configured, BatchLayout::packed);
        update(student, tokenizer, name + "joined", joined, BatchLayout::of);
    }

    private void update(Student student, Tokenizer tokenizer, String name, List<List<Indexed>> micro,
            Function<int[], BatchLayout> layouts) {
        BatchBuilder batches = new BatchBuilder(tokenizer.vocabulary().beginOfSequence(), 0, null);
        double[] fastest = {Double.MAX_VALUE, Double.MAX_VALUE, 0};
        double padding = 0;
        for (int repetition = 0; repetition < 3; repetition++) {
            double[] started = cpuAndTime();
            double data = 0;
            long places = 0;
            long padded = 0;
            try (Scope scope = Scope.open("update", Device.CPU)) {
                List<Tensor> sums = new ArrayList<>();
                for (List<Indexed> documents : micro) {
                    double begun = cpuAndTime()[1];
                    int[] lengths = batches.lengths(documents);
                    BatchLayout layout = layouts.apply(lengths);
                    StudentBatch batch = batches.build(documents, layout);
                    data += cpuAndTime()[1] - begun;
                    places += Arrays.stream(lengths).sum();
                    padded += (long) lengths.length * layout.longest();
                    student.addGradients(batch, new Student.LossWeights(0, 0, true), 1e-3, sums, scope);
                }
            }
            double[] now = cpuAndTime();
            padding = 1 - (double) places / padded;
            if (now[0] - started[0] < fastest[1]) {
                fastest = new double[] {now[1] - started[1], now[0] - started[0], data / (now[1] - started[1])};
            }
        }
        line("%-34s %7.0f%% %8.2f %8.2f %7.2f%%", name, 100 * padding, fastest[0], fastest[1], 100 * fastest[2]);
    }

    private void line(String format, Object... values) {
        LoggerFactory.getLogger(PackingBench.class).warn("{}", String.format(Locale.ROOT, format, values));
    }

    private static double[] cpuAndTime() {
        return new double[] {BenchProcess.cpuSeconds(), System.nanoTime() / 1e9};
    }

    private void row(String name, double[] started, double megabytes) {
        double[] now = cpuAndTime();
        double seconds = now[1] - started[1];
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        table.append(String.format(Locale.ROOT, "%-12s %8.1f %8.1f %8.1f %8d%n", name, seconds, megabytes / seconds, now[0] - started[0],
                heap >> 20));
    }
}
