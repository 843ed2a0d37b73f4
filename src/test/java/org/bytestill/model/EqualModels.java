package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.bytestill.text.TestTexts;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/** Two files of a model, in whatever format, that hold the same: every weight to the bit, the tokens of texts, what every id stands for. */
public final class EqualModels {
    private EqualModels() {}

    public static void require(Path model, Path other) {
        requireWeights(model, other);
        requireTokens(model, other);
    }

    public static void requireWeights(Path model, Path other) {
        try (Weights theirs = Weights.mapped(Checkpoint.open(model), Dtype.FLOAT32, Device.CPU);
                Weights ours = Weights.mapped(Checkpoint.open(other), Dtype.FLOAT32, Device.CPU)) {
            for (int i = 0; i < theirs.parameters().size(); i++) {
                String weight = theirs.parameters().get(i).name();
                float[] expected = theirs.tensors().tensors().get(i).toFloats();
                assertThat(ours.tensors().tensors().get(i).toFloats()).as(weight).isEqualTo(expected);
            }
        }
    }

    public static void requireTokens(Path model, Path other) {
        Random random = new Random(11);
        try (Tokenizer theirs = Tokenizer.open(model); Tokenizer ours = Tokenizer.open(other)) {
            for (int round = 0; round < 200; round++) {
                byte[] text = TestTexts.random(random, 1 + random.nextInt(30));
                assertThat(ours.encode(text)).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(theirs.encode(text));
            }
            for (int id = 0; id < theirs.vocabulary().size(); id++) {
                assertThat(ours.vocabulary().bytesOf(id)).as("token %d", id).isEqualTo(theirs.vocabulary().bytesOf(id));
            }
            assertThat(ours.vocabulary().endOfSequence()).isEqualTo(theirs.vocabulary().endOfSequence());
            assertThat(ours.vocabulary().end()).isEqualTo(theirs.vocabulary().end());
            assertThat(ours.vocabulary().beginOfSequence()).isEqualTo(theirs.vocabulary().beginOfSequence());
            assertThat(ours.opening()).isEqualTo(theirs.opening());
        }
    }
}
