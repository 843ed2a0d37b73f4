package org.bytestill.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.Mixture;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.inspect.DenseInspection;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.run.Run;
import org.bytestill.model.Decoder;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.student.ByteHeadReader;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadRowsTest {
    @TempDir
    private Path folder;

    @Test
    void theHeadsRowsGiveTheByteLossOfTraining() throws Exception {
        Path checkpoint;
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine
                    .start(SmallRun.config(folder, "training.updates", "2", "training.step1_updates", "1", "evaluation.every_updates", "2",
                            "checkpoint.every_updates", "2"), folder, folder.resolve("run"));
            SmallRun.awaitEnd(run);
            checkpoint = run.checkpoints().get(run.checkpoints().size() - 1).folder();
        }
        byte[] text = "The café is closed, and internationalisation goes on.".getBytes(StandardCharsets.UTF_8);
        TorchThread.prepare(1);
        try (Tokenizer tokenizer = Tokenizer.open(checkpoint);
                Decoder decoder = Decoder.open(checkpoint, Dtype.FLOAT32, Device.CPU);
                ByteHeadReader head = new ByteHeadReader(checkpoint, decoder);
                Student student = Student.open(checkpoint, head.positions(), 1, Device.CPU)) {
            student.head().copyFrom(Safetensors.open(checkpoint.resolve("byte_head.safetensors")));
            ByteRows rows = HeadRows.read(head, tokenizer, student.config().maxPositions(), text);
            TokenizedDocument document = new DocumentTokenizer(tokenizer, 1000).tokenize(new Document("t", text, folder, 0));
            BatchBuilder batches = new BatchBuilder(tokenizer.vocabulary().beginOfSequence(), head.positions(), null);
            double trained = student.losses(batches.build(List.of(new BatchBuilder.Indexed(0, document)))).bytes();
            // Eq. 5's byte term: of each token the mean over its bytes; the rows hold it without the outcomes that no teacher has.
            double nats = 0;
            for (int token = 0; token < document.tokens(); token++) {
                int start = document.starts()[token];
                int end = document.starts()[token + 1];
                for (int offset = start; offset < Math.min(end, start + head.positions()); offset++) {
                    double p = rows.distribution(offset)[text[offset] & 0xFF] * (1 - rows.residual(offset));
                    nats -= Math.log(p) / (end - start);
                }
            }
            assertThat(nats).isCloseTo(trained, within(1e-3));
            for (int row = 0; row < text.length; row++) {
                assertThat(Arrays.stream(rows.distribution(row)).sum()).isCloseTo(1, within(1e-6));
            }
        }
        InspectedModel byHead = new InspectedModel(checkpoint, ConverterSettings.cover(), InspectedModel.Head.BYTE);
        DenseInspection dense = new DenseInspection();
        DenseInspection.Reading byTokens = dense.read(List.of(checkpoint), Mixture.ARITHMETIC, text, ConverterSettings.cover(),
                Progress.NONE);
        Inspection inspection = dense.compare(byTokens, byHead, Progress.NONE);
        assertThat(inspection.studentTokens()).extracting(TokenSpan::start)
                .isEqualTo(inspection.teacherTokens().stream().map(TokenSpan::start).toList());
        assertThat(inspection.comparison()).allSatisfy(measures -> assertThat(measures.jsdBits()).isBetween(0.0, 1.0));
        assertThat(Divergence.top1(inspection.student().distribution(3))).isBetween(0, 256);
    }
}
