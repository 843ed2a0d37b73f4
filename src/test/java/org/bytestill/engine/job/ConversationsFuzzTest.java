package org.bytestill.engine.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** Conversations to be rendered, and the tokens that a template names. */
class ConversationsFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("{\"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}, {\"role\": \"assistant\", \"content\": \"café\"}]}",
                "{\"a\": {\"messages\": [{\"role\": \"user\", \"content\": \"x\", \"n\": 1.5}], \"tools\": [{\"type\": \"function\"}]},"
                        + " \"b\": {\"messages\": [], \"variables\": {\"date\": \"today\"}}}",
                "{\"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\"}, \"additional_special_tokens\": [\"<a>\"]}").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        boolean isTokens = new String(content, StandardCharsets.ISO_8859_1).contains("eos");
        Path template = Files.writeString(folder.resolve("template.jinja"),
                "{{ bos_token }}{% for m in messages %}{{ m.role }}: {{ m.content }}{{ m | tojson }}{% endfor %}{{ tools }}{{ eos_token }}");
        Path conversations = put(folder.resolve("conversations.json"), isTokens ? seeds().get(0) : content);
        Path tokens = put(folder.resolve("tokens.json"), isTokens ? content : seeds().get(2));
        new RenderService().render(new RenderRequest(template, tokens, null, conversations, null), report -> {});
    }
}
