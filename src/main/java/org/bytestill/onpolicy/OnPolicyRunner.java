package org.bytestill.onpolicy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.MicroBatches;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.WrittenTokens;
import org.bytestill.objective.tokenkl.TokenKlRunner;
import org.bytestill.run.Metric;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.util.RandomStreams;
import org.jspecify.annotations.Nullable;

/**
 * Update runner of on-policy training (method.md 3.7): the first documents of an update are prompts after which the student writes, with
 * its weights of that moment; the objective is computed on what it wrote, by the teacher's view of it, and on the other documents as they
 * are. The objective's own term is a mean over all supervised text together, the token cross-entropy over what the student did not write.
 * A KL to the student's starting weights is added.
 *
 * <p>Draws are named by the number of the update, so that a run that was killed while the student wrote repeats itself.
 */
public final class OnPolicyRunner implements UpdateRunner {
    /** Sum of the KL to the starting weights, nats, and the number of tokens. */
    static final String REFERENCE = "referenceKl";
    static final String REFERENCE_TOKENS = "referenceTokens";
    private static final String DRAWS = "texts of the student";

    private final RunConfig config;
    private final Objective objective;
    private final UpdateRunner ofObjective;
    private final @Nullable TokenKlRunner toStart;
    private final Prompts prompts;
    private final RolloutWriter writer;
    private final WrittenDocument documents;
    private final TeacherView teacher;
    private final RolloutWatch watch;
    private final RandomStreams streams;
    private final MicroBatches microBatches;
    private Update update = Update.NONE;

    /**
     * The collaborators.
     *
     * @param toStart  the KL to the starting weights; null at weight 0
     * @param watch    keeps the texts and raises the alarm
     */
    public record Parts(RunConfig config, Objective objective, UpdateRunner ofObjective, @Nullable TokenKlRunner toStart, Prompts prompts,
            RolloutWriter writer, WrittenDocument documents, TeacherView teacher, RolloutWatch watch) {}

    /**
     * The texts of an update.
     *
     * @param position  place of its first document
     * @param scored    by prompt what is trained on; null where nothing was written
     * @param reference by prompt what is compared with the starting weights
     */
    private record Update(int number, long position, List<Rollout> texts, BatchBuilder.@Nullable Indexed[] scored,
            BatchBuilder.@Nullable Indexed[] reference, Seconds seconds) {
        static final Update NONE = new Update(-1, 0, List.of(), new BatchBuilder.Indexed[0], new BatchBuilder.Indexed[0],
                new Seconds(0, 0, 0));
    }

    /** Of the clock: when the update began, when the texts were written, when the teacher had read them. */
    private record Seconds(long began, long wrote, long read) {}

    public OnPolicyRunner(Parts parts) {
        this.config = parts.config();
        this.objective = parts.objective();
        this.ofObjective = parts.ofObjective();
        this.toStart = parts.toStart();
        this.prompts = parts.prompts();
        this.writer = parts.writer();
        this.documents = parts.documents();
        this.teacher = parts.teacher();
        this.watch = parts.watch();
        this.streams = new RandomStreams(config.seed());
        this.microBatches = MicroBatches.of(config);
    }

    private int written(List<BatchBuilder.Indexed> all) {
        return config.onPolicy().prompts(all.size());
    }

    @Override
    public List<BatchBuilder.Indexed> asTheyAre(List<BatchBuilder.Indexed> all) {
        return all.subList(written(all), all.size());
    }

    @Override
    public boolean prepare(List<BatchBuilder.Indexed> all, long position, int number, BooleanSupplier interrupt) {
        long began = System.nanoTime();
        List<Prompt> taken = new ArrayList<>();
        for (int i = 0; i < written(all); i++) {
            prompts.of(i, all.get(i).document(), position + i).ifPresent(taken::add);
        }
        try {
            Optional<List<Rollout>> texts = writer.write(taken, streams.seedOf(DRAWS, number), interrupt);
            if (texts.isEmpty()) {
                return false;
            }
            long wrote = System.nanoTime();
            boolean ends = config.onPolicy().end() == RunConfig.WrittenEnd.SCORED;
            List<Rollout> trained = texts.get().stream().filter(text -> RolloutPassages.hasRows(text, ends) && teacher.fits(text)).toList();
            watch.requireTexts(number, texts.get(), trained, asTheyAre(all).size());
            List<Double> teacherBits = teacher.read(trained, interrupt);
            watch.keep(number + 1, trained, teacherBits);
            update = new Update(number, position, texts.get(), scored(written(all), trained, ends), reference(written(all), texts.get()),
                    new Seconds(began, wrote, System.nanoTime()));
            return true;
        } catch (CancellationException e) {
            return false;
        }
    }

