package org.bytestill.tasks.file;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a document becomes a question and its answer.
 *
 * @param text            {@code doc_to_text}: a field, a template, or the number of a choice
 * @param target          {@code doc_to_target}: a field, a template, a number or a list
 * @param choice          {@code doc_to_choice}: a field, a template that writes a list, a list, or a map; null without choices
 * @param prefix          {@code gen_prefix}: what an answer begins with; null for nothing
 * @param targetDelimiter between question and answer
 * @param fewshotDelimiter after an answer
 */
public record PromptConfig(@Nullable Entry text, @Nullable Entry target, @Nullable Entry choice, @Nullable Entry prefix,
        String targetDelimiter, String fewshotDelimiter) {
    /** What a part of the file says; what it leaves open is as in the usual one. */
    static PromptConfig of(Section section, PromptConfig usual) {
        return new PromptConfig(or(section.take("doc_to_text"), usual.text), or(section.take("doc_to_target"), usual.target),
                or(section.take("doc_to_choice"), usual.choice), or(section.take("gen_prefix"), usual.prefix),
                section.text("target_delimiter", usual.targetDelimiter), section.text("fewshot_delimiter", usual.fewshotDelimiter));
    }

    private static @Nullable Entry or(Optional<Entry> found, @Nullable Entry otherwise) {
        return found.orElse(otherwise);
    }

    static PromptConfig none() {
        return new PromptConfig(null, null, null, null, " ", "\n\n");
    }
}
