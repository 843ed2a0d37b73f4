package org.bytestill.engine.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.text.EndingTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.text.chat.SupervisedChat;
import org.bytestill.text.chat.Supervision;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.util.JsonFile;

/** How models write conversations: each by its own chat template, and those that have none by one that is named for them. */
public final class ChatFormats {
    private final Optional<Path> template;

    /** @param template a Jinja file for models without a template of their own, if there is one */
    public ChatFormats(Optional<Path> template) {
        this.template = template;
    }

    /**
     * The format of a model; empty if it has none and none is named for it.
     *
     * @throws UserError if a template cannot be read
     */
    public Optional<ChatFormat> of(Path model, Tokenizer tokenizer) {
        try {
            return ChatFormat.ofModel(model).or(() -> template.map(file -> ChatFormat.ofFile(file, tokens(tokenizer))));
        } catch (TemplateError e) {
            throw e.in(model.toString(), "Mend its chat template.");
        }
    }

    /** The tokenizer with the token with which the assistant's turns end as an end of sequence: a model that writes it stops. */
    public static Tokenizer withTurnEnd(Tokenizer tokenizer, ChatFormat format) {
        return EndingTokenizer.of(tokenizer, turnEnds(format));
    }

    /** The tokens that end an assistant's turn, found by rendering a conversation of one question and one answer. */
    private static List<String> turnEnds(ChatFormat format) {
        SupervisedChat chat = Supervision.of(format, Conversation.of(List.of(message("user", "Question"), message("assistant", "Answer"))),
                0);
        return chat.turns().stream().map(SupervisedChat.Turn::endToken).filter(Objects::nonNull).toList();
    }

    private static ObjectNode message(String role, String content) {
        return JsonFile.MAPPER.createObjectNode().put("role", role).put("content", content);
    }

    /** What a template may name of a model that has none of its own. */
    private static SpecialTokens tokens(Tokenizer tokenizer) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("bos_token", vocabulary.beginOfSequence() < 0 ? "" : vocabulary.nameOf(vocabulary.beginOfSequence()));
        int end = vocabulary.endOfSequence().nextSetBit(0);
        variables.put("eos_token", end < 0 ? "" : vocabulary.nameOf(end));
        List<String> control = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isSpecial(id) && !vocabulary.nameOf(id).isEmpty()) {
                control.add(vocabulary.nameOf(id));
            }
        }
        return new SpecialTokens(variables, control);
    }
}
