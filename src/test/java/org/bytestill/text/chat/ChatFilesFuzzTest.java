package org.bytestill.text.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.util.JsonFile;

/** The files of a model that hold its chat templates and special tokens. */
class ChatFilesFuzzTest extends ReaderFuzz {
    private static final String TEMPLATE = "{{ bos_token }}{% for m in messages %}{{ m.role }}{{ m.content }}{{ eos_token }}{% endfor %}";

    @Override
    protected List<byte[]> seeds() {
        return List.of("{\"chat_template\": \"" + TEMPLATE + "\", \"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\"}}",
                "{\"chat_template\": [{\"name\": \"default\", \"template\": \"" + TEMPLATE
                        + "\"}, {\"name\": \"tool_use\", \"template\": \"x\"}]}",
                "{\"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\", \"lstrip\": false}, \"additional_special_tokens\": [\"<a>\"]}")
                .stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        if (!Files.exists(folder.resolve("tokenizer.json"))) {
            put(folder.resolve("tokenizer.json"), golden("tokenizers/bases/byte_level.json"));
        }
        for (String name : List.of("tokenizer_config.json", "chat_template.json", "special_tokens_map.json")) {
            put(folder.resolve(name), content);
        }
        Conversation conversation = Conversation.of(JsonFile.MAPPER.readTree("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}"));
        try {
            ChatFormat.ofModel(folder).ifPresent(format -> format.render(conversation, true));
        } catch (TemplateError e) {
            // The sentence of a template that cannot be used.
        }
    }
}
