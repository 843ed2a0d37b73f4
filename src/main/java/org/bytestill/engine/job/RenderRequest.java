package org.bytestill.engine.job;

import java.nio.file.Path;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A request to render conversations by a chat template.
 *
 * @param template      file of the template; null for that of the model
 * @param tokens        file of the tokens that the template names; null if it names none, or for those of the model
 * @param model         folder of a model or a GGUF file; null if a template is named
 * @param conversations file of the conversations: a JSON object of them by name, or one of them
 * @param clock         the time that templates write; null for the present
 */
public record RenderRequest(@Nullable Path template, @Nullable Path tokens, @Nullable Path model, Path conversations,
        @Nullable LocalDateTime clock) {}
