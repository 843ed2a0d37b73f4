package org.bytestill.train;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.DocumentOrder;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.MicroBatches;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control;
import org.bytestill.run.FullDisk;
import org.bytestill.run.Metric;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunListener;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.run.UpdateTimes;
import org.bytestill.student.Student;
import org.bytestill.torch.NativeMemory;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.util.Texts;

/**
 * The training loop: updates, evaluations, checkpoints, and requests in between. Its state after each update determines everything that
 * follows, so a resumed run repeats an uninterrupted one bit for bit.
 */
public final class Trainer {
    private static final Texts TEXTS = Texts.inFiles("events");
    /** Bits per byte of guessing all bytes alike. */
    private static final double BLIND_BITS = 8;
    /** So many times the best bits per byte are no noise. */
    private static final double RUINED = 2;

    /** Result of the loop. */
    public enum Outcome { DONE, ENDED_EARLY, STOPPED, STOPPED_WITHOUT_SAVING, RESTING }

    /**
     * The collaborators of the loop.
     *
     * @param studentFolder the folder of the initial student, whose tokenizer files are copied into checkpoints
     * @param documents     the training documents as student tokens, in the corpus's order
     */
    public record Parts(RunConfig config, Student student, Path studentFolder, Optimizer optimizer, List<TokenizedDocument> documents,
            DocumentOrder order, UpdateRunner runner, Evaluator evaluator, CheckpointStore checkpoints, GoodCheckpoints good, FullDisk disk,
            Control control,
            RunListener listener) {}

    private final Parts parts;
    private final RunConfig config;
    private final Objective objective;
    private final Schedule schedule;
    private final Cadence cadence;
    private final int startedFrom;
    private final MicroBatches microBatches;
    private final GradientTerms gradientTerms;
    private TrainingState state;
    private double recentBytesPerSecond;

    public Trainer(Parts parts, TrainingState from) {
        this.parts = parts;
        this.config = parts.config();
        this.objective = Objectives.of(config);
        this.schedule = Schedule.of(config);
        this.state = from;
        this.startedFrom = from.update();
        this.cadence = new Cadence(config, from.update(), System::nanoTime);
        this.microBatches = MicroBatches.of(config);
        this.gradientTerms = new GradientTerms(parts.runner(), microBatches::of, config.evaluation().gradientsEvery());
    }

    /** The state after the last whole update. */
    public TrainingState state() {
        return state;
    }

    /** Runs until all updates are done or a request ends the run. */
    public Outcome run() throws InterruptedException {
        if (state.update() == 0) {
            Optional<Outcome> end = fulfilRequests();
            if (end.isPresent()) {
                return end.get();
            }
            evaluate();
            announceStep();
        }
        parts.listener().stateChanged(RunState.RUNNING, state);
        while (state.update() < schedule.updates()) {
            Optional<Outcome> end = fulfilRequests();
            if (end.isPresent()) {
                return end.get();
            }
            try {
                if (!update()) {
                    continue; // a request came in between; the update starts anew after it
                }
            } catch (RuntimeException e) {
                end = outOfMemory(e);
                if (end.isPresent()) {
                    return end.get();
                }
                continue;
            }
            boolean last = state.update() == schedule.updates();
            if (cadence.evaluatesAfter(state.update())) {
                evaluate();
            }
            if (cadence.savesAfter(state.update())) {
                save();
            }
            if (!last && cadence.endsEarlyAfter(state.update(), state.bestUpdate())) {
                save();
                return Outcome.ENDED_EARLY;
            }
            if (!last) {
                parts.listener().stateChanged(RunState.RUNNING, state);
                announceStep();
            }
        }
        return Outcome.DONE;
    }

    private void announceStep() {
        if (schedule.steps() == 2 && (state.update() == 0 || state.update() == schedule.step1Updates())) {
            parts.listener().happened(RunEvent.Kind.STEP, state.update(), objective.announcement(nextStep(), config));
        }
    }

    /** The training step of the next update. */
    private Step nextStep() {
        boolean warmUp = schedule.stepAfter(state.update()) == 1;
        return new Step(warmUp, !warmUp || config.training().step1Backbone() == RunConfig.Backbone.TRAINED);
    }

