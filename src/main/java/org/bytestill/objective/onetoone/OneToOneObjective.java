package org.bytestill.objective.onetoone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.WrittenTokens;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.Group;
import org.bytestill.objective.aligned.GroupTerm;
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
    /** Sums over the groups: the student's mass in the shared vocabulary, the teacher's and the student's in the compared ids. */
    private static final List<String> MASSES = List.of("sharedStudentMass", "topTeacherMass", "topStudentMass");

    public OneToOneObjective() {
        super("one-to-one", "one_to_one", LOSS);
    }

    @Override
    public Optional<WrittenTokens> onPolicy() {
        return Optional.of(WrittenTokens.SAMPLED);
    }

    @Override
    public boolean needsWholeRows(RunConfig config) {
        return config.oneToOne().topK() == 0;
    }

    @Override
    protected AlignedRunner.Weights weights(RunConfig config) {
        return new AlignedRunner.Weights(config.oneToOne().weight(), config.oneToOne().tokenWeight());
    }

    @Override
    protected AlignedTerm term(RunConfig config, TokenPair pair) {
        RunConfig.OneToOne settings = config.oneToOne();
        TokenPair.Shared pairs = pair.shared();
        return new GroupTerm(Group::isOneToOne, List.of(pairs.student(), pairs.teacher()), MASSES, settings.divergence().ordinal(),
                settings.temperature(), settings.topK());
    }

    @Override
    protected Map<Metric, Double> further(LossSums sums, double count) {
        List<Metric> metrics = List.of(STUDENT_MASS, TEACHER_TOP, STUDENT_TOP);
        Map<Metric, Double> means = new TreeMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            means.put(metrics.get(i), sums.get(MASSES.get(i)) / count);
        }
        return means;
    }
}
