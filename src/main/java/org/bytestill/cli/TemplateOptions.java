package org.bytestill.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.SpecialTokens;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for a chat template and the tokens that it names. */
final class TemplateOptions {
    @Option(names = "--template", paramLabel = "TEMPLATE.jinja", description = "A chat template.")
    private @Nullable Path template;

    @Option(names = "--tokens", paramLabel = "TOKENS.json",
            description = "The tokens that the template names: {\"special_tokens\": {\"bos_token\": ..., \"eos_token\": ...}},"
                    + " or an object with such an object for each template's file name.")
    private @Nullable Path tokens;

    @Option(names = "--control-tokens", paramLabel = "TOKEN", split = ",",
            description = "Texts of all added tokens of the tokenizer, separated by commas: they end turns and open headers.")
    private List<String> control = new ArrayList<>();

    @Option(names = "--model", paramLabel = "DIR",
            description = "In place of a template: a model's folder or a GGUF file, whose own template and tokens are taken.")
    private @Nullable Path model;

    @Option(names = "--clock", paramLabel = "TIME",
            description = "The time that templates write, such as 2026-03-09T14:05:07; without it the present.")
    private @Nullable LocalDateTime clock;

    /** The format; null if neither a template nor a model is named. Throws UserError if a file cannot be read or holds no template. */
    @Nullable
    ChatFormat format() {
        if (model != null && (template != null || tokens != null || !control.isEmpty())) {
            throw UserError.badInput("--model brings a template and its tokens. Leave out --template and the tokens, or --model.");
        }
        if (template == null && model == null && (tokens != null || !control.isEmpty())) {
            throw UserError.badInput("Tokens are named but no template. Add --template, or leave them out.");
        }
        try {
            ChatFormat format = template != null ? ChatFormat.ofFile(template, tokens(template)) : model != null ? ofModel(model) : null;
            return format == null || clock == null ? format : format.at(clock);
        } catch (TemplateError e) {
            throw e.in("The template cannot be used", "Mend it, or name another.");
        }
    }

    private static ChatFormat ofModel(Path model) {
        return ChatFormat.ofModel(model)
                .orElseThrow(() -> UserError.badInput("%s has no chat template. Name one by --template.", model));
    }

    /** Those of the file and those that are named beside it. */
    private SpecialTokens tokens(Path template) {
        SpecialTokens named = SpecialTokens.NONE;
        if (tokens != null) {
            try {
                named = SpecialTokens.of(JsonFile.read(tokens), template.getFileName().toString());
            } catch (IllegalArgumentException e) {
                throw UserError.badInput("%s: %s. Write the tokens that the template names, such as {\"eos_token\": \"</s>\"}.", tokens,
                        e.getMessage()).causedBy(e);
            }
        }
        return new SpecialTokens(named.variables(), Stream.concat(named.control().stream(), control.stream()).distinct().toList());
    }
}