    private BatchBuilder.@Nullable Indexed[] scored(int places, List<Rollout> texts, boolean ends) {
        WrittenTokens tokens = objective.onPolicy().orElseThrow();
        BatchBuilder.@Nullable Indexed[] scored = new BatchBuilder.Indexed[places];
        for (int i = 0; i < texts.size(); i++) {
            scored[texts.get(i).prompt().place()] = new BatchBuilder.Indexed(-1 - i, documents.of(texts.get(i), tokens, ends));
        }
        return scored;
    }

    /** With the end of a text among what is compared, since the student's readiness to end is what must stay. */
    private BatchBuilder.@Nullable Indexed[] reference(int places, List<Rollout> texts) {
        BatchBuilder.@Nullable Indexed[] reference = new BatchBuilder.Indexed[places];
        for (int i = 0; toStart != null && i < texts.size(); i++) {
            if (RolloutPassages.hasRows(texts.get(i), true)) {
                reference[texts.get(i).prompt().place()] = new BatchBuilder.Indexed(-1 - i,
                        documents.of(texts.get(i), WrittenTokens.SAMPLED, true));
            }
        }
        return reference;
    }

    private static List<BatchBuilder.Indexed> present(BatchBuilder.@Nullable Indexed[] of, int from, int to) {
        return Arrays.stream(of, Math.min(from, of.length), Math.min(to, of.length)).filter(Objects::nonNull).toList();
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> all, long position) {
        return ofObjective.supervised(asTheyAre(all), position + written(all))
                .plus(ofObjective.supervised(present(update.scored, 0, update.scored.length), position));
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> part, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        int from = Math.toIntExact(position - update.position);
        int prompts = Math.max(0, Math.min(part.size(), update.scored.length - from));
        List<BatchBuilder.Indexed> others = part.subList(prompts, part.size());
        LossSums losses = LossSums.NONE;
        for (List<BatchBuilder.Indexed> texts : microBatches.of(present(update.scored, from, from + prompts))) {
            losses = losses.plus(ofWritten(ofObjective.addGradients(texts, position, whole, step, sums, owner)));
        }
        for (List<BatchBuilder.Indexed> texts : microBatches.of(present(update.reference, from, from + prompts))) {
            losses = losses.plus(compared(texts, position, step, sums, owner));
        }
        return others.isEmpty() ? losses
                : losses.plus(ofObjective.addGradients(others, position + prompts, whole, step, sums, owner));
    }

    private LossSums compared(List<BatchBuilder.Indexed> texts, long position, Step step, List<Tensor> sums, Scope owner) {
        Supervised all = toStart.supervised(present(update.reference, 0, update.reference.length), update.position);
        LossSums losses = toStart.addGradients(texts, position, all, step, sums, owner);
        return LossSums.NONE.with(REFERENCE, losses.get(TokenKlRunner.KL)).with(REFERENCE_TOKENS, losses.get(TokenKlRunner.COMPARED));
    }

    /** The sums, and once more under names of their own. */
    private static LossSums ofWritten(LossSums sums) {
        LossSums both = sums;
        for (Map.Entry<String, Double> sum : sums.sums().entrySet()) {
            both = both.with(OF_WRITTEN + sum.getKey(), sum.getValue());
        }
        return both;
    }

    private static final String OF_WRITTEN = "written.";

    private static LossSums writtenAlone(LossSums losses) {
        LossSums alone = LossSums.NONE;
        for (Map.Entry<String, Double> sum : losses.sums().entrySet()) {
            alone = sum.getKey().startsWith(OF_WRITTEN) ? alone.with(sum.getKey().substring(OF_WRITTEN.length()), sum.getValue()) : alone;
        }
        return alone;
    }

    @Override
    public void measure(Map<Metric, Double> row, LossSums losses, Step step) {
        RolloutStats stats = RolloutStats.of(update.texts);
        stats.putInto(row);
        row.merge(Metric.SUPERVISED_BYTES, present(update.scored, 0, update.scored.length).stream()
                .mapToDouble(text -> text.document().document().supervision().bytes()).sum(), Double::sum);
        Map<Metric, Double> ofWritten = objective.measured(writtenAlone(losses), step, config);
        objective.curve().map(curve -> ofWritten.get(curve.metric())).ifPresent(loss -> row.put(Metric.ROLLOUT_LOSS, loss));
        if (losses.get(REFERENCE_TOKENS) > 0) {
            double reference = losses.get(REFERENCE) / losses.get(REFERENCE_TOKENS);
            row.put(Metric.REFERENCE_KL, reference);
            row.merge(Metric.TOTAL_LOSS, config.onPolicy().referenceWeight() * reference, Double::sum);
        }
        double all = Math.max(1, System.nanoTime() - update.seconds.began);
        row.put(Metric.WRITING_TIME, (update.seconds.wrote - update.seconds.began) / all);
        row.put(Metric.READING_TIME, (update.seconds.read - update.seconds.wrote) / all);
        watch.look(update.number + 1, stats);
    }
}
