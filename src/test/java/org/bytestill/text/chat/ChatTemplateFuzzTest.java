package org.bytestill.text.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.util.JsonFile;

/** Chat templates, which are programs: parsed and run on a conversation. */
class ChatTemplateFuzzTest extends ReaderFuzz {
    private static final String MESSAGES = "[{\"role\": \"system\", \"content\": \"Be brief.\"}, {\"role\": \"user\", \"content\": \"café?\"},"
            + " {\"role\": \"assistant\", \"content\": \"Yes. 漢字\"}]";

    @Override
    protected List<byte[]> seeds() {
        return List.of(
                "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
                        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
                "{{- bos_token }}{%- set ns = namespace(found=false, n=0) -%}{%- for m in messages -%}{%- if m.role == 'user' and not ns.found -%}"
                        + "{%- set ns.found = true -%}{%- elif m['role'] not in ['system', 'assistant', 'user'] -%}{{ raise_exception('odd role ' ~ m.role) }}"
                        + "{%- endif -%}{%- set ns.n = ns.n + loop.index0 * 2 -%}<{{ m.role | upper }}>{{ m.content | trim }}{% generation %}x{% endgeneration %}"
                        + "{%- endfor -%}",
                "{% macro part(m, n=3) %}{{ m.content[:n] | tojson }}{{ '%05d' % n }}{{ range(1, n)|list|join('-') }}{% endmacro %}"
                        + "{% for m in messages[::-1] %}{{ part(m, loop.length) }}{{ m.items()|list|length }}{% endfor %}{{ strftime_now('%Y') }}",
                "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}x{% endfor %}{% endfor %}{% endfor %}",
                "{{ 'x' * 16777215 }}{% for a in range(1000) %}{{ 'abc' * 999999 }}{% endfor %}").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Some of them run until their bound. */
    @Override
    protected int inputs() {
        return 500;
    }

    @Override
    protected void read(byte[] content, Path folder) throws Exception {
        Conversation conversation = Conversation.of(JsonFile.MAPPER.readTree("{\"messages\": " + MESSAGES + "}"));
        try {
            ChatTemplate.parse("template", new String(content, StandardCharsets.UTF_8)).render(conversation, true,
                    Map.of("bos_token", "<s>"));
        } catch (TemplateError e) {
            assertThat(e.getMessage()).hasSizeLessThan(5000);
        }
    }
}
