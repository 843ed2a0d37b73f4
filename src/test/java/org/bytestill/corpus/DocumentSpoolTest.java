package org.bytestill.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentSpoolTest {
    private static final Path MODEL = Path.of("sample-data/student");

    @TempDir
    private Path folder;

    /** Random documents, plain ones and conversations with counterparts that share a text. */
    private static List<Document> random(Random random, int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] text = new byte[20 + random.nextInt(200)];
            random.nextBytes(text);
            if (random.nextBoolean()) {
                documents.add(new Document("plain é " + i, text, Path.of("a.txt"), i));
                continue;
            }
            byte[] other = new byte[40];
            random.nextBytes(other);
            Supervision two = new Supervision(List.of(new Span(1, 4, true), new Span(9, 12, false)));
            List<Counterpart> parts = List.of(new Counterpart(other, new Document.Markup(true, "<s>"), new Span(2, 5, true)),
                    new Counterpart(other, new Document.Markup(true, "<s>"), new Span(7, 10, false)));
            documents
                    .add(new Document("chat " + i, text, Path.of("b.jsonl"), 1L << 40, two, new Document.Markup(true, ""), List.of(parts)));
        }
        return documents;
    }

    private static List<Document> through(List<Document> documents, long inMemoryBytes) {
        DocumentSpool spool = new DocumentSpool(inMemoryBytes);
        documents.forEach(spool::add);
        return spool.documents();
    }

    @Test
    void documentsBeyondTheLimitComeBackFromDiskAsTheyWere() {
        List<Document> documents = random(new Random(1), 300);
        List<Document> back = through(documents, 10_000);
        assertThat(OnDemandList.isOnDemand(back)).isTrue();
        assertThat(back).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(documents);
        List<Counterpart> parts = back.stream().filter(document -> !document.counterparts().isEmpty()).findFirst().orElseThrow()
                .counterparts().get(0);
        assertThat(parts.get(0).text()).as("a shared text is one array").isSameAs(parts.get(1).text());
        assertThat(OnDemandList.isOnDemand(through(documents, 10_000_000))).as("a small text stays in memory").isFalse();
    }

    @Test
    void whatIsComputedFromThemIsTheSameAndOnDemandToo() throws IOException {
        Path lines = folder.resolve("x.jsonl");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("{\"prompt\": \"question ").append(i % 350).append(" \", \"completion\": \"answer ").append(i % 350)
                    .append("\"}\n");
        }
        Files.writeString(lines, text);
        TextSource source = new TextSource(List.of(lines), 256, 0);
        Corpus held = Corpus.read(source);
        Corpus spooled = Corpus.read(source, ChatReader.NONE, 1000);
        assertThat(spooled.fingerprint()).isEqualTo(held.fingerprint());
        CorpusSplit.Settings settings = new CorpusSplit.Settings(0.02, 0, true, true);
        CorpusSplit ofHeld = CorpusSplit.of(held, null, settings);
        CorpusSplit ofSpooled = CorpusSplit.of(spooled, null, settings);
        assertThat(ofSpooled.counts()).isEqualTo(ofHeld.counts());
        assertThat(ofSpooled.train().fingerprint()).isEqualTo(ofHeld.train().fingerprint());
        assertThat(ofSpooled.validation().fingerprint()).isEqualTo(ofHeld.validation().fingerprint());
        try (Tokenizer tokenizer = Tokenizer.open(MODEL)) {
            DocumentTokenizer documentTokenizer = new DocumentTokenizer(tokenizer, 200);
            List<TokenizedDocument> tokenized = documentTokenizer.tokenize(ofSpooled.train().documents());
            assertThat(OnDemandList.isOnDemand(tokenized)).isTrue();
            assertThat(tokenized).extracting(TokenizedDocument::ids)
                    .containsExactlyElementsOf(
                            documentTokenizer.tokenize(ofHeld.train().documents()).stream().map(TokenizedDocument::ids).toList());
            List<Passage> passages = Passages.of(ofSpooled.train().documents(), 0, tokenizer);
            assertThat(OnDemandList.isOnDemand(passages)).isTrue();
            assertThat(passages).usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(Passages.of(ofHeld.train().documents(), 0, tokenizer));
        }
        assertThat(new String(ofSpooled.train().documents().get(0).bytes(), UTF_8)).startsWith("question");
    }

    @Test
    void theDocumentOfASpanIsFoundByItsNumber() {
        List<Document> documents = random(new Random(2), 200);
        SpanIndex index = new SpanIndex(documents);
        int span = 0;
        for (int document = 0; document < documents.size(); document++) {
            for (int own = 0; own < documents.get(document).supervision().spans().size(); own++) {
                assertThat(index.document(span++)).isEqualTo(document);
            }
        }
        assertThat(span).isEqualTo(index.size());
    }
}
