package org.bytestill.tasks.score;

import java.util.List;
import org.bytestill.util.Progress;

/** What tasks ask of a model. Every method throws CancellationException if the listener stops it. */
public interface LanguageModel {
    /**
     * Natural-log probabilities of continuations. A context is at most as long as the window lets it be; it is cut on the left.
     *
     * @throws org.bytestill.problem.UserError if a continuation has no token, or more than the window
     */
    List<Score> scores(List<Continuation> continuations, Progress progress);

    /** Natural-log probability of each whole text, read window by window. */
    double[] wholeTexts(List<String> texts, Progress progress);

    /** An answer to each context. */
    List<String> answers(List<String> contexts, AnswerSettings settings, Progress progress);

    /** Bytes of a token; 0 of a special one. */
    int bytesOf(int token);
}
