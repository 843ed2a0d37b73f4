package org.bytestill.objective;

import java.util.List;
import java.util.Optional;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.model.ModelConfig;
import org.bytestill.text.Tokenizer;

/**
 * The models of a configuration under check, without their weights.
 *
 * @param student          configuration of the student as it will be trained
 * @param studentTokenizer the student's tokenizer, the new one if the configuration gives it one
 * @param teacherTokenizer empty if no teacher is named or its tokenizer cannot be opened
 * @param sample           documents from the beginning of the training text, in the student's tokens
 */
public record CheckedModels(ModelConfig student, Tokenizer studentTokenizer, Optional<Tokenizer> teacherTokenizer,
        List<TokenizedDocument> sample) {}
