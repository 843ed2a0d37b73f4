package org.bytestill.tasks.score;

import java.util.List;
import org.bytestill.model.Sampling;

/**
 * How answers are generated.
 *
 * @param until     strings before which an answer ends
 * @param maxTokens most tokens of an answer
 * @param sampling  how a token is chosen
 * @param ownPenalty whether the repetition penalty is the one of the model's generation_config.json, as transformers takes it
 * @param seed      seed of the draws
 */
public record AnswerSettings(List<String> until, int maxTokens, Sampling sampling, boolean ownPenalty, long seed) {}
