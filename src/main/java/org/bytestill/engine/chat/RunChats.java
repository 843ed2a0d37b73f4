package org.bytestill.engine.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.ChatReader;
import org.bytestill.corpus.Document;
import org.bytestill.problem.UserError;
import org.bytestill.text.EndingTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.ChatTemplate;
import org.bytestill.text.chat.Conversation;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.text.chat.SupervisedChat;
import org.bytestill.text.chat.Supervision;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a run, read by the chat templates of its student and its teachers. Templates are opened when the first
 * conversation comes: runs on plain text need none. For one thread; closed after the text has been read.
 */
public final class RunChats implements ChatReader, AutoCloseable {
    private final Path student;
    private final List<Path> teachers;
    private final RunConfig.Chat settings;
    private final int longest;
    private final LocalDateTime clock;
    private final Map<Path, Tokenizer> tokenizers = new LinkedHashMap<>();
    private @Nullable ChatAlignment alignment;

    /**
     * @param student  folder of the student, or the only model
     * @param teachers models that read a rendering of their own
     * @param longest  longest document, in bytes
     * @param clock    the date that templates write; fixed, so that a resumed run has the same text
     */
    public RunChats(Path student, List<Path> teachers, RunConfig.Chat settings, int longest, LocalDateTime clock) {
        this.student = student;
        this.teachers = List.copyOf(teachers);
        this.settings = settings;
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * The conversations of a run.
     *
     * @param student the folder of the student as it is trained
     * @param started when the run was started: the date that templates write
     */
    public static RunChats of(RunConfig config, Path student, Instant started) {
        return new RunChats(student, config.teachers().stream().map(Path::of).toList(), config.chat(), config.text().documentBytes(),
                LocalDateTime.ofInstant(started, ZoneOffset.UTC));
    }

    /** Conversations as one model writes them, of any length. */
    public static RunChats ofModel(Path model) {
        return new RunChats(model, List.of(), RunConfig.defaults().chat(), Integer.MAX_VALUE, LocalDateTime.now());
    }

    /** @throws UserError if a model has no chat template, or it cannot be read */
    @Override
    public List<Document> documents(String id, Path source, long offset, Conversation conversation, int first) {
        if (alignment == null) {
            alignment = new ChatAlignment(model(student), teachers.stream().map(this::model).toList(), longest);
        }
        return alignment.documents(id, source, offset, conversation, first);
    }

    /** What became of the conversations; null if there was none. */
    public @Nullable ChatReport report() {
        return alignment == null ? null : alignment.report();
    }

    @Override
    public List<String> notes() {
        return alignment == null ? List.of() : alignment.notes();
    }

    /**
     * The tokenizer of a model for the text that was read: if there were conversations, the token with which the model ends its turns is an
     * end of sequence.
     */
    public Tokenizer withTurnEnd(Path model, Tokenizer tokenizer) {
        return alignment == null ? tokenizer : EndingTokenizer.of(tokenizer, turnEnds(format(model, tokenizer)));
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

    private ChatModel model(Path folder) {
        Tokenizer tokenizer = tokenizers.computeIfAbsent(folder, Tokenizer::open);
        return new ChatModel(folder.toString(), format(folder, tokenizer), tokenizer, settings);
    }

    private ChatFormat format(Path model, Tokenizer tokenizer) {
        return ChatFormat.ofModel(model).orElseGet(() -> ChatFormat.of(template(model), tokens(tokenizer))).at(clock);
    }

    /** The template for models that have none. */
    private ChatTemplate template(Path model) {
        if (settings.template().isBlank()) {
            throw UserError
                    .badInput("%s has no chat template, and the text holds conversations. Name a Jinja file in chat.template, or map a "
                            + "column to plain text in text.map.", model);
        }
        try {
            return ChatTemplate.parse(settings.template(), Files.readString(Path.of(settings.template())));
        } catch (IOException e) {
            throw UserError.badInput("chat.template: %s cannot be read: %s. Name a text file.", settings.template(), e.getMessage());
        }
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

    @Override
    public void close() {
        tokenizers.values().forEach(Tokenizer::close);
        tokenizers.clear();
    }
}