    private Optional<Outcome> fulfilRequests() throws InterruptedException {
        Optional<Control.Request> request = parts.control().take();
        if (request.isEmpty()) {
            return Optional.empty();
        }
        return switch (request.get()) {
            case STOP -> {
                parts.listener().stateChanged(RunState.STOPPING, state);
                save();
                yield Optional.of(Outcome.STOPPED);
            }
            case STOP_WITHOUT_SAVING -> Optional.of(Outcome.STOPPED_WITHOUT_SAVING);
            case REST -> {
                parts.listener().stateChanged(RunState.PAUSING, state);
                save();
                yield Optional.of(Outcome.RESTING);
            }
            case PAUSE -> pause();
            case CHECKPOINT -> {
                save();
                parts.listener().stateChanged(RunState.RUNNING, state);
                yield Optional.empty();
            }
            case RESUME, GO_ON_UNSAVED, SAVE_ELSEWHERE -> Optional.empty();
        };
    }

    private Optional<Outcome> pause() throws InterruptedException {
        parts.listener().stateChanged(RunState.PAUSING, state);
        save();
        NativeMemory.release();
        parts.listener().happened(RunEvent.Kind.PAUSED, state.update(), TEXTS.get("paused"));
        return waitInPause();
    }

    private Optional<Outcome> waitInPause() throws InterruptedException {
        parts.listener().stateChanged(RunState.PAUSED, state);
        while (true) {
            Control.Request request = parts.control().awaitInPause();
            if (request == Control.Request.RESUME) {
                parts.listener().happened(RunEvent.Kind.RESUMED, state.update(), TEXTS.get("unpaused"));
                parts.listener().stateChanged(RunState.RUNNING, state);
                return Optional.empty();
            }
            if (request.ends()) { // saved when the pause began
                return Optional.of(request == Control.Request.REST ? Outcome.RESTING : Outcome.STOPPED);
            }
        }
    }

    /**
     * What follows on an update for which memory did not suffice: nothing of it has changed the student, whose state is saved. Then somebody
     * is waited for, if that was chosen; anything else is thrown on.
     */
    private Optional<Outcome> outOfMemory(RuntimeException thrown) throws InterruptedException {
        if (!Failure.isOutOfTensorMemory(thrown)) {
            throw thrown;
        }
        NativeMemory.release();
        try {
            save();
        } catch (RuntimeException e) {
            if (!Failure.isOutOfTensorMemory(e)) {
                throw e;
            }
            thrown.addSuppressed(e); // the checkpoint before it is what is left
        }
        if (config.hardware().onOutOfMemory() != RunConfig.OnOutOfMemory.PAUSE) {
            throw thrown;
        }
        parts.listener().happened(RunEvent.Kind.PAUSED, state.update(), TEXTS.get("memory.paused", String.valueOf(state.update() + 1)));
        return waitInPause();
    }

    /** One optimizer update, by its clock; false if a request interrupted it, in which case nothing has changed. */
    private boolean update() {
        parts.student().times().at(UpdateTimes.Part.DATA);
        try {
            return timedUpdate();
        } finally {
            parts.student().times().at(UpdateTimes.Part.WAITING);
        }
    }

    private boolean timedUpdate() {
        long started = System.nanoTime();
        long startedCpu = cpuNanos();
        List<BatchBuilder.Indexed> documents = nextDocuments();
        long position = state.documentPosition();
        if (!parts.runner().prepare(documents, position, state.update(), parts.control()::stopsNow)) {
            return false;
        }
        UpdateRunner.Supervised whole = parts.runner().supervised(documents, position);
        Step step = nextStep();
        LossSums losses = LossSums.NONE;
        try (Scope scope = Scope.open("update", parts.student().weights().device())) {
            List<Tensor> gradients = new ArrayList<>();
            long next = position;
            for (List<BatchBuilder.Indexed> part : microBatches.of(documents)) {
                if (parts.control().stopsNow()) {
                    return false;
                }
                losses = losses.plus(parts.runner().addGradients(part, next, whole, step, gradients, scope));
                next += part.size();
            }
            parts.student().times().at(UpdateTimes.Part.OPTIMIZER);
            double norm = parts.optimizer().norm(gradients);
            requireFinite(losses, norm, documents);
            parts.student().times().at(UpdateTimes.Part.OTHER);
            Map<Metric, Double> terms = terms(documents, position, whole, step, gradients, scope);
            parts.student().times().at(UpdateTimes.Part.OPTIMIZER);
            double factor = schedule.factorAfter(state.update());
            parts.optimizer().update(parts.student().trained(step.trainsBackbone()), gradients,
                    Optimizer.clipFactor(norm, config.training().clipNorm()),
                    factor * config.training().learningRate(),
                    factor * config.training().headLearningRate(), config.training().weightDecay());
            parts.student().times().at(UpdateTimes.Part.OTHER);
            long bytes = documents.stream().mapToLong(d -> d.document().document().size()).sum();
            double seconds = (System.nanoTime() - started) / 1e9;
            state = state.afterUpdate(documents.size(), bytes, seconds);
            recentBytesPerSecond = recentBytesPerSecond == 0 ? bytes / seconds : 0.9 * recentBytesPerSecond + 0.1 * bytes / seconds;
            double rate = factor * (step.trainsBackbone() && config.adaptation().form() != RunConfig.Form.HEAD
                    ? config.training().learningRate() : config.training().headLearningRate());
            Map<Metric, Double> row = row(losses, step, norm, rate, supervisedBytes(parts.runner().asTheyAre(documents)));
            row.putAll(terms);
            row.putAll(parts.student().times().updated());
            row.put(Metric.CPU_SECONDS, (cpuNanos() - startedCpu) / 1e9);
            parts.runner().measure(row, losses, step);
            parts.listener().trained(row);
        }
        return true;
    }

