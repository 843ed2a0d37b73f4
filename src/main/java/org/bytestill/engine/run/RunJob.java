package org.bytestill.engine.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.CorpusSplit;
import org.bytestill.corpus.DocumentOrder;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.chat.RunCorpora;
import org.bytestill.engine.plan.AdaptationCheck;
import org.bytestill.engine.plan.RunEstimate;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.StudentReading;
import org.bytestill.engine.reading.TaskModel;
import org.bytestill.evaluate.RunEvaluation;
import org.bytestill.model.Architecture;
import org.bytestill.objective.Objective;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.ProbeText;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.NativeMemory;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.CheckpointStore;
import org.bytestill.train.Evaluator;
import org.bytestill.train.GoodCheckpoints;
import org.bytestill.train.Optimizer;
import org.bytestill.train.Trainer;
import org.bytestill.util.RandomStreams;
import org.bytestill.util.Texts;

/**
 * The job of the training thread: loads the text, converts the teacher, opens the student and runs the training loop. Owns the native
 * memory of the run and frees it.
 */
public final class RunJob {
    private static final Texts TEXTS = Texts.inFiles("events");

    private final LocalRun run;
    private RunConfig config;
    private final MemoryRelief relief = new MemoryRelief(each -> RunEstimate.trainMemory(each).recomputes(each));
    private final CheckpointStore checkpoints;
    private final AfterTraining after;

    public RunJob(LocalRun run) {
        this(run, (student, folder, optimizer, store) -> {});
    }

    /** @param after is called with what was trained */
    public RunJob(LocalRun run, AfterTraining after) {
        this.run = run;
        this.config = run.config();
        this.checkpoints = new CheckpointStore(run.runFolder());
        this.after = after;
    }

    /** Looks at what was trained, before it is freed; called on the training thread if all updates are done. */
    @FunctionalInterface
    public interface AfterTraining {
        void look(Student student, Path studentFolder, Optimizer optimizer, CheckpointStore checkpoints);
    }

    /** Computes the run and records its final state. Throws the failure, if any. */
    public void execute() throws InterruptedException {
        try (DeviceSampler sampler = DeviceSampler.start(Device.named(config.hardware().device()), run::sampled)) {
            prepareAndTrainWithinMemory();
        } catch (CancellationException e) {
            // Ended during the conversion: finished shards are kept, nothing has been trained.
            if (run.isResting()) {
                run.endResting();
                return;
            }
            run.happened(RunEvent.Kind.STOPPED, run.progress().update(), TEXTS.get("stopped.conversion"));
            run.end(RunState.STOPPED, "");
        } finally {
            NativeMemory.release();
        }
    }

    /** Each time memory does not suffice all of it is given back, and the run goes on from its checkpoint with less. */
    private void prepareAndTrainWithinMemory() throws InterruptedException {
        while (true) {
            try {
                prepareAndTrain();
                return;
            } catch (RuntimeException e) {
                Map<String, String> less = relief.after(e, config).orElseThrow(() -> e);
                NativeMemory.release();
                config = run.relieve(less);
            }
        }
    }

