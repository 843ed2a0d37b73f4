package org.bytestill.tasks.file;

import java.util.List;

/**
 * How answers are generated ({@code generation_kwargs}).
 *
 * @param until       strings that end an answer
 * @param maxTokens   most tokens of an answer
 * @param temperature 0 takes the most probable token
 * @param topK        0 for all
 * @param topP        1 for all
 * @param minP        0 for all
 * @param repetitionPenalty 1 for none; 0 for what the model's generation_config.json says
 */
public record GenerationConfig(List<String> until, int maxTokens, double temperature, int topK, double topP, double minP,
        double repetitionPenalty) {}
