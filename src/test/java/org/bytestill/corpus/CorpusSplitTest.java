package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.text.Span;
import org.junit.jupiter.api.Test;

class CorpusSplitTest {
    private static final CorpusSplit.Settings KEEPS = new CorpusSplit.Settings(0.02, 0, false, false);
    private static final CorpusSplit.Settings REMOVES = new CorpusSplit.Settings(0.02, 0, true, true);

    private static Corpus corpus(List<String> texts) {
        List<Document> documents = IntStream.range(0, texts.size())
                .mapToObj(i -> new Document("d" + i, texts.get(i).getBytes(UTF_8), Path.of("t.txt"), i)).toList();
        return new Corpus(documents, Fingerprint.of(documents), List.of());
    }

    private static List<String> texts(Corpus corpus) {
        return corpus.documents().stream().map(document -> new String(document.bytes(), UTF_8)).toList();
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "document " + i).toList();
    }

    @Test
    void aShareOfTheTrainingTextIsHeldOutAndTheRestIsTrainedOn() {
        List<String> all = numbered(0, 10_000);
        CorpusSplit split = CorpusSplit.of(corpus(all), null, KEEPS);
        assertThat(split.validation().documents()).as("2 % of 10,000, by chance a few more or less").hasSizeBetween(150, 250);
        assertThat(split.counts().heldOut()).isEqualTo(split.validation().documents().size());
        Set<String> both = new HashSet<>(texts(split.train()));
        assertThat(Collections.disjoint(both, texts(split.validation()))).isTrue();
        both.addAll(texts(split.validation()));
        assertThat(both).hasSameElementsAs(all);
        assertThat(split.train().fingerprint()).isEqualTo(Fingerprint.of(split.train().documents()));
    }

    @Test
    void theSameDocumentsAreHeldOutInAnyOrderAndBesideOthers() {
        Random random = new Random(3);
        List<String> all = new ArrayList<>(numbered(0, 6000));
        Set<String> held = new HashSet<>(texts(CorpusSplit.of(corpus(all), null, KEEPS).validation()));
        Collections.shuffle(all, random);
        assertThat(texts(CorpusSplit.of(corpus(all), null, KEEPS).validation())).hasSameElementsAs(held);
        all.addAll(numbered(6000, 9000));
        assertThat(texts(CorpusSplit.of(corpus(all), null, KEEPS).validation())).as("those held out before, and new ones")
                .containsAll(held);
    }

    @Test
    void atLeast64DocumentsAndEnoughBytesAreHeldOutButAQuarterAtMost() {
        assertThat(CorpusSplit.of(corpus(numbered(0, 1000)), null, KEEPS).validation().documents()).hasSize(64);
        assertThat(CorpusSplit.of(corpus(numbered(0, 40)), null, KEEPS).validation().documents()).hasSize(10);
        Corpus enough = CorpusSplit.of(corpus(numbered(0, 1000)), null, new CorpusSplit.Settings(0.02, 1300, false, false)).validation();
        assertThat(enough.bytes()).as("documents of 10 to 12 bytes").isBetween(1300L, 1312L);
        assertThatThrownBy(() -> CorpusSplit.of(corpus(numbered(0, 3)), null, KEEPS)).isInstanceOf(UserError.class)
                .hasMessageContaining("3 documents").hasMessageContaining("text.validation");
    }

    @Test
    void equalDocumentsAreOnOneSide() {
        List<String> twice = Stream.concat(numbered(0, 2000).stream(), numbered(0, 2000).stream()).toList();
        CorpusSplit split = CorpusSplit.of(corpus(twice), null, KEEPS);
        assertThat(Collections.disjoint(texts(split.train()), texts(split.validation()))).isTrue();
        assertThat(texts(split.validation())).as("each once").doesNotHaveDuplicates();
        assertThat(split.counts().duplicates()).isEqualTo(2000);
        assertThat(split.counts().overlap()).isZero();
    }

    @Test
    void duplicatesAndOverlapAreCountedAndRemovedByChoice() {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            List<String> train = random.ints(200, 0, 60).mapToObj(i -> "document " + i).toList();
            List<String> held = random.ints(30, 0, 90).mapToObj(i -> "document " + i).toList();
            if (held.containsAll(train)) {
                continue;
            }
            CorpusSplit kept = CorpusSplit.of(corpus(train), corpus(held), KEEPS);
            long overlap = train.stream().filter(held::contains).count();
            assertThat(kept.counts().duplicates()).isEqualTo(train.size() - new HashSet<>(train).size());
            assertThat(kept.counts().overlap()).isEqualTo(overlap);
            assertThat(texts(kept.train())).isEqualTo(train);
            CorpusSplit removed = CorpusSplit.of(corpus(train), corpus(held), REMOVES);
            assertThat(texts(removed.train())).doesNotHaveDuplicates().doesNotContainAnyElementsOf(held)
                    .hasSameElementsAs(train.stream().filter(text -> !held.contains(text)).toList());
            assertThat(removed.counts()).as("what was found, not what is left").isEqualTo(kept.counts());
        }
    }

    @Test
    void theSameTextWithOtherSupervisedBytesIsAnotherDocument() {
        Document answer = new Document("a", "one two".getBytes(UTF_8), Path.of("t"), 0, new Supervision(List.of(new Span(4, 7, false))),
                Document.Markup.PLAIN);
        Corpus train = new Corpus(List.of(answer, answer), "", List.of());
        CorpusSplit split = CorpusSplit.of(train, corpus(List.of("one two")), REMOVES);
        assertThat(split.counts()).isEqualTo(new CorpusSplit.Counts(0, 1, 0));
    }

    @Test
    void theDocumentsOfOneConversationStayTogether() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            for (String part : List.of("", ", turn 4")) {
                documents.add(
                        new Document("chat.jsonl, line " + i + part, ("conversation " + i + part).getBytes(UTF_8), Path.of("chat.jsonl"),
                                10 * i, new Supervision(List.of(new Span(0, 3, true))), new Document.Markup(true, "")));
            }
        }
        CorpusSplit split = CorpusSplit.of(new Corpus(documents, "", List.of()), null, KEEPS);
        assertThat(split.validation().documents()).hasSize(128);
        Set<Long> held = new HashSet<>(split.validation().documents().stream().map(Document::offset).toList());
        assertThat(held).hasSize(64);
        assertThat(split.train().documents()).noneMatch(document -> held.contains(document.offset()));
    }

    @Test
    void trainingOnNothingButHeldOutTextIsRefused() {
        assertThatThrownBy(() -> CorpusSplit.of(corpus(List.of("a", "b")), corpus(List.of("b", "a")), REMOVES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Nothing is left to train on");
    }
}