    private void prepareAndTrain() throws InterruptedException {
        TorchThread.prepare(config.hardware().threads());
        checkpoints.deleteLeftovers();
        Optional<CheckpointStore.Stored> from = newestCheckpoint();
        TrainingState start = from.map(CheckpointStore.Stored::state).orElse(TrainingState.START);
        run.stateChanged(RunState.LOADING, start);
        Objective objective = Objectives.of(config);
        Device device = Device.named(config.hardware().device());
        RandomStreams streams = new RandomStreams(config.seed());
        Path studentFolder = InitialStudent.prepare(config, run.runFolder());
        RunChats chats = RunChats.of(config, studentFolder, run.manifest().startedAt());
        CorpusSplit texts;
        try (chats) {
            texts = RunCorpora.read(config, chats);
        }
        Corpus train = texts.train();
        Corpus validation = texts.validation();
        announce(texts.counts());
        RunRecord.describe(run.manifest(), config, texts, device);
        chats.templateFor(studentFolder).ifPresent(run.runFolder()::keepChatTemplate);
        RunEstimate.Plan plan = RunEstimate.plan(config);
        Computation computation = plan.memory().computation(config);
        run.plan(plan);
        try (TeacherPreparation teacher = TeacherPreparation.prepare(run, chats, train, validation, device);
                Tokenizer tokenizer = chats.withTurnEnd(studentFolder, Tokenizer.open(studentFolder));
                Student student = Student.open(studentFolder, adaptation(streams),
                        objective.byteHead(config, Architecture.read(studentFolder).config().hiddenSize()),
                        streams.seedOf("byte head", 0),
                        device, computation, script(objective));
                Optimizer optimizer = new Optimizer(trained(student), device)) {
            from.ifPresent(stored -> checkpoints.load(stored, student, optimizer));
            int begin = tokenizer.vocabulary().beginOfSequence();
            DocumentTokenizer documentTokenizer = new DocumentTokenizer(tokenizer, student.config().maxPositions() - 1);
            List<TokenizedDocument> documents = documentTokenizer.tokenize(train.documents());
            try (StudentReading reading = new StudentReading(student, tokenizer);
                    TaskModel asked = config.evaluation().tasks().isEmpty() ? null
                            : TaskModel.sharing(studentFolder, student.decoder());
                    OnPolicyParts onPolicy = config.isOnPolicy()
                            ? new OnPolicyParts(run, studentFolder, student, tokenizer, teacher, device, start.update()) : null) {
                TeacherData ofTeacher = TimedTeacher.of(onPolicy == null ? teacher.forTraining() : onPolicy.forObjective(),
                        student.times());
                UpdateRunner ofObjective = objective.runner(student, tokenizer, ofTeacher, config);
                UpdateRunner runner = onPolicy == null ? ofObjective : onPolicy.runner(ofObjective, run, start.update());
                List<TokenizedDocument> heldOut = documentTokenizer.tokenize(validation.documents());
                RunEvaluation evaluation = new RunEvaluation(student, heldOut, begin, teacher.forEvaluation(reading.reader()));
                Evaluator onText = onPolicy == null ? evaluation : onPolicy.evaluation(evaluation, heldOut, reading.reader());
                Evaluator onProbes = withProbes(onText, new ProbeEvaluation.Parts(
                        Probes.ofStudent(documentTokenizer.tokenize(Probes.documents(config, validation)), begin), teacher.probes(),
                        student.decoder(), tokenizer, reading.reader(), run::probed), start);
                Evaluator evaluator = asked == null ? onProbes : withTasks(onProbes, asked);
                Trainer trainer = new Trainer(new Trainer.Parts(config, student, studentFolder, optimizer, documents,
                        new DocumentOrder(streams, documents.size()), runner, evaluator, checkpoints,
                        new GoodCheckpoints(run.runFolder()), run.disk(), run.control(), run), start);
                announceStart(from, start);
                Trainer.Outcome outcome = trainer.run();
                if (outcome == Trainer.Outcome.DONE) {
                    after.look(student, studentFolder, optimizer, checkpoints);
                }
                finish(outcome, trainer.state());
            }
        }
    }

    /** An evaluation that also looks at the probe texts, which are written down now. */
    private Evaluator withProbes(Evaluator other, ProbeEvaluation.Parts parts, TrainingState start) {
        List<ProbeText> texts = new ArrayList<>();
        for (int i = 0; i < parts.passages().size(); i++) {
            texts.add(new ProbeText(parts.passages().get(i).text(),
                    parts.teacher() == null ? new byte[0] : parts.teacher().written().get(i)));
        }
        run.beginProbes(texts, start.update());
        return new ProbeEvaluation(other, parts);
    }

    /** An evaluation that also asks the run's tasks. */
    private Evaluator withTasks(Evaluator other, TaskModel student) {
        return new TaskEvaluation(config, config.evaluation().tasks().stream().map(file -> TaskFile.read(Path.of(file))).toList(),
                new TaskEvaluation.Parts(other, student.languageModel(), run.metricFile(), run, run.control()::stopsNow, System::nanoTime));
    }

    /** The objective's methods, and those of the KL to the starting weights. */
    private String script(Objective objective) {
        String own = objective.script();
        String ofReference = ScriptTemplate.source("token_kl");
        return config.isOnPolicy() && !own.contains(ofReference) ? own + ofReference : own;
    }

    private Adaptation adaptation(RandomStreams streams) {
        return switch (config.adaptation().form()) {
            case FULL -> Adaptation.FULL;
            case LORA -> new Adaptation(Adaptation.Form.LORA, AdaptationCheck.choice(config), streams.seedOf("adapters", 0));
            case HEAD -> Adaptation.HEAD;
        };
    }

