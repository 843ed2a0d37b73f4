package org.bytestill.distill.covering;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.CoverGradient;
import org.bytestill.bytes.CoverSums;
import org.bytestill.student.HeadGradient;
import org.bytestill.student.Objective;
import org.bytestill.student.TokenHeadRows;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * Token cross-entropy on the trunk and KL(teacher || student) over the supervised bytes, the student read through its covering
 * tree (method 3.1). The rows give the few hundred masses of each node; these the losses and their gradient by the masses, which is
 * turned into the gradient by the logits.
 */
final class CoverObjective implements Objective {
    private final List<CoverText> texts;
    private final CoverInput input;
    private final int vocabulary;
    private final double tokenScale;
    private final double byteScale;
    private final CoverTimes times;
    private final List<CoverSums> sums = new ArrayList<>();
    private final List<CoverGradient> gradients = new ArrayList<>();

    /**
     * @param tokenScale one over the supervised tokens of the whole update
     * @param byteScale  lambda over the supervised bytes of the whole update
     */
    CoverObjective(List<CoverText> texts, CoverInput input, int vocabulary, double tokenScale, double byteScale, CoverTimes times) {
        this.texts = texts;
        this.input = input;
        this.vocabulary = vocabulary;
        this.tokenScale = tokenScale;
        this.byteScale = byteScale;
        this.times = times;
    }

    /** Sums over the supervised tokens and bytes: nats of the cross-entropy, nats of the divergence, equal most probable outcomes. */
    @Override
    public Outcome of(Script script, Scope results, States states) {
        times.at(CoverTimes.Part.VOCABULARY);
        TokenHeadRows head = new TokenHeadRows(script, states, vocabulary, input.places(), results);
        for (CoverText text : texts) {
            sums.add(text.newSums());
        }
        try (Scope kept = results.inner("rows")) {
            double[] tokenNats = {0};
            List<List<Tensor>> rows = head.read(kept, (number, row) -> {
                times.at(CoverTimes.Part.SUMS);
                int document = input.documentOf(number);
                int node = input.nodeOf(number);
                sums.get(document).probabilities(node, row);
                int token = texts.get(document).tokenAt(node);
                tokenNats[0] -= token >= 0 ? Math.log(Math.max(Float.MIN_VALUE, row[token])) : 0;
                times.at(CoverTimes.Part.VOCABULARY);
            });
            times.at(CoverTimes.Part.SUMS);
            double[] byteLosses = byteLosses();
            times.at(CoverTimes.Part.VOCABULARY);
            if (states.byHidden() || states.byTokenHead()) {
                head.carryBack(rows, texts.get(0).covering().groupsOf(vocabulary), texts.get(0).covering().groups(), this::byLogits);
            }
            times.at(CoverTimes.Part.BACKWARD);
            return new Outcome(List.of(tokenNats[0], byteLosses[0], byteLosses[1]), head.byHidden(), List.of(), head.byTokenHead());
        }
    }

    /** Nats of the divergence and equal most probable outcomes; what they give by the sums is collected. */
    private double[] byteLosses() {
        double nats = 0;
        int same = 0;
        double[] byStudent = new double[ByteDistribution.OUTCOMES];
        for (int d = 0; d < texts.size(); d++) {
            CoverGradient gradient = new CoverGradient(sums.get(d));
            gradients.add(gradient);
            CoverText text = texts.get(d);
            for (int position = 0; position < text.size(); position++) {
                if (!text.isSupervised(position) || !sums.get(d).isKnown(position)) {
                    continue;
                }
                CoverSums.Sums at = sums.get(d).at(position);
                double[] student = at.distribution();
                int offset = position * ByteDistribution.OUTCOMES;
                nats += CoverLoss.nats(text.teacher(), offset, text.rest(position), student, byStudent);
                same += mostProbable(text.teacher(), offset) == mostProbable(student) ? 1 : 0;
                for (int outcome = 0; outcome < byStudent.length; outcome++) {
                    byStudent[outcome] *= byteScale;
                }
                gradient.add(position, at, byStudent);
            }
        }
        return new double[] {nats, same};
    }

    private void byLogits(int number, double[] byGroup, HeadGradient.Additions factors, HeadGradient.Additions own) {
        times.at(CoverTimes.Part.SUMS);
        int document = input.documentOf(number);
        int node = input.nodeOf(number);
        gradients.get(document).ofRow(node, byGroup, factors::add, own::add);
        int token = texts.get(document).tokenAt(node);
        if (token >= 0) {
            for (int group = 0; group < byGroup.length; group++) {
                byGroup[group] += tokenScale;
            }
            own.add(token, -tokenScale);
        }
        times.at(CoverTimes.Part.VOCABULARY);
    }

    private static int mostProbable(float[] probabilities, int offset) {
        int best = 0;
        for (int outcome = 1; outcome < ByteDistribution.OUTCOMES; outcome++) {
            best = probabilities[offset + outcome] > probabilities[offset + best] ? outcome : best;
        }
        return best;
    }

    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int outcome = 1; outcome < probabilities.length; outcome++) {
            best = probabilities[outcome] > probabilities[best] ? outcome : best;
        }
        return best;
    }
}
