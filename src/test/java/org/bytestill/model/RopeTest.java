package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;

/** Heads of 4 elements turn by 1 and 1/100 a position: theta is 10000, and 10000 to the power 2/4 is 100. */
class RopeTest {
    private static Architecture llama(String more) {
        return architecture("""
                {"model_type": "llama", "vocab_size": 10, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
                 "intermediate_size": 8, "max_position_embeddings": 64 %s}""".formatted(more));
    }

    private static Architecture architecture(String json) {
        try {
            return Architecture.of(new ConfigKeys(Path.of("config.json"), (ObjectNode) new ObjectMapper().readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    @Test
    void withoutStretchingFrequenciesAreThePowersOfTheta() {
        assertThat(llama("").rotaryFrequencies()).containsExactly(1f, 0.01f);
    }

    @Test
    void bothSpellingsOfTheBaseAreRead() {
        assertThat(llama(", \"rope_theta\": 400.0").rotaryFrequencies()).containsExactly(1f, 0.05f);
        assertThat(llama(", \"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 400.0}").rotaryFrequencies())
                .containsExactly(1f, 0.05f);
    }

    @Test
    void linearStretchingSlowsAllByTheFactor() {
        assertThat(llama(", \"rope_scaling\": {\"type\": \"linear\", \"factor\": 4.0}").rotaryFrequencies()).containsExactly(0.25f,
                0.0025f);
    }

    @Test
    void llama3KeepsShortWavesSlowsLongOnesAndMixesThoseBetween() {
        // Over 64 positions the first pair turns 64 / 2 pi = 10.2 times (more than 4: kept), the second 0.102 times (less than 1: slowed).
        String keys = "\"rope_type\": \"llama3\", \"factor\": 8.0, \"low_freq_factor\": %s, \"high_freq_factor\": %s, \"original_max_position_embeddings\": 64}";
        assertThat(llama(", \"rope_scaling\": {" + keys.formatted("1.0", "4.0")).rotaryFrequencies()).containsExactly(1f, 0.00125f);
        // Between 0 and 20.372 = 2 x 10.186 turns the first is half kept: (1/8 + 1) / 2.
        assertThat(llama(", \"rope_scaling\": {" + keys.formatted("0.0", "20.3718")).rotaryFrequencies()[0]).isCloseTo(0.5625f,
                within(1e-5f));
    }

    @Test
    void yarnSlowsFromThePairThatTurnsTooLittleAndEnlarges() {
        // Pair of 32 turns: 4 ln(64 / 64 pi) / 2 ln 10000 < 0, so 0; of 1 turn: 4 ln(10.19) / (2 x 9.21) = 0.504, up to 1.
        Architecture architecture = llama(
                ", \"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4.0, \"original_max_position_embeddings\": 64}");
        assertThat(architecture.rotaryFrequencies()).containsExactly(1f, 0.0025f);
        assertThat(architecture.ropes().get(0).magnitude()).isCloseTo(0.1 * Math.log(4) + 1, within(1e-12));
    }

    @Test
    void longRopeHasTwoTablesAndTheLargerMagnitude() {
        Architecture architecture = architecture("""
                {"model_type": "phi3", "vocab_size": 10, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
                 "intermediate_size": 8, "max_position_embeddings": 64, "original_max_position_embeddings": 16,
                 "rope_scaling": {"type": "su", "short_factor": [1.0, 2.0], "long_factor": [4.0, 5.0]}}""");
        assertThat(architecture.rotaryFrequencies()).containsExactly(1f, 0.005f, 0.25f, 0.002f);
        Rope rope = architecture.ropes().get(0);
        assertThat(rope.farFrom()).isEqualTo(16);
        // sqrt(1 + ln 4 / ln 16) = sqrt(1.5)
        assertThat(rope.magnitude()).isCloseTo(Math.sqrt(1.5), within(1e-12));
    }

    @Test
    void anOddNumberOfTurningElementsHasOnePairMore() {
        // A quarter of 12 is 3: frequencies 1 and 10000^(-2/3), and 4 elements turn.
        Architecture architecture = architecture("""
                {"model_type": "gpt_neox", "vocab_size": 10, "hidden_size": 24, "num_hidden_layers": 1, "num_attention_heads": 2,
                 "intermediate_size": 8, "max_position_embeddings": 64, "rotary_pct": 0.25}""");
        assertThat(architecture.rotaryFrequencies()[1]).isCloseTo(0.0021544f, within(1e-6f));
        assertThat(architecture.ropes().get(0).turned()).isEqualTo(4);
    }

    @Test
    void gemma3ReadsBothBasesInBothSpellings() {
        String shape = """
                {"model_type": "gemma3_text", "vocab_size": 10, "hidden_size": 8, "num_hidden_layers": 7, "num_attention_heads": 2,
                 "num_key_value_heads": 1, "head_dim": 4, "intermediate_size": 8, "max_position_embeddings": 64, """;
        float[] both = {0.5f, 0.005f, 1f, 0.05f};
        assertThat(architecture(shape
                + "\"rope_theta\": 10000.0, \"rope_local_base_freq\": 400.0, \"rope_scaling\": {\"rope_type\": \"linear\", \"factor\": 2.0}}")
                .rotaryFrequencies()).containsExactly(both);
        assertThat(architecture(
                shape + "\"rope_parameters\": {\"full_attention\": {\"rope_type\": \"linear\", \"factor\": 2.0, \"rope_theta\": 10000.0},"
                        + " \"sliding_attention\": {\"rope_type\": \"default\", \"rope_theta\": 400.0}}}")
                .rotaryFrequencies()).containsExactly(both);
    }

    @Test
    void anUnknownStretchingIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> llama(", \"rope_scaling\": {\"rope_type\": \"proportional\"}")).isInstanceOf(UserError.class)
                .hasMessageContaining("config.json: key \"rope_type\" is \"proportional\"")
                .hasMessageContaining("longrope");
    }
}
