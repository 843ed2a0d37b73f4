package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.inspect.InspectionRequest;
import org.bytestill.engine.inspect.Inspector;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.inspector.ToyInspection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeTextTest {
    private static final byte[] MEBIBYTE = mebibyte();

    private final List<InspectionRequest> asked = new ArrayList<>();
    private final List<CompletableFuture<Inspection>> answers = new ArrayList<>();
    private final Inspector inspector = ScriptedEngine.inspector(request -> {
        asked.add(request);
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }, null);
    private final InspectorViewModel model = new InspectorViewModel(inspector, Runnable::run);
    private final WholeText whole = new WholeText(model);
    private final ConverterErrorModel error = new ConverterErrorModel(model, inspector, Runnable::run);
    private final LongTextScan scan = new LongTextScan(model, whole, error, inspector, Runnable::run);

    /** Numbered lines of 32 bytes. */
    private static byte[] mebibyte() {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < 1 << 15; line++) {
            lines.append(String.format("line %06d, and then the rest.\n", line));
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @BeforeEach
    void open() {
        model.teacherProperty().set(new ModelChoice("big", Path.of("big"), -1));
        model.studentProperty().set(new ModelChoice("small", Path.of("small"), -1));
        model.setText(MEBIBYTE);
        model.inspect();
        answer();
    }

    /** Answers the newest question. A toy is asked, which is fast for short texts only: most of a piece is left out. */
    private void answer() {
        answer(1500);
    }

    private void answer(int bytes) {
        int newest = answers.size() - 1;
        answers.get(newest)
                .complete(ToyInspection.of(Arrays.copyOf(asked.get(newest).text(), Math.min(bytes, asked.get(newest).text().length))));
    }

    @Test
    void anyByteIsGoneToAndAnalysedWithTheTextBeforeIt() {
        for (int place : new int[] {700_000, 65_600, (1 << 20) - 1, 300}) {
            whole.goTo(place);
            answer();
            assertThat(whole.place()).isEqualTo(place);
            Analysis analysis = model.analysisProperty().get();
            assertThat(analysis.holds(place)).isTrue();
            assertThat(analysis.inspection().text()[model.cursorProperty().get()]).isEqualTo(MEBIBYTE[place]);
            assertThat(place - analysis.start()).as("text before it").isGreaterThanOrEqualTo(Math.min(place, 512));
        }
        assertThat(asked).allSatisfy(request -> assertThat(request.text().length).isLessThanOrEqualTo(InspectorViewModel.LONGEST_TEXT));
    }

    @Test
    void whatIsAnalysedIsGoneToAtOnce() {
        whole.goTo(1200);
        assertThat(whole.place()).isEqualTo(1200);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aKeyHeldAtTheEdgeGoesOnIntoTheNextPieceAndAsksOnce() {
        whole.goTo(1499);
        for (int i = 0; i < 30; i++) {
            whole.step((moves, from) -> moves.byBytes(from, 1), true);
        }
        assertThat(asked).as("one question, however long the key is held").hasSize(2);
        answer(1600);
        assertThat(whole.place()).isEqualTo(1500);
        whole.goTo(500_000);
        answer();
        int start = model.analysisProperty().get().start();
        whole.goTo(start);
        whole.step((moves, from) -> moves.byBytes(from, -1), false);
        answer();
        assertThat(whole.place()).isEqualTo(start - 1);
    }

    @Test
    void theNextWorstByteMayLieInAnotherPiece() {
        whole.goTo(700_000);
        answer();
        Analysis far = model.analysisProperty().get();
        KnownKl known = whole.knownOf(far);
        int worstNear = IntStream.range(0, 1500).boxed()
                .max(Comparator.<Integer>comparingDouble(known::at).thenComparingInt(place -> -place)).orElseThrow();
        assertThat(far.holds(known.worst())).as("what is worse than the worst byte of one piece lies in the other").isTrue();
        for (int number = 1; number <= known.rank(worstNear); number++) {
            assertThat(whole.byKl(true)).contains(new WholeText.Rank(number, 3000));
        }
        answer();
        assertThat(whole.place()).isEqualTo(worstNear);
    }

    @Test
    void theFirstPressGoesToTheWorstByteWhereverTheCursorStands() {
        model.setText("a line\n".repeat(4).getBytes(StandardCharsets.US_ASCII));
        model.inspect();
        answer();
        List<ByteComparison> found = model.analysisProperty().get().inspection().comparison();
        List<Integer> worstFirst = IntStream.range(0, 28).boxed()
                .sorted(Comparator.<Integer>comparingDouble(place -> -found.get(place).klBits()).thenComparingInt(place -> place)).toList();
        whole.goTo(worstFirst.get(9));
        assertThat(whole.byKl(true)).contains(new WholeText.Rank(1, 28));
        assertThat(whole.place()).isEqualTo(worstFirst.get(0));
        whole.goTo(worstFirst.get(20));
        assertThat(whole.byKl(true)).as("looking elsewhere in between changes nothing").contains(new WholeText.Rank(2, 28));
        assertThat(whole.place()).isEqualTo(worstFirst.get(1));
        assertThat(whole.byKl(false)).contains(new WholeText.Rank(1, 28));
        model.inspect();
        answer();
        assertThat(whole.byKl(true)).as("another analysis").contains(new WholeText.Rank(1, 28));
    }

    @Test
    void whatIsSearchedIsFoundAnywhereAndRoundAtTheEnd() {
        assertThat(whole.find("line 020000".getBytes(StandardCharsets.US_ASCII))).isTrue();
        answer();
        assertThat(whole.place()).isEqualTo(20_000 * 32);
        assertThat(whole.find("line 000001".getBytes(StandardCharsets.US_ASCII))).isTrue();
        answer();
        assertThat(whole.place()).isEqualTo(32);
        assertThat(whole.find("no such line".getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(whole.place()).isEqualTo(32);
    }

    @Test
    void everyPartIsAnalysedWhileNothingElseIsAskedAndTheViewStays() {
        Analysis shown = model.analysisProperty().get();
        scan.wishedProperty().set(true);
        assertThat(asked).as("a part is asked for").hasSize(2);
        assertThat(asked.get(1).text().length).isLessThanOrEqualTo(InspectorViewModel.LONGEST_TEXT);
        whole.goTo(700_000);
        assertThat(asked).as("who looks comes first").hasSize(3);
        answers.get(1).cancel(false); // as the engine does with the older of two questions
        answer();
        assertThat(whole.place()).isEqualTo(700_000);
        shown = model.analysisProperty().get();
        int parts = 0;
        while (scan.wishedProperty().get()) {
            answers.get(answers.size() - 1).complete(flat(asked.get(asked.size() - 1).text()));
            parts++;
        }
        assertThat(parts).as("1 MiB in parts of up to 64 KiB, 1 KiB of which was there before").isBetween(16, 20);
        assertThat(scan.knownProperty().get()).isEqualTo(1 << 20);
        assertThat(model.analysisProperty().get()).isSameAs(shown);
        assertThat(whole.place()).isEqualTo(700_000);
    }

    /** An inspection of which only the comparison is asked. */
    private static Inspection flat(byte[] text) {
        ByteComparison same = new ByteComparison(1, 1, 1, 1, 0.5, 0.5, 0.1, 0.1, 'a', 'a');
        return new Inspection(text, List.of(), List.of(), null, null, Collections.nCopies(text.length, same), -1, 1, FlowSource.NONE,
                FlowSource.NONE);
    }

    @Test
    void otherModelsKnowNothingOfTheTextYet() {
        assertThat(whole.knownOf(model.analysisProperty().get()).at(100)).isNotNaN();
        whole.goTo(700_000);
        answer();
        assertThat(whole.knownOf(model.analysisProperty().get()).at(100)).isNotNaN();
        model.studentProperty().set(new ModelChoice("other", Path.of("other"), -1));
        model.inspect();
        answer();
        assertThat(whole.knownOf(model.analysisProperty().get()).at(100)).isNaN();
    }
}
