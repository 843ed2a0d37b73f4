package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.engine.inspect.SampleRequest;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.common.Side;
import org.junit.jupiter.api.Test;

class ForkTreeTest {
    private static final ModelChoice MODEL = new ModelChoice("m", Path.of("m"), -1);
    private static final OptionalLong GREEDY = OptionalLong.empty();
    private static final byte[] TEXT = utf8("the sea");

    private final List<SampleRequest> asked = new ArrayList<>();
    private final List<CompletableFuture<SampledText>> answers = new ArrayList<>();
    private final ForkTree tree = new ForkTree(ScriptedEngine.inspector(null, request -> {
        asked.add(request);
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }), Runnable::run);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean fork(byte[] text, int offset, int forced) {
        return tree.fork(text, offset, forced, MODEL, Side.TEACHER, GREEDY, 0.25, "fork " + offset);
    }

    @Test
    void theModelWritesAfterTheForcedByte() {
        fork(TEXT, 4, 'l');
        assertThat(asked.get(0).prefix()).isEqualTo(utf8("the l"));
        assertThat(tree.written(tree.forks().get(0))).isNull();
        answers.get(0).complete(new SampledText(utf8("and"), false));
        assertThat(tree.textOf(tree.forks().get(0))).isEqualTo(utf8("the land"));
    }

    @Test
    void withoutAForcedByteItWritesFromBeforeTheFork() {
        fork(TEXT, 4, InspectorViewModel.NO_BYTE);
        assertThat(asked.get(0).prefix()).isEqualTo(utf8("the "));
    }

    @Test
    void aBranchOfABranchIsItsChild() {
        fork(TEXT, 4, 'l');
        answers.get(0).complete(new SampledText(utf8("and"), false));
        fork(utf8("the land"), 6, 'o');
        assertThat(tree.children(0)).extracting(Fork::number).containsExactly(1);
        assertThat(tree.children(1)).extracting(Fork::number).containsExactly(2);
        assertThat(tree.branchOf(utf8("the land"))).isEqualTo(1);
    }

    @Test
    void undoTakesBackAndRedoBringsBackWithoutAskingAgain() {
        fork(TEXT, 4, 'l');
        fork(TEXT, 0, 'x');
        answers.get(0).complete(new SampledText(utf8("and"), false));
        assertThat(tree.undoes()).isEqualTo("fork 0");
        tree.undo();
        assertThat(tree.forks()).extracting(Fork::number).containsExactly(1);
        answers.get(1).complete(new SampledText(utf8("yz"), false));
        tree.undo();
        assertThat(tree.forks()).isEmpty();
        assertThat(tree.undoes()).isEmpty();
        assertThat(tree.redoes()).isEqualTo("fork 4");
        tree.redo();
        tree.redo();
        assertThat(tree.forks()).extracting(Fork::number).containsExactly(1, 2);
        assertThat(tree.textOf(tree.forks().get(1))).as("what came while it was undone is there").isEqualTo(utf8("xyz"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aNewDeedEndsWhatCouldBeDoneAgain() {
        fork(TEXT, 4, 'l');
        tree.undo();
        fork(TEXT, 2, 'a');
        assertThat(tree.redoes()).isEmpty();
        assertThat(tree.forks()).extracting(Fork::offset).containsExactly(2);
    }

    @Test
    void removingTakesAllThatLeavesItAndIsUndone() {
        fork(TEXT, 4, 'l');
        answers.get(0).complete(new SampledText(utf8("and"), false));
        fork(utf8("the land"), 6, 'o');
        fork(TEXT, 0, 'x');
        tree.remove(tree.forks().get(0), "deletion");
        assertThat(tree.forks()).extracting(Fork::number).containsExactly(3);
        tree.undo();
        assertThat(tree.forks()).extracting(Fork::number).containsExactly(1, 2, 3);
    }

    @Test
    void thereIsRoomForSixteen() {
        for (int i = 0; i < 16; i++) {
            assertThat(fork(TEXT, 4, 'a' + i)).isTrue();
        }
        assertThat(fork(TEXT, 4, 'z')).isFalse();
        assertThat(tree.forks()).hasSize(16);
    }

    @Test
    void anotherTextBeginsAnotherTree() {
        fork(TEXT, 4, 'l');
        fork(utf8("another"), 1, 'x');
        assertThat(answers.get(0).isCancelled()).isTrue();
        assertThat(tree.root()).isEqualTo(utf8("another"));
        assertThat(tree.forks()).hasSize(1);
    }

    @Test
    void aFailureStaysWithItsBranch() {
        fork(TEXT, 4, 'l');
        answers.get(0).completeExceptionally(UserError.badInput("No model."));
        assertThat(tree.failure(tree.forks().get(0))).hasMessageContaining("No model.");
    }
}
