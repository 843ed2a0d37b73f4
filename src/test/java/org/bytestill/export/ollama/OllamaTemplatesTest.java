package org.bytestill.export.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.ChatTemplate;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.text.go.GoTemplate;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chat templates as the families have them, for plain turns, and what of the list writes the same. */
class OllamaTemplatesTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 9, 12, 0);
    private static final String ALTERNATES = "{% for m in messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}"
            + "{{ raise_exception('roles must alternate') }}{% endif %}";
    private static final String CHATML = "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private static OllamaTemplates.Found found(String jinja) {
        SpecialTokens tokens = new SpecialTokens(Map.of("bos_token", "<s>", "eos_token", "</s>"), List.of());
        return OllamaTemplates.of(ChatFormat.of(ChatTemplate.parse("test", jinja), tokens).at(NOW), NOW);
    }

    /** What Go's own text/template makes of our templates, by src/test/reference/ollama_prompts.go. */
    @Test
    void everyTemplateWritesWhatGoWrites() throws IOException {
        JsonNode goldens = JsonFile.MAPPER.readTree(Path.of("src/test/resources/goldens/ollama/prompts.json").toFile());
        TreeSet<String> styles = new TreeSet<>();
        for (JsonNode golden : goldens) {
            String style = golden.path("style").asText();
            styles.add(style);
            String template = OllamaTemplates.source(style).replace("@open@", "<s>").replace("@bos@", "<s>").replace("@eos@", "</s>")
                    .replace("@date@", "26 Jul 2024");
            assertThat(OllamaPrompt.of(GoTemplate.parse(template), golden.path("system").asText(), Conversation.of(golden))).as(style)
                    .isEqualTo(golden.path("prompt").asText());
        }
        assertThat(styles).containsExactlyElementsOf(new TreeSet<>(OllamaTemplates.names()));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '#', value = {
        // Gemma 2: no system turn.
        "gemma # {{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}{% for m in messages %}"
                + "{{ '<start_of_turn>' + ('model' if m['role'] == 'assistant' else m['role']) + '\\n' + m['content'] | trim + '<end_of_turn>\\n' }}"
                + "{% endfor %}{% if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}",
        // Gemma 3: the system's text opens the first turn of the user.
        "gemma # {{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set p = messages[0]['content'] + '\\n\\n' %}{% set messages = messages[1:] %}"
                + "{% else %}{% set p = '' %}{% endif %}{% for m in messages %}{{ '<start_of_turn>' + ('model' if m['role'] == 'assistant' else m['role'])"
                + " + '\\n' + (p if loop.first else '') + m['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}"
                + "{% if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}",
        "llama3 # {% for m in messages %}{% set c = '<|start_header_id|>' + m['role'] + '<|end_header_id|>\\n\\n' + m['content'] | trim + '<|eot_id|>' %}"
                + "{% if loop.index0 == 0 %}{% set c = bos_token + c %}{% endif %}{{ c }}{% endfor %}"
                + "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}",
        "phi3 # {% for m in messages %}{{ '<|' + m['role'] + '|>\\n' + m['content'] + '<|end|>\\n' }}{% endfor %}"
                + "{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}",
        "olmo2 # {{ bos_token }}{% for m in messages %}{% if m['role'] == 'assistant' %}{{ '<|assistant|>\\n' + m['content'] + eos_token }}"
                + "{% if not loop.last %}{{ '\\n' }}{% endif %}{% else %}{{ '<|' + m['role'] + '|>\\n' + m['content'] + '\\n' }}{% endif %}"
                + "{% if loop.last and add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}{% endfor %}",
        "llama2 # {% if messages[0]['role'] == 'system' %}{% set s = messages[0]['content'] %}{% set messages = messages[1:] %}{% else %}"
                + "{% set s = false %}{% endif %}{% for m in messages %}{% if loop.index0 == 0 and s %}{% set c = '<<SYS>>\\n' + s + '\\n<</SYS>>\\n\\n' + m['content'] %}"
                + "{% else %}{% set c = m['content'] %}{% endif %}{% if m['role'] == 'user' %}{{ bos_token + '[INST] ' + c.strip() + ' [/INST]' }}"
                + "{% else %}{{ ' ' + c.strip() + ' ' + eos_token }}{% endif %}{% endfor %}"})
    void theStyleOfAFamilyIsFound(String style, String jinja) {
        assertThat(found(jinja.strip()).reason()).isEmpty();
        assertThat(found(jinja.strip()).style()).map(OllamaStyle::name).contains(style);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"mistral-v0.1,`[INST] `,` [/INST]`,``,`</s> `", "mistral-v0.2,`[INST] `,` [/INST]`,``,`</s>`",
        "mistral-v0.3,`[INST] `,`[/INST]`,` `,`</s>`", "mistral-tekken,`[INST]`,`[/INST]`,``,`</s>`"})
    void theWaysOfMistralDifferByASpace(String style, String open, String close, String before, String after) {
        assertThat(found("{{ bos_token }}" + ALTERNATES + "{% if m['role'] == 'user' %}{{ '" + open + "' + m['content'] + '" + close
                + "' }}{% else %}{{ '" + before + "' + m['content'] + '" + after + "' }}{% endif %}{% endfor %}").style())
                .map(OllamaStyle::name).contains(style);
    }

    @Test
    void theSystemTextOfATemplateBecomesTheModelfiles() {
        OllamaStyle style = found(
                "{% if messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are Whale.<|im_end|>\n' }}{% endif %}"
                        + CHATML)
                .style().orElseThrow();
        assertThat(style.name()).isEqualTo("chatml");
        assertThat(style.system()).isEqualTo("You are Whale.");
        assertThat(found(CHATML).style().orElseThrow().system()).isEmpty();
    }

    @Test
    void theTokenThatOpensATextMayOpenEveryTurnToo() {
        SpecialTokens smollm = new SpecialTokens(Map.of("bos_token", "<|im_start|>", "eos_token", "<|im_end|>"), List.of());
        OllamaStyle style = OllamaTemplates.of(ChatFormat.of(ChatTemplate.parse("test", CHATML), smollm), NOW).style().orElseThrow();
        assertThat(style.name()).isEqualTo("chatml");
        assertThat(style.opens()).isFalse();
        assertThat(found("{{ bos_token }}" + CHATML).style().orElseThrow().opens()).isTrue();
    }

    @Test
    void aDateIsTheUsualOneOrStandsAsItWasOnTheDayOfTheExport() {
        String llama = "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set s = messages[0]['content'] %}{% set messages = messages[1:] %}"
                + "{% else %}{% set s = '' %}{% endif %}{{ '<|start_header_id|>system<|end_header_id|>\n\nCutting Knowledge Date: December 2023\n"
                + "Today Date: ' + DATE + '\n\n' + s + '<|eot_id|>' }}{% for m in messages %}{{ '<|start_header_id|>' + m['role'] + '<|end_header_id|>\n\n'"
                + " + m['content'] + '<|eot_id|>' }}{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}";
        OllamaStyle fixed = found(llama.replace("DATE", "'26 Jul 2024'")).style().orElseThrow();
        assertThat(fixed.name()).isEqualTo("llama3.1");
        assertThat(fixed.date()).isEmpty();
        OllamaStyle today = found(llama.replace("DATE", "strftime_now('%d %b %Y')")).style().orElseThrow();
        assertThat(today.date()).isEqualTo("09 Mar 2026");
        assertThat(today.template()).contains("Today Date: 09 Mar 2026");
    }

    @Test
    void anUnknownWayIsRefusedWithTheFirstDifferenceOfTheNearest() {
        OllamaTemplates.Found found = found(CHATML.replace("<|im_end|>", "<|im_stop|>"));
        assertThat(found.style()).isEmpty();
        assertThat(found.reason()).isEqualTo("where it writes \"stop|>\\u000a<|im_start|>assistant\\u000a\", the nearest of them "
                + "writes \"end|>\\u000a<|im_start|>assistant\\u000a\"");
    }

    @Test
    void aModelfileSaysHowThePromptIsWrittenAndWhereAnAnswerEnds() {
        OllamaStyle style = new OllamaStyle("chatml", "@open@{{ .Prompt }}", true, "You are \"Whale\".", List.of("<|im_end|>"), "");
        assertThat(new Modelfile("whale-Q8_0.gguf", Optional.of(style), "<s>", "</s>", Map.of("temperature", "0.6")).text())
                .isEqualTo("""
                        # Made by Bytestill. In this folder: ollama create NAME -f Modelfile
                        FROM ./whale-Q8_0.gguf
                        TEMPLATE \"""<s>{{ .Prompt }}\"""
                        SYSTEM \"""You are "Whale".\"""
                        PARAMETER stop "<|im_end|>"
                        PARAMETER stop "</s>"
                        PARAMETER temperature 0.6
                        """);
        assertThat(new Modelfile("whale.gguf", Optional.empty(), "", "", Map.of()).text()).endsWith("TEMPLATE \"\"\"{{ .Prompt }}\"\"\"\n");
    }

    @Test
    void parametersAreTheModelsOwnOrElseItsMakersOrNone() throws IOException {
        JsonNode own = JsonFile.MAPPER.readTree("{\"temperature\": 0.5, \"repetition_penalty\": 1.1, \"do_sample\": true}");
        assertThat(OllamaParameters.of("qwen2", "chatml", own)).containsExactly(Map.entry("temperature", "0.5"),
                Map.entry("repeat_penalty", "1.1"));
        JsonNode none = JsonFile.MAPPER.createObjectNode();
        assertThat(OllamaParameters.of("qwen2", "chatml", none)).containsEntry("top_k", "20");
        assertThat(OllamaParameters.of("llama", "chatml", none)).as("SmolLM2").containsEntry("temperature", "0.2");
        assertThat(OllamaParameters.of("llama", "llama3", none)).containsEntry("temperature", "0.6");
        assertThat(OllamaParameters.of("gpt2", "chatml", none)).isEmpty();
        assertThat(OllamaParameters.of("llama", "", none)).as("one that continues texts").isEmpty();
    }
}
