package org.bytestill.text.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytestill.text.TestTexts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a model's chat templates and the tokens that they name are found. */
class ChatFormatTest {
    private static final Conversation HELLO = Chats.of(Chats.message("user", "hello"));

    @TempDir
    Path folder;

    @BeforeEach
    void writeTokenizer() throws IOException {
        Files.copy(TestTexts.GOLDENS.resolve("models/smollm2/tokenizer.json"), folder.resolve("tokenizer.json"));
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
    }

    private String rendered(Conversation conversation) {
        return ChatFormat.ofModel(folder).orElseThrow().render(conversation, false).text();
    }

    private static Conversation withTools() {
        JsonNode tools = Chats.json("{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}], \"tools\": [{\"name\": \"f\"}]}");
        return Conversation.of(tools);
    }

    @Test
    void aModelWithoutATemplateHasNone() throws IOException {
        config("{\"eos_token\": \"<|endoftext|>\"}");
        assertThat(ChatFormat.ofModel(folder)).isEmpty();
    }

    @Test
    void theTemplateOfTheConfigurationNamesTheModelsTokens() throws IOException {
        config("{\"eos_token\": {\"content\": \"<|im_end|>\"}, \"bos_token\": null, \"image_token\": \"<img>\","
                + " \"chat_template\": \"{{ bos_token is defined }} {{ messages[0].content }}{{ eos_token }}{{ image_token }}\"}");
        assertThat(rendered(HELLO)).isEqualTo("False hello<|im_end|><img>");
        ChatFormat format = ChatFormat.ofModel(folder).orElseThrow();
        assertThat(format.tokens().endOfSequence()).contains("<|im_end|>");
        assertThat(format.tokens().control()).containsExactly("<|endoftext|>");
    }

    @Test
    void namedTemplatesServeConversationsWithAndWithoutTools() throws IOException {
        config("{\"chat_template\": [{\"name\": \"default\", \"template\": \"plain\"}, {\"name\": \"tool_use\", \"template\": \"tools\"}]}");
        assertThat(rendered(HELLO)).isEqualTo("plain");
        assertThat(rendered(withTools())).isEqualTo("tools");
        config("{\"chat_template\": [{\"name\": \"rag\", \"template\": \"plain\"}]}");
        assertThatThrownBy(() -> rendered(HELLO)).isInstanceOf(TemplateError.class).hasMessageContaining("rag")
                .hasMessageContaining("none is named default");
    }

    @Test
    void filesOfTheirOwnComeBeforeTheConfiguration() throws IOException {
        config("{\"chat_template\": \"old\"}");
        Files.writeString(folder.resolve("chat_template.jinja"), "new\n");
        assertThat(rendered(withTools())).isEqualTo("new");
        Files.createDirectories(folder.resolve("additional_chat_templates"));
        Files.writeString(folder.resolve("additional_chat_templates/tool_use.jinja"), "with tools");
        assertThat(rendered(withTools())).isEqualTo("with tools");
        assertThat(rendered(HELLO)).isEqualTo("new");
    }

