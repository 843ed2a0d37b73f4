package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.TokenSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inspector on a real pair with different tokenizers: Gemma-3-270M as teacher, SmolLM2-135M as student.
 * {@code mvn -Preal test -Dtest=RealInspectionTest}, after fetch-real-weights.sh.
 */
@Tag("real")
class RealInspectionTest {
    private static final Logger LOG = LoggerFactory.getLogger(RealInspectionTest.class);
    private static final Path TEACHER = Path.of("target/real/gemma-3-270m-q4_k_m.gguf");
    private static final Path STUDENT = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final String SENTENCE = "The capital of France is Paris. A cooper mends coffer-dams, straightforwardly: 東京 🙂 and naïve.";
    private static final int LONG = 768;
    /** Processes that want a core, the mean of a minute: below this nobody does but the test. */
    private static final double IDLE = 0.7;

    private static String bytesOf(byte[] text, TokenSpan token) {
        return new String(Arrays.copyOfRange(text, token.start(), token.end()), StandardCharsets.ISO_8859_1);
    }

    @Test
    void twoTokenizationsBothDistributionsAndTheLanesAreThereWithinTwoSeconds() throws Exception {
        assumeTrue(Files.exists(TEACHER) && Files.exists(STUDENT),
                "weights are not there; src/test/reference/fetch-real-weights.sh brings them");
        byte[] text = SENTENCE.getBytes(StandardCharsets.UTF_8);
        ConverterSettings beam = ConverterSettings.beam(10, 0.01);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (InspectionService service = new InspectionService()) {
            InspectionRequest request = new InspectionRequest(text, new InspectedModel(TEACHER, beam), new InspectedModel(STUDENT, beam));
            Seconds cold = secondsToFirst(service, request);
            Seconds warm = secondsToFirst(service, new InspectionRequest(longText(text), request.teacher(), request.student()));
            Inspection inspection = service.inspect(request, (done, total) -> true).get(10, TimeUnit.MINUTES);
            LOG.warn("first bytes of the real pair: {} with loading, {} with the models there; load of the machine before: {}", cold, warm,
                    load);
            // What the inspector's own thread computes is the way there; the wall clock is that where nobody else wants the cores.
            assertThat(warm.ofThread()).as("seconds the inspector's thread computed for the first bytes").isLessThan(2);
            if (load >= 0 && load < IDLE) {
                assertThat(warm.wall()).as("seconds to the first bytes on an idle machine").isLessThan(2);
            }
            assertTokenizations(text, inspection);
            for (int offset = 0; offset < text.length; offset++) {
                assertRow(inspection, offset);
            }
            assertFlows(inspection, text);
            ConverterSettings cover = ConverterSettings.cover();
            Inspection covered = service.inspect(new InspectionRequest(text, new InspectedModel(TEACHER, cover),
                    new InspectedModel(STUDENT, cover)),
                    (done, total) -> true).get(10, TimeUnit.MINUTES);
            assertThat(covered.comparison()).as("though the student has no token for 21 bytes")
                    .allSatisfy(byByte -> assertThat(byByte.klBits()).isBetween(0.0, 40.0));
        }
    }

    /** Repeats the text, so that its beginning is answered before it. */
    private static byte[] longText(byte[] text) {
        byte[] longer = new byte[LONG];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = text[i % text.length];
        }
        return longer;
    }

    private record Seconds(double wall, double ofThread, double ofProcess) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f s (%.2f s computed by its thread, %.2f s by all threads)", wall, ofThread, ofProcess);
        }
    }

    /** What was computed until now. */
    private record Computed(long threadNanos, long processNanos) {
        static Computed now() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            return new Computed(Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds())).filter(thread -> thread != null
                    && thread.getThreadName().equals("bytestill-inspector"))
                    .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId())).sum(),
                    ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime());
        }
    }

    private static Seconds secondsToFirst(InspectionService service, InspectionRequest request) throws Exception {
        long started = System.nanoTime();
        Computed atStart = Computed.now();
        AtomicLong first = new AtomicLong();
        AtomicReference<Computed> computed = new AtomicReference<>();
        service.inspect(request, new InspectionListener() {
            @Override
            public boolean report(long done, long total) {
                return first.get() == 0;
            }

            @Override
            public void found(Inspection beginning) {
                if (first.compareAndSet(0, System.nanoTime())) {
                    computed.set(Computed.now());
                }
            }
        }).handle((found, failure) -> first.compareAndSet(0, System.nanoTime())).get(10, TimeUnit.MINUTES);
        Computed then = computed.get() == null ? Computed.now() : computed.get();
        return new Seconds((first.get() - started) / 1e9, (then.threadNanos() - atStart.threadNanos()) / 1e9,
                (then.processNanos() - atStart.processNanos()) / 1e9);
    }

    private static void assertTokenizations(byte[] text, Inspection inspection) {
        for (List<TokenSpan> tokens : List.of(inspection.teacherTokens(), inspection.studentTokens())) {
            StringBuilder joined = new StringBuilder();
            tokens.forEach(token -> joined.append(bytesOf(text, token)));
            assertThat(joined.toString().getBytes(StandardCharsets.ISO_8859_1)).as("tokens tile the text").isEqualTo(text);
        }
        assertThat(inspection.teacherTokens().stream().map(TokenSpan::start)).as("the two cut differently")
                .isNotEqualTo(inspection.studentTokens().stream().map(TokenSpan::start).toList());
        TokenSpan paris = inspection.studentTokens().stream().filter(token -> bytesOf(text, token).equals(" Paris")).findFirst()
                .orElseThrow();
        assertThat(Math.log(paris.probability())).as("as transformers says").isCloseTo(-0.289, within(0.005));
    }

    private static void assertRow(Inspection inspection, int offset) {
        assertThat(Arrays.stream(inspection.teacher().distribution(offset)).sum()).isCloseTo(1, within(1e-6));
        assertThat(Arrays.stream(inspection.student().distribution(offset)).sum()).isCloseTo(1, within(1e-6));
        for (boolean teacher : new boolean[] {true, false}) {
            var rows = teacher ? inspection.teacher() : inspection.student();
            double paths = rows.paths().at(offset).stream().mapToDouble(LivePath::share).sum();
            assertThat(paths + rows.belowThreshold(offset) + rows.beyondWidth(offset)).as("lanes at %d", offset).isCloseTo(1, within(1e-6));
        }
    }

    private static void assertFlows(Inspection inspection, byte[] text) throws Exception {
        for (int offset : new int[] {0, 24, 30, 60, text.length - 1}) {
            for (boolean teacher : new boolean[] {true, false}) {
                long started = System.nanoTime();
                MassFlow flow = (teacher ? inspection.teacherFlow() : inspection.studentFlow()).at(offset).get(10, TimeUnit.MINUTES);
                LOG.info("tokens of the {} at byte {}: {} ms, {} paths, {} tokens told apart", teacher ? "teacher" : "student", offset,
                        (System.nanoTime() - started) / 1_000_000, flow.paths().size(),
                        flow.bytes().stream().mapToInt(node -> node.tokens().size()).sum());
                assertThat(flow.sum()).isCloseTo(1, within(1e-6));
                double[] expected = (teacher ? inspection.teacher() : inspection.student()).distribution(offset);
                for (int outcome = 0; outcome < expected.length; outcome++) {
                    assertThat(flow.probability(outcome)).isCloseTo(expected[outcome], within(1e-4));
                }
            }
        }
    }
}