    /** What each term of the loss does, at the updates at which that is measured. */
    private Map<Metric, Double> terms(List<BatchBuilder.Indexed> documents, long position, UpdateRunner.Supervised whole, Step step,
            List<Tensor> gradients, Scope scope) {
        return gradientTerms.isDue(state.update(), step) ? gradientTerms.of(documents, position, whole, step, gradients, scope) : Map.of();
    }

    /** Processor time of this thread; 0 where the system measures none. */
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }

    private List<BatchBuilder.Indexed> nextDocuments() {
        List<BatchBuilder.Indexed> documents = new ArrayList<>();
        for (int i = 0; i < config.training().batchDocuments(); i++) {
            int index = parts.order().documentAt(state.documentPosition() + i);
            documents.add(new BatchBuilder.Indexed(index, parts.documents().get(index)));
        }
        return documents;
    }

    private void requireFinite(LossSums losses, double norm, List<BatchBuilder.Indexed> documents) {
        if (!Double.isFinite(norm) || !losses.isFinite()) {
            throw UserError.of(ExitCode.NOT_FINITE, "Update %d gave a loss or gradient that is not a number, so it was not applied."
                    + " First document of the batch: %s. %s", state.update() + 1, documents.get(0).document().document().id(),
                    wayBackFromAstray());
        }
    }

    private static long supervisedBytes(List<BatchBuilder.Indexed> documents) {
        return documents.stream().mapToLong(indexed -> indexed.document().document().supervision().bytes()).sum();
    }

    private Map<Metric, Double> row(LossSums losses, Step step, double norm, double learningRate, long supervisedBytes) {
        Map<Metric, Double> row = new TreeMap<>();
        putPlace(row);
        if (supervisedBytes > 0) {
            row.put(Metric.TOKEN_LOSS, losses.token() / losses.tokens());
            row.put(Metric.BITS_PER_BYTE, losses.token() / Math.log(2) / supervisedBytes);
        }
        row.putAll(objective.measured(losses, step, config));
        row.put(Metric.GRADIENT_NORM, norm);
        row.put(Metric.LEARNING_RATE, learningRate);
        row.put(Metric.BYTES_PER_SECOND, recentBytesPerSecond);
        row.put(Metric.SUPERVISED_BYTES, (double) supervisedBytes);
        row.put(Metric.TEACHER_BYTES, losses.get(LossSums.TEACHER_BYTES));
        if (losses.has(LossSums.DROPPED_MASS) && losses.get(LossSums.TEACHER_BYTES) > 0) {
            row.put(Metric.DROPPED_MASS, losses.get(LossSums.DROPPED_MASS) / losses.get(LossSums.TEACHER_BYTES));
        }
        return row;
    }

    private void putPlace(Map<Metric, Double> row) {
        row.put(Metric.UPDATE, (double) state.update());
        row.put(Metric.BYTES, (double) state.bytes());
        row.put(Metric.ACTIVE_SECONDS, state.activeSeconds());
    }

    private void evaluate() {
        parts.listener().stateChanged(RunState.EVALUATING, state);
        Map<Metric, Double> row = new TreeMap<>();
        row.putAll(parts.evaluator().evaluate(state.update()));
        requireFinite(row);
        putPlace(row);
        double bitsPerByte = row.getOrDefault(Metric.BITS_PER_BYTE, Double.NaN);
        double klBits = row.getOrDefault(Metric.KL_BITS, Double.NaN);
        parts.listener().scored(state.update(), parts.evaluator().documents());
        parts.listener().evaluated(row);
        parts.listener().happened(RunEvent.Kind.EVALUATED, state.update(),
                TEXTS.get(Double.isNaN(klBits) ? "evaluated" : "evaluated.kl", bits(bitsPerByte), bits(klBits)));
        if (Cadence.isBest(bitsPerByte, state)) {
            boolean first = state.bestUpdate() < 0;
            state = state.withBest(bitsPerByte, klBits);
            if (!first) {
                parts.listener().happened(RunEvent.Kind.BEST, state.update(), TEXTS.get("best", bits(bitsPerByte)));
                save(); // or "best" would name an update that is not on disk
            }
        }
    }

    private static String bits(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }

    /** Called before anything is saved: a checkpoint of weights that are not finite is useless. */
    private void requireFinite(Map<Metric, Double> row) {
        if (Double.isFinite(row.getOrDefault(Metric.TOKEN_LOSS, 0.0))) {
            return;
        }
        if (state.update() == 0) {
            throw UserError.badInput("The student's loss on the validation text is not a number before training: weights in %s are not"
                    + " finite. Copy the model again, or choose another student.", parts.studentFolder());
        }
        throw notSaved("the student's loss on the validation text is not a number");
    }

    private UserError notSaved(String why) {
        return UserError.of(ExitCode.NOT_FINITE, "After update %d %s, so the student was not saved. %s", state.update(), why,
                parts.good().wayBack(config));
    }

    /**
     * The advice after a loss or gradient that is not finite. The checkpoint from which the very next update fails, or from which this process came
     * no further, is no longer good: with the same weights it would fail again, and the advice would lead in a circle.
     */
    private String wayBackFromAstray() {
        List<Integer> saved = parts.checkpoints().updates();
        int newest = saved.isEmpty() ? 0 : saved.get(saved.size() - 1);
        if (newest == state.update() || newest == startedFrom) {
            parts.good().wentAstray(newest);
        }
        return parts.good().wayBack(config);
    }

    /** A student that guesses far worse than it did before, or than blindly, has been ruined by its training. */
    private boolean isSane(double bitsPerByte) {
        return !(bitsPerByte > (Double.isNaN(state.bestBitsPerByte()) ? BLIND_BITS : RUINED * state.bestBitsPerByte()));
    }

    private void requireFiniteWeights() {
        if (!Double.isFinite(parts.optimizer().norm(parts.student().trained(true)))) {
            throw notSaved("weights are not finite");
        }
    }

    private void write(boolean good) {
        Optional<Path> elsewhere = parts.disk().elsewhere();
        if (elsewhere.isPresent()) {
            parts.checkpoints().saveIn(elsewhere.get(), parts.student(), parts.studentFolder(), parts.optimizer(), state, good);
            parts.listener().happened(RunEvent.Kind.CHECKPOINT, state.update(),
                    TEXTS.get("saved.elsewhere", elsewhere.get().resolve("step-" + state.update()).toString()));
            return;
        }
        parts.checkpoints().save(parts.student(), parts.studentFolder(), parts.optimizer(), state, good);
        parts.checkpoints().prune(config.checkpoint().keepLast(), state.bestUpdate());
        parts.listener().happened(RunEvent.Kind.CHECKPOINT, state.update(), TEXTS.get("saved"));
    }

    private void save() {
        if (!cadence.isUnsaved(state.update())) {
            return;
        }
        parts.listener().stateChanged(RunState.SAVING, state);
        requireFiniteWeights();
        double bitsPerByte = parts.evaluator().quickBitsPerByte();
        if (!parts.disk().save(() -> write(isSane(bitsPerByte)))) {
            return; // a person chose so; the next one is tried when it is due
        }
        cadence.saved(state.update());
        if (!isSane(bitsPerByte)) {
            parts.listener().happened(RunEvent.Kind.WARNING, state.update(), TEXTS.get("saved.ruined", bits(bitsPerByte),
                    parts.good().wayBack(config)));
        }
    }
}
