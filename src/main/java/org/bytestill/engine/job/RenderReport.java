package org.bytestill.engine.job;

import org.bytestill.text.chat.Rendering;
import org.bytestill.text.chat.TemplateError;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a template writes it.
 *
 * @param conversation        its name
 * @param addGenerationPrompt whether the header of an assistant's turn was asked for
 * @param rendering           null if there is an error
 * @param error               why there is no rendering; else null
 */
public record RenderReport(String conversation, boolean addGenerationPrompt, @Nullable Rendering rendering,
        @Nullable TemplateError error) {}