    private Optional<CheckpointStore.Stored> newestCheckpoint() {
        List<String> broken = new ArrayList<>();
        Optional<CheckpointStore.Stored> newest = checkpoints.newestWhole(broken);
        int update = newest.map(stored -> stored.state().update()).orElse(0);
        broken.forEach(message -> run.happened(RunEvent.Kind.WARNING, update, message));
        return newest;
    }

    /** What is there more than once. */
    private void announce(CorpusSplit.Counts counts) {
        if (counts.duplicates() > 0) {
            run.happened(RunEvent.Kind.WARNING, 0, TEXTS.get("duplicates." + word(config.text().duplicates()), counts.duplicates()));
        }
        if (counts.overlap() > 0) {
            run.happened(RunEvent.Kind.WARNING, 0, TEXTS.get("overlap." + word(config.text().overlap()), counts.overlap()));
        }
    }

    private static String word(RunConfig.Repeated choice) {
        return choice == RunConfig.Repeated.KEEP ? "kept" : "removed";
    }

    private void announceStart(Optional<CheckpointStore.Stored> from, TrainingState start) {
        boolean resumed = run.metricFile().training().size() > 0 || run.metricFile().evaluation().size() > 0;
        if (resumed) {
            run.metricFile().appendRewind(from.isPresent() ? start.update() : -1);
            run.happened(RunEvent.Kind.RESUMED, start.update(), TEXTS.get(from.isPresent() ? "resumed" : "resumed.anew",
                    String.valueOf(start.update())));
        } else {
            run.happened(RunEvent.Kind.STARTED, start.update(), TEXTS.get("started"));
        }
    }

    /** What memory was estimated and what the process held at most, beside each other in the run's record. */
    private void recordMemory() {
        run.costs().filter(costs -> costs.used().trainBytes() > 0 && Device.named(config.hardware().device()).isCpu())
                .ifPresent(costs -> run.manifest().root().putObject("memory").put("estimatedBytes", costs.said().trainBytes())
                        .put("peakBytes", costs.used().trainBytes()));
    }

    private void finish(Trainer.Outcome outcome, TrainingState at) {
        if (outcome != Trainer.Outcome.RESTING) {
            recordMemory();
        }
        switch (outcome) {
            case DONE -> {
                run.happened(RunEvent.Kind.DONE, at.update(), TEXTS.get("done", String.valueOf(at.update())));
                run.stateChanged(RunState.DONE, at);
                run.end(RunState.DONE, "");
            }
            case ENDED_EARLY -> {
                run.happened(RunEvent.Kind.DONE, at.update(), TEXTS.get("ended.early", config.evaluation().stopAfterWorse(),
                        String.valueOf(at.bestUpdate())));
                run.stateChanged(RunState.DONE, at);
                run.end(RunState.DONE, "");
            }
            case STOPPED -> {
                run.happened(RunEvent.Kind.STOPPED, at.update(), TEXTS.get("stopped"));
                run.stateChanged(RunState.STOPPED, at);
                run.end(RunState.STOPPED, "");
            }
            case RESTING -> run.endResting();
            case STOPPED_WITHOUT_SAVING -> {
                run.happened(RunEvent.Kind.STOPPED, at.update(), TEXTS.get("stopped.unsaved"));
                run.stateChanged(RunState.STOPPED, checkpoints.newestState().orElse(TrainingState.START));
                run.end(RunState.STOPPED, "");
            }
        }
    }

    /** The trained tensors, with the names under which their optimizer moments are saved. */
    private static List<Optimizer.Trained> trained(Student student) {
        List<Optimizer.Trained> trained = new ArrayList<>();
        List<Tensor> tensors = student.weights().tensors().tensors();
        boolean[] isTrained = student.weights().trained();
        for (int i = 0; i < tensors.size(); i++) {
            if (isTrained[i]) {
                trained.add(new Optimizer.Trained(student.weights().parameters().get(i).name(), tensors.get(i), false));
            }
        }
        if (student.head() != null) {
            for (int i = 0; i < student.head().names().size(); i++) {
                trained.add(new Optimizer.Trained(student.head().names().get(i), student.head().tensors().tensors().get(i), true));
            }
        }
        return trained;
    }
}
