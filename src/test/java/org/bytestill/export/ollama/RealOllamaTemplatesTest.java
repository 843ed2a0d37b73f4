package org.bytestill.export.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.ChatTemplate;
import org.bytestill.text.chat.SpecialTokens;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The chat templates of families as TRL ships them: which style of the list writes them, and which are refused.
 * {@code mvn -Preal test -Dtest=RealOllamaTemplatesTest}, after src/test/reference/fetch-real-weights.sh.
 */
@Tag("real")
class RealOllamaTemplatesTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 9, 12, 0);

    @ParameterizedTest
    @CsvSource({"gemma, gemma", "gemma3, gemma", "llama3, llama3", "llama3_1, llama3.1", "llama3_2, llama3.1", "phi3, phi3",
        "qwen2_5, chatml",
        "qwen3, chatml", "gptoss, -", "cohere, -", "glm4moe, -"})
    void theStyleOfATemplate(String name, String style) throws IOException {
        Path file = Path.of("target/real/trl-templates", name + ".jinja");
        assumeTrue(Files.exists(file), file + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        SpecialTokens tokens = new SpecialTokens(Map.of("bos_token", "<s>", "eos_token", "</s>"), List.of());
        OllamaTemplates.Found found = OllamaTemplates.of(ChatFormat.of(ChatTemplate.parse(name, Files.readString(file)), tokens).at(NOW),
                NOW);
        System.out.println(name + ": " + found.style().map(each -> each.name() + ", system \"" + each.system() + "\" " + each.date())
                .orElse("refused, " + found.reason()));
        assertThat(found.style().map(OllamaStyle::name).orElse("-")).as(found.reason()).isEqualTo(style);
    }
}
