package org.bytestill.tasks.file;

import org.jspecify.annotations.Nullable;

/**
 * Where the examples before a question come from.
 *
 * @param count   how many, as the file says; null if it does not
 * @param split   split of the data; null for the training split, else validation, else test
 * @param samples examples in the file itself; null if there are none
 * @param firstN  whether the first are taken, or some are drawn
 * @param prompt  how they are written
 */
public record FewshotConfig(@Nullable Integer count, @Nullable String split, @Nullable Entry samples, boolean firstN,
        PromptConfig prompt) {}
