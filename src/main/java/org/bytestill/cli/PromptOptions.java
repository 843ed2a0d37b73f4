package org.bytestill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.engine.job.GenerateRequest.Prompt;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.Conversation;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for prompts: texts, files, or standard input; read as texts or as conversations. */
final class PromptOptions {
    private static final String LINES = ".jsonl";

    @Option(names = "--prompt", paramLabel = "TEXT", description = "A text to be continued. Given again, all are continued at once.")
    private List<String> prompts = new ArrayList<>();

    @Option(names = "--prompt-file", paramLabel = "FILE",
            description = "A file that holds a prompt; its last line end is left out. Of a .jsonl file every line is one: a string,"
                    + " or an object with \"prompt\" or \"messages\". Without a prompt standard input is read.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--chat", description = "Speak to the model: each prompt is a user's message in the model's own chat template.")
    private boolean chat;

    @Option(names = "--system", paramLabel = "TEXT", description = "With --chat: the system's message before it.")
    private @Nullable String system;

    /**
     * The prompts in the order: --prompt, --prompt-file, standard input if there is neither.
     *
     * @throws UserError if there is none, or a file cannot be read
     */
    List<Prompt> prompts(InputStream input) {
        if (system != null && !chat) {
            throw UserError.badInput("--system is a message of a conversation. Add --chat.");
        }
        List<Prompt> all = new ArrayList<>();
        prompts.forEach(prompt -> all.add(prompt(prompt.getBytes(StandardCharsets.UTF_8))));
        files.forEach(file -> all.addAll(file.toString().endsWith(LINES) ? lines(file) : List.of(prompt(withoutLastLineEnd(read(file))))));
        if (prompts.isEmpty() && files.isEmpty()) {
            all.add(prompt(withoutLastLineEnd(read(input))));
        }
        if (all.isEmpty()) {
            throw UserError.badInput("%s has no line, and so no prompt.", files.get(0));
        }
        return all;
    }

    private Prompt prompt(byte[] text) {
        return chat ? Prompt.said(system, new String(text, StandardCharsets.UTF_8)) : Prompt.of(text);
    }

    private List<Prompt> lines(Path file) {
        List<Prompt> all = new ArrayList<>();
        int number = 0;
        for (String line : new String(read(file), StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (!line.isBlank()) {
                all.add(ofLine(line, file, number));
            }
        }
        return all;
    }

    private Prompt ofLine(String line, Path file, int number) {
        try {
            JsonNode json = JsonFile.MAPPER.readTree(line);
            JsonNode text = json.isObject() ? json.path("prompt") : json;
            if (text.isTextual()) {
                return prompt(text.asText().getBytes(StandardCharsets.UTF_8));
            }
            if (json.has("messages")) {
                return Prompt.of(Conversation.of(json));
            }
            throw UserError.badInput("%s, line %d: a string was expected, or an object with \"prompt\" or \"messages\".", file, number);
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput("%s, line %d cannot be read: %s. Write one JSON string or object a line.", file, number,
                    e.getMessage().lines().findFirst().orElse("")).causedBy(e);
        }
    }

    private static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw UserError.badInput("%s: no such file with a prompt.", file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s).", file, e.getMessage()).causedBy(e);
        }
    }

    private static byte[] read(InputStream input) {
        if (System.console() != null) {
            throw UserError.badInput("No prompt is named. Add --prompt with a text or --prompt-file with a file, or pipe a text in.");
        }
        try {
            return input.readAllBytes();
        } catch (IOException e) {
            throw UserError.badInput("Standard input cannot be read (%s). Use --prompt or --prompt-file.", e.getMessage()).causedBy(e);
        }
    }

    private static byte[] withoutLastLineEnd(byte[] text) {
        int end = text.length;
        end -= end > 0 && text[end - 1] == '\n' ? 1 : 0;
        end -= end < text.length && end > 0 && text[end - 1] == '\r' ? 1 : 0;
        return Arrays.copyOf(text, end);
    }
}
