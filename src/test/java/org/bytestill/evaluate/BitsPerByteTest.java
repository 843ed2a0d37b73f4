package org.bytestill.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.model.Decoder;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.Test;

class BitsPerByteTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/llama3");

    @Test
    void bitsPerByteEqualTheLossOfTheReference() {
        TorchThread.prepare(1);
        Safetensors golden = Safetensors.open(MODEL.resolve("golden.safetensors"));
        int positions = (int) golden.entry("input_ids").shape()[1];
        long[] ids = golden.longs("input_ids");
        long[] mask = golden.longs("attention_mask");
        // The first row of the reference, taken as a document of two bytes a token behind its first token.
        int length = 0;
        while (length < positions && mask[length] == 1) {
            length++;
        }
        int[] tokens = new int[length - 1];
        int[] starts = new int[length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) ids[i + 1];
            starts[i + 1] = 2 * (i + 1);
        }
        Document document = new Document("golden", "x".repeat(2 * tokens.length).getBytes(UTF_8), MODEL, 0);
        double nats = 0;
        float[] logits = golden.floats("logits");
        int vocabulary = (int) golden.entry("logits").shape()[2];
        for (int i = 0; i < tokens.length; i++) {
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                sum += Math.exp(logits[i * vocabulary + v]);
            }
            nats += Math.log(sum) - logits[i * vocabulary + tokens[i]];
        }
        try (Decoder decoder = Decoder.open(MODEL, Dtype.FLOAT32, Device.CPU)) {
            BitsPerByte measured = BitsPerByte.of(decoder, (int) ids[0], List.of(new TokenizedDocument(document, tokens, starts)));
            assertThat(measured.tokens()).isEqualTo(tokens.length);
            assertThat(measured.tokenLoss()).as("float32, sums in another order").isCloseTo(nats / tokens.length, within(1e-5));
            assertThat(measured.bitsPerByte()).isCloseTo(nats / Math.log(2) / (2 * tokens.length), within(1e-5));

            BitsPerByte without = BitsPerByte.of(decoder, -1, List.of(new TokenizedDocument(document, tokens, starts)));
            assertThat(without.tokens()).isEqualTo(tokens.length - 1);
            assertThat(without.bytes()).isEqualTo(2L * tokens.length - 2);
        }
    }
}
