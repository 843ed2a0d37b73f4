package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.reading.InspectedModel;
import org.junit.jupiter.api.Test;

/**
 * Who frees the inspector's tensors, and when: its own thread alone, before {@code close} returns. Several threads ask while
 * runs come and go and the inspector is closed under them; a tensor freed twice, or read after it was freed, ends the process.
 */
class InspectionServiceStressTest {
    private static final int ROUNDS = 6;
    private static final int ASKING = 3;
    private static final ConverterSettings BEAM = ConverterSettings.beam(4, 0.01);

    private final Queue<CompletableFuture<?>> asked = new ConcurrentLinkedQueue<>();

    @Test
    void everyQuestionEndsAndNothingNativeOutlivesTheClosing() throws Exception {
        byte[] text = Files.readAllBytes(Path.of("sample-data/text/validation.txt"));
        Set<Thread> others = inspectorThreads();
        for (int round = 0; round < ROUNDS; round++) {
            AtomicBoolean besideRun = new AtomicBoolean();
            InspectionService service = new InspectionService(new ConcurrentRuns(besideRun::get, () -> 0));
            AtomicBoolean goesOn = new AtomicBoolean(true);
            int seed = 100 * round;
            List<Thread> people = IntStream.range(0, ASKING)
                    .mapToObj(person -> new Thread(() -> ask(service, text, new Random(seed + person), goesOn, besideRun),
                            "person " + person))
                    .toList();
            people.forEach(Thread::start);
            Random random = new Random(seed);
            int questions = asked.size() + 5 + random.nextInt(20);
            Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> asked.size() >= questions);
            service.close();
            goesOn.set(false);
            for (Thread person : people) {
                person.join();
            }
            assertThat(asked).as("round %d", round).allMatch(CompletableFuture::isDone);
            assertThat(inspectorThreads()).as("its thread has ended").isSubsetOf(others);
        }
        assertThat(asked).as("some were answered, not only cancelled").anyMatch(answer -> !answer.isCompletedExceptionally());
    }

    private static Set<Thread> inspectorThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("bytestill-inspector"))
                .collect(Collectors.toSet());
    }

    private void ask(InspectionService service, byte[] source, Random random, AtomicBoolean goesOn, AtomicBoolean besideRun) {
        while (goesOn.get()) {
            try {
                byte[] text = Arrays.copyOfRange(source, 0, 20 + random.nextInt(200));
                InspectedModel teacher = new InspectedModel(SmallRun.TEACHER, BEAM);
                InspectedModel student = new InspectedModel(SmallRun.STUDENT, random.nextBoolean() ? BEAM : ConverterSettings.cover());
                CompletableFuture<Inspection> question = kept(service.inspect(new InspectionRequest(text, teacher, student),
                        (done, total) -> true));
                kept(service.continueText(new SampleRequest(text, SmallRun.STUDENT, 4, OptionalLong.empty())));
                besideRun.set(random.nextInt(4) == 0);
                if (random.nextInt(8) == 0) {
                    service.makeRoomForRun();
                }
                Inspection inspection = question.get(1, TimeUnit.MINUTES);
                for (int i = 0; i < 3; i++) {
                    kept(inspection.teacherFlow().at(random.nextInt(text.length)));
                    kept(inspection.studentFlow().at(random.nextInt(text.length))).get(1, TimeUnit.MINUTES);
                }
            } catch (CancellationException | RejectedExecutionException e) {
                // A newer question came, or the end.
            } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }

    private <T> CompletableFuture<T> kept(CompletableFuture<T> answer) {
        asked.add(answer);
        return answer;
    }
}
