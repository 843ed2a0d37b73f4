package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytestill.engine.Inspection;
import org.bytestill.engine.InspectionRequest;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.inspector.InspectorViewModel.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeTextTest {
    private static final byte[] MEBIBYTE = mebibyte();

    private final List<InspectionRequest> asked = new ArrayList<>();
    private final List<CompletableFuture<Inspection>> answers = new ArrayList<>();
    private final InspectorViewModel model = new InspectorViewModel(ScriptedEngine.inspector(request -> {
        asked.add(request);
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }, null), Runnable::run);
    private final WholeText whole = new WholeText(model);

    /** Numbered lines of 32 bytes. */
    private static byte[] mebibyte() {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < 1 << 15; line++) {
            lines.append(String.format("line %06d, and then the rest..\n", line));
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
        int newest = answers.size() - 1;
        answers.get(newest).complete(ToyInspection.of(Arrays.copyOf(asked.get(newest).text(), Math.min(1500, asked.get(newest).text().length))));
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
        answer();
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
        int there = model.analysisProperty().get().start();
        List<Integer> visited = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            whole.byKl(true);
            if (model.statusProperty().get().phase() == Phase.WORKING) {
                answer();
            }
            visited.add(whole.place());
        }
        assertThat(visited).doesNotHaveDuplicates().anyMatch(place -> place < 1500).anyMatch(place -> place >= there);
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
