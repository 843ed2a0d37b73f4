package org.bytestill.objective;

import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.model.ModelConfig;
import org.bytestill.text.Tokenizer;

/**
 * The models of a configuration that is checked; their weights are not loaded.
 *
 * @param student          as it will be trained
 * @param studentTokenizer with a new tokenizer, that one
 * @param teacherTokenizer empty if no teacher is named or it cannot be opened
 * @param sample           documents from the beginning of the training text, in the student's tokens
 */
public record CheckedModels(ModelConfig student, Tokenizer studentTokenizer, Optional<Tokenizer> teacherTokenizer, List<TokenizedDocument> sample) {}
