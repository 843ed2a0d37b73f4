package org.bytestill.engine.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.ChatTemplate;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.util.JsonFile;

/** Models that write conversations by small templates, with a token a byte, and conversations. */
final class TestChats {
    /** Control tokens around each message, whose content stays as it is. */
    static final String MARKED = "<s>{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>\n{% endfor %}"
            + "{% if add_generation_prompt %}<|assistant|>{% endif %}";
    /** Names of roles as plain text, content without white space around it, and the end of sequence behind answers. */
    static final String PLAIN = "{% for m in messages %}{{ m.role | capitalize }}: {{ m.content | trim }}"
            + "{{ eos_token if m.role == 'assistant' }}\n{% endfor %}{% if add_generation_prompt %}Assistant: {% endif %}";
    private static final List<String> CONTROLS = List.of("<s>", "</s>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>");
    private static final RunConfig.Chat ANSWERS = RunConfig.defaults().chat();

    private TestChats() {}

    /** The settings with another use of thinking. */
    static RunConfig.Chat thinking(RunConfig.Thinking thinking) {
        return new RunConfig.Chat(ANSWERS.supervise(), thinking, ANSWERS.template());
    }

    static ChatModel model(String name, String template) {
        return model(name, template, ANSWERS);
    }

    static ChatModel model(String name, String template, RunConfig.Chat settings) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("bos_token", "<s>");
        variables.put("eos_token", "</s>");
        ChatFormat format = ChatFormat.of(ChatTemplate.parse(name, template), new SpecialTokens(variables, CONTROLS));
        return new ChatModel(name, format, new Bytes(vocabulary()), settings);
    }

    private static Vocabulary vocabulary() {
        byte[][] bytes = new byte[CONTROLS.size() + 256][];
        String[] names = new String[bytes.length];
        BitSet special = new BitSet();
        special.set(0, CONTROLS.size());
        for (int id = 0; id < bytes.length; id++) {
            names[id] = id < CONTROLS.size() ? CONTROLS.get(id) : "byte " + (id - CONTROLS.size());
            bytes[id] = id < CONTROLS.size() ? null : new byte[] {(byte) (id - CONTROLS.size())};
        }
        return new Vocabulary(bytes, names, special, 0, BitSet.valueOf(new long[] {2}));
    }

    /** Messages as pairs of role and content. */
    static Conversation conversation(String... rolesAndContents) {
        return Conversation.of(IntStream.range(0, rolesAndContents.length / 2)
                .mapToObj(i -> message(rolesAndContents[2 * i], rolesAndContents[2 * i + 1])).toList());
    }

    static ObjectNode message(String role, String content) {
        return JsonFile.MAPPER.createObjectNode().put("role", role).put("content", content);
    }

    /** A token a byte. */
    private record Bytes(Vocabulary vocabulary) implements Tokenizer {
        @Override
        public int[] encode(byte[] text) {
            return IntStream.range(0, text.length).map(i -> CONTROLS.size() + (text[i] & 0xFF)).toArray();
        }

        @Override
        public int[] lastTokens(byte[] text) {
            int[] last = Arrays.copyOf(new int[] {-1}, text.length + 1);
            System.arraycopy(encode(text), 0, last, 1, text.length);
            return last;
        }

        @Override
        public String fingerprint() {
            return "bytes";
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
