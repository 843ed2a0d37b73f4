package org.bytestill.text.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytestill.text.chat.TemplateError.Kind;
import org.bytestill.text.jinja.JinjaTemplate;
import org.bytestill.text.jinja.TemplateFault;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** A chat template in the Jinja language, parsed once. Immutable; may be used by several threads. */
public final class ChatTemplate {
    /** Variables that are not a caller's to give. */
    private static final Set<String> OWN = Set.of("messages", "tools", "add_generation_prompt", "conversations", "chat_template",
            "return_assistant_tokens_mask", "continue_final_message");
    /** Keys of a message that hold its reasoning; transformers copies the first that is there to the others that templates read. */
    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");

    private final String name;
    private final String source;
    private final JinjaTemplate template;
    private final Supplier<LocalDateTime> clock;

    private ChatTemplate(String name, String source, JinjaTemplate template, Supplier<LocalDateTime> clock) {
        this.name = name;
        this.source = source;
        this.template = template;
        this.clock = clock;
    }

    /**
     * @param name   how messages call the template: a file or a key
     * @param source the template
     * @throws TemplateError if the template is no Jinja, or uses what is not supported
     */
    public static ChatTemplate parse(String name, String source) {
        try {
            return new ChatTemplate(name, source, JinjaTemplate.parse(source), LocalDateTime::now);
        } catch (TemplateFault e) {
            throw error(name, e);
        }
    }

    private static TemplateError error(String name, TemplateFault fault) {
        Kind kind = fault.fault().is(Fault.Kind.RAISED) ? Kind.RAISED : Kind.FAILED;
        return new TemplateError(name, fault.line(), kind, fault.fault().getMessage());
    }

    public String name() {
        return name;
    }

    /** The template as it was written. */
    public String source() {
        return source;
    }

    /** The same template with a fixed clock, for templates that write the date. */
    public ChatTemplate at(LocalDateTime time) {
        return new ChatTemplate(name, source, template, () -> time);
    }

    /**
     * Renders as transformers 5.24 does ({@code apply_chat_template} without tokenizing): keys of a message that are null are left out, the
     * reasoning of a message is found under each of its names, {@code tools} and {@code documents} are always defined.
     *
     * @param addGenerationPrompt whether the header of an assistant's turn is written at the end
     * @param variables           variables besides those of the conversation, which win: the special tokens
     * @throws TemplateError if the template refuses the conversation, fails or goes beyond its bounds
     */
    public Rendering render(Conversation conversation, boolean addGenerationPrompt, Map<String, String> variables) {
        try {
            JinjaTemplate.Rendered rendered = template.render(values(conversation, addGenerationPrompt, variables), clock);
            requireWhole(rendered.text());
            return new Rendering(rendered.text(), Utf8Offsets.ranges(rendered));
        } catch (TemplateFault e) {
            throw error(name, e);
        }
    }

    private Map<String, Object> values(Conversation conversation, boolean addGenerationPrompt, Map<String, String> variables) {
        if (conversation.messages().isEmpty()) {
            throw failed("the conversation has no messages");
        }
        Map<String, Object> values = new HashMap<>(variables);
        values.put("documents", Values.of(null));
        for (Iterator<Map.Entry<String, JsonNode>> each = conversation.variables().fields(); each.hasNext();) {
            Map.Entry<String, JsonNode> variable = each.next();
            if (OWN.contains(variable.getKey())) {
                throw failed("a variable has the name \"" + variable.getKey() + "\", which is taken");
            }
            values.put(variable.getKey(), Values.of(variable.getValue()));
        }
        requireObjects("tools", conversation.tools());
        requireObjects("documents", conversation.variables().path("documents"));
        PyList messages = new PyList();
        conversation.messages().forEach(message -> messages.add(message(message)));
        values.put("messages", messages);
        values.put("tools", Values.of(conversation.tools()));
        values.put("add_generation_prompt", addGenerationPrompt);
        return values;
    }

    private TemplateError failed(String reason) {
        return new TemplateError(name, 0, Kind.FAILED, reason);
    }

    private void requireObjects(String what, @Nullable JsonNode list) {
        if (list == null) {
            return;
        }
        for (JsonNode element : list) {
            if (!element.isObject()) {
                throw failed("an element of \"" + what + "\" is no object");
            }
        }
    }

    private static PyDict message(ObjectNode message) {
        PyDict given = new PyDict();
        message.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                given.put(field.getKey(), Values.of(field.getValue()));
            }
        });
        Object reasoning = REASONING.stream().map(given::get).filter(value -> value != null).findFirst().orElse(null);
        if (reasoning == null) {
            return given;
        }
        PyDict copied = new PyDict();
        copied.put("thinking", reasoning);
        copied.putAll(given);
        copied.put("reasoning_content", reasoning);
        return copied;
    }

    /** Makes sure that the text can be written in UTF-8. */
    private void requireWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean pair = Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(text.charAt(i)) && !pair) {
                throw failed(
                        "the conversation holds half of a surrogate pair (U+" + Integer.toHexString(text.charAt(i)).toUpperCase(Locale.ROOT)
                                + "), which is no character");
            }
            i += pair ? 1 : 0;
        }
    }
}
