package org.bytestill.engine.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLineTest {
    private static final String ONE = "{\"state\":\"DONE\",\"config\":{\"seed\":{\"value\":\"42\",\"origin\":\"default\"}},"
            + "\"machine\":{\"os\":\"Linux\",\"gpu\":{\"name\":\"none\"}},\"update\":7,"
            + "\"trainText\":{\"notes\":[\"a\",\"b\"]},\"changes\":[{\"setting\":\"x\"},{\"setting\":\"y\"}]}";

    @Test
    void whatStandsAtTheTopComesFirstThenSectionBySection() throws Exception {
        assertThat(RecordLine.of(new ObjectMapper().readTree(ONE))).containsExactly(new RecordLine("", "state", "DONE", ""),
                new RecordLine("", "update", "7", ""), new RecordLine("config", "seed", "42", "default"),
                new RecordLine("machine", "os", "Linux", ""), new RecordLine("machine", "gpu.name", "none", ""),
                new RecordLine("trainText", "notes", "a, b", ""), new RecordLine("changes", "1.setting", "x", ""),
                new RecordLine("changes", "2.setting", "y", ""));
    }

    @Test
    void onlyLinesThatDifferAreLeftAndOneThatIsMissingIsEmpty() throws Exception {
        String other = ONE.replace("Linux", "Windows").replace(",{\"setting\":\"y\"}", "");
        ObjectMapper json = new ObjectMapper();
        assertThat(RecordLine.differences(List.of(json.readTree(ONE), json.readTree(other)))).containsExactly(
                new RecordLine.Difference("machine", "os", List.of("Linux", "Windows")),
                new RecordLine.Difference("changes", "2.setting", List.of("y", "")));
        assertThat(RecordLine.differences(List.of(json.readTree(ONE), json.readTree(ONE)))).isEmpty();
    }
}
