package org.bytestill.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;

/** The sample chats as the models of their preset read them. */
class SampleChatsTest {
    private static final Path SAMPLE = Path.of("sample-data").toAbsolutePath();
    private static final RunConfig CONFIG = RunConfigFile.resolved(RunConfigFile.read(SAMPLE.resolve("chats.yaml")), SAMPLE);

    private static List<Document> validation() {
        try (RunChats chats = RunChats.of(CONFIG, Path.of(CONFIG.student()), Instant.EPOCH)) {
            return Corpus.read(RunTexts.validation(CONFIG), chats).documents();
        }
    }

    @Test
    void whatIsSupervisedIsWhatTheAssistantSaysAndTheEndOfEachTurn() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(CONFIG.text().validation().get(0)));
        List<Document> documents = validation();
        assertThat(documents).as("none is left out, none is too long").hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            List<String> answers = answers(JsonFile.MAPPER.readTree(lines.get(i)));
            Document document = documents.get(i);
            assertThat(document.supervision().spans()).as(document.id()).allMatch(Span::ends);
            assertThat(document.supervision().spans().stream().map(span -> text(document.bytes(), span)).toList()).as(document.id())
                    .isEqualTo(answers);
            assertThat(document.counterparts().get(0)).as(document.id()).allMatch(other -> other.span().ends());
            assertThat(document.counterparts().get(0).stream().map(other -> text(other.text(), other.span())).toList()).as(document.id())
                    .isEqualTo(answers);
        }
    }

    private static List<String> answers(JsonNode record) {
        return StreamSupport.stream(record.path("messages").spliterator(), false)
                .filter(message -> message.path("role").asText().equals("assistant")).map(message -> message.path("content").asText())
                .toList();
    }

    private static String text(byte[] bytes, Span span) {
        return TestChats.text(Arrays.copyOfRange(bytes, span.start(), span.end()));
    }

    @Test
    void theTeacherStopsWhereItsAnswersEndAndNowhereElse() {
        TorchThread.prepare(1);
        Path teacher = Path.of(CONFIG.teacher());
        try (Tokenizer tokenizer = Tokenizer.open(teacher);
                DecoderTokenModel model = DecoderTokenModel.open(teacher, tokenizer, Dtype.FLOAT32, Device.CPU)) {
            List<Passage> passages = Passages.of(validation().subList(0, 30), 0, tokenizer);
            List<ByteRows> rows = ByteReaders.of(model, ConverterSettings.cover()).readPassages(passages, Progress.NONE);
            DoubleSummaryStatistics atEnds = new DoubleSummaryStatistics();
            DoubleSummaryStatistics inside = new DoubleSummaryStatistics();
            for (int i = 0; i < passages.size(); i++) {
                for (int row = 0; row < passages.get(i).rows(); row++) {
                    boolean ends = passages.get(i).observed(row) == ByteDistribution.EOS;
                    (ends ? atEnds : inside).accept(rows.get(i).distribution(row)[ByteDistribution.EOS]);
                }
            }
            assertThat(atEnds.getCount()).isEqualTo(passages.size());
            assertThat(atEnds.getAverage()).as("mass of the end where an answer ends").isGreaterThan(0.75);
            assertThat(inside.getAverage()).as("mass of the end within an answer").isLessThan(0.02);
        }
    }
}
