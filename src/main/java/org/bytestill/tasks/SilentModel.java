package org.bytestill.tasks;

import java.util.List;
import org.bytestill.tasks.score.AnswerSettings;
import org.bytestill.tasks.score.Continuation;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.tasks.score.Score;
import org.bytestill.util.Progress;

/** Finds everything certain and answers nothing: a model by which a task is tried before there is one. */
final class SilentModel implements LanguageModel {
    private static final Score CERTAIN = new Score(0, true, new float[0], new int[0]);

    @Override
    public List<Score> scores(List<Continuation> continuations, Progress progress) {
        return continuations.stream().map(continuation -> CERTAIN).toList();
    }

    @Override
    public double[] wholeTexts(List<String> texts, Progress progress) {
        return new double[texts.size()];
    }

    @Override
    public List<String> answers(List<String> contexts, AnswerSettings settings, Progress progress) {
        return contexts.stream().map(context -> "").toList();
    }

    @Override
    public int bytesOf(int token) {
        return 0;
    }
}
