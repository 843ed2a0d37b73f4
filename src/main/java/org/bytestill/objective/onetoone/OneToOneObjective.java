package org.bytestill.objective.onetoone;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.OneToOneTerm;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.run.Metric;

/**
 * One-to-one distillation (arXiv 2610.08448; method.md 3.6): where teacher and student have the same token, the KL of their distributions
 * over the student's most probable ids of the shared vocabulary, renormalised on both sides.
 */
public final class OneToOneObjective extends AlignedObjective {
    static final Metric LOSS = Metric.of("oneToOneKl", "nats per one-to-one token");
    static final Metric STUDENT_MASS = Metric.of("sharedStudentMass", "share");
    static final Metric TEACHER_TOP = Metric.of("topTeacherMass", "share");
    static final Metric STUDENT_TOP = Metric.of("topStudentMass", "share");

    public OneToOneObjective() {
        super("one-to-one", "one_to_one", LOSS);
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.oneToOne().weight(), config.oneToOne().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        RunConfig.OneToOne settings = config.oneToOne();
        return new OneToOneTerm(pair.shared(), settings.divergence(), settings.temperature(), settings.topK());
    }

    @Override
    protected Map<Metric, Double> further(LossSums sums, double count) {
        List<Metric> metrics = List.of(STUDENT_MASS, TEACHER_TOP, STUDENT_TOP);
        Map<Metric, Double> means = new TreeMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            means.put(metrics.get(i), sums.get(OneToOneTerm.MASSES.get(i)) / count);
        }
        return means;
    }
}
