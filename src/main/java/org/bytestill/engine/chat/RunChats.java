package org.bytestill.engine.chat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.ChatReader;
import org.bytestill.corpus.Document;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a run, read by the chat templates of its student and its teachers. Templates are opened when the first
 * conversation comes: runs on plain text need none. For one thread; closed after the text has been read.
 */
public final class RunChats implements ChatReader, AutoCloseable {
    private final Path student;
    private final List<Path> teachers;
    private final RunConfig.Chat settings;
    private final ChatFormats formats;
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
        this.formats = new ChatFormats(template(settings));
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
        return alignment == null ? tokenizer : ChatFormats.withTurnEnd(tokenizer, format(model, tokenizer));
    }

    private ChatModel model(Path folder) {
        Tokenizer tokenizer = tokenizers.computeIfAbsent(folder, Tokenizer::open);
        return new ChatModel(folder.toString(), format(folder, tokenizer), tokenizer, settings);
    }

    private ChatFormat format(Path model, Tokenizer tokenizer) {
        return formats.of(model, tokenizer).orElseThrow(() -> UserError.badInput(
                "%s has no chat template, and the text holds conversations. Name a Jinja file in chat.template, such as"
                        + " sample-data/chats/chat.jinja, or map a column to plain text in text.map.",
                model)).at(clock);
    }

    /** The file named for models without a chat template, if this model has read conversations by it. */
    public Optional<Path> templateFor(Path model) {
        return alignment == null || ChatFormat.ofModel(model).isPresent() ? Optional.empty() : template(settings);
    }

    private static Optional<Path> template(RunConfig.Chat settings) {
        return Optional.of(settings.template()).filter(file -> !file.isBlank()).map(Path::of);
    }

    @Override
    public void close() {
        tokenizers.values().forEach(Tokenizer::close);
        tokenizers.clear();
    }
}