    @Test
    void theFileOfAnOlderProcessorAndTheMapOfSpecialTokensAreRead() throws IOException {
        config("{}");
        Files.writeString(folder.resolve("chat_template.json"), "{\"chat_template\": \"{{ pad_token }}\"}");
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"pad_token\": {\"content\": \"<pad>\"}}");
        assertThat(rendered(HELLO)).isEqualTo("<pad>");
    }

    @Test
    void aBrokenTemplateIsToldWithItsFile() throws IOException {
        config("{}");
        Files.writeString(folder.resolve("chat_template.jinja"), "\n{% if %}");
        assertThatThrownBy(() -> ChatFormat.ofModel(folder)).isInstanceOf(TemplateError.class)
                .hasMessageStartingWith(folder.resolve("chat_template.jinja") + ", line 2: ");
    }

    @Test
    void tokensOfATemplateAreReadInEachForm() {
        String own = "{\"special_tokens\": {\"eos_token\": \"E\", \"pad_token\": null}, \"control_tokens\": [\"E\", \"<x>\"]}";
        SpecialTokens expected = new SpecialTokens(Map.of("eos_token", "E"), List.of("E", "<x>"));
        assertThat(SpecialTokens.of(Chats.json(own), "t.jinja")).isEqualTo(expected);
        assertThat(SpecialTokens.of(Chats.json("{\"t.jinja\": " + own + ", \"u.jinja\": {}}"), "t.jinja")).isEqualTo(expected);
        assertThat(SpecialTokens.of(Chats.json("{\"eos_token\": \"E\"}"), "t.jinja").endOfSequence()).contains("E");
        assertThat(SpecialTokens.of(Chats.json("{}"), "t.jinja")).isEqualTo(SpecialTokens.NONE);
        assertThatThrownBy(() -> SpecialTokens.of(Chats.json("{\"v.jinja\": " + own + "}"), "t.jinja"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("t.jinja");
    }

    @Test
    void ggufMetadataHoldTemplatesTokensAndNames() throws IOException {
        Path file = folder.resolve("model.gguf");
        Map<String, Object> keys = new TreeMap<>();
        keys.put("tokenizer.chat_template", "{{ bos_token }}{{ unk_token }}|{{ pad_token is defined }}|{{ messages[0].content }}");
        Files.write(file, gguf(keys));
        assertThat(ChatFormat.ofModel(file).orElseThrow().render(HELLO, false).text()).isEqualTo("<s><unk>|False|hello");
        assertThat(ChatFormat.ofModel(file).orElseThrow().tokens().control()).containsExactly("<unk>", "<s>");
        keys.put("tokenizer.chat_templates", List.of("tool_use"));
        keys.put("tokenizer.chat_template.tool_use", "with tools");
        Files.write(file, gguf(keys));
        assertThat(ChatFormat.ofModel(file).orElseThrow().render(withTools(), false).text()).isEqualTo("with tools");
        assertThat(ChatFormat.ofModel(file).orElseThrow().render(HELLO, false).text()).endsWith("|hello");
    }

    /** A GGUF file without tensors: a SentencePiece tokenizer of three tokens and 256 bytes, and further keys. */
    private static byte[] gguf(Map<String, Object> more) {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "a"));
        List<Integer> kinds = new ArrayList<>(List.of(2, 3, 1));
        for (int i = 0; i < 256; i++) {
            tokens.add(String.format("<0x%02X>", i));
            kinds.add(6);
        }
        Map<String, Object> keys = new TreeMap<>(more);
        keys.put("general.architecture", "llama");
        keys.put("tokenizer.ggml.model", "llama");
        keys.put("tokenizer.ggml.tokens", tokens);
        keys.put("tokenizer.ggml.token_type", kinds);
        keys.put("tokenizer.ggml.scores", tokens.stream().map(token -> 0f).toList());
        keys.put("tokenizer.ggml.bos_token_id", 1);
        keys.put("tokenizer.ggml.unknown_token_id", 0);
        keys.put("tokenizer.ggml.padding_token_id", -1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(little(4).putInt(3).array());
        bytes.writeBytes(little(16).putLong(0).putLong(keys.size()).array());
        keys.forEach((key, value) -> {
            text(bytes, key);
            typed(bytes, value);
        });
        // Tensors would begin at a multiple of 32 bytes.
        bytes.writeBytes(new byte[(32 - bytes.size() % 32) % 32]);
        return bytes.toByteArray();
    }

    private static void typed(ByteArrayOutputStream bytes, Object value) {
        bytes.writeBytes(little(4).putInt(type(value)).array());
        if (value instanceof List<?> list) {
            bytes.writeBytes(little(12).putInt(type(list.get(0))).putLong(list.size()).array());
            list.forEach(element -> plain(bytes, element));
        } else {
            plain(bytes, value);
        }
    }

    private static int type(Object value) {
        return value instanceof String ? 8 : value instanceof Integer ? 5 : value instanceof Float ? 6 : 9;
    }

    private static void plain(ByteArrayOutputStream bytes, Object value) {
        if (value instanceof String text) {
            text(bytes, text);
        } else {
            bytes.writeBytes(
                    value instanceof Integer number ? little(4).putInt(number).array() : little(4).putFloat((Float) value).array());
        }
    }

    private static void text(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(little(8).putLong(utf8.length).array());
        bytes.writeBytes(utf8);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
