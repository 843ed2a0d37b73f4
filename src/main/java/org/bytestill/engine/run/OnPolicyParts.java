package org.bytestill.engine.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.StudentReading;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.objective.Objective;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.objective.tokenkl.TokenKlRunner;
import org.bytestill.onpolicy.LiveTeachers;
import org.bytestill.onpolicy.OnPolicyEvaluation;
import org.bytestill.onpolicy.OnPolicyRunner;
import org.bytestill.onpolicy.Prompts;
import org.bytestill.onpolicy.RolloutLog;
import org.bytestill.onpolicy.RolloutRows;
import org.bytestill.onpolicy.RolloutWatch;
import org.bytestill.onpolicy.RolloutWriter;
import org.bytestill.onpolicy.TeacherView;
import org.bytestill.onpolicy.WrittenDocument;
import org.bytestill.run.RolloutFile;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.train.Evaluator;
import org.bytestill.util.RandomStreams;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a run whose student writes its text: the student as it was at the start, the teachers that stay in memory, and what watches
 * the texts.
 */
final class OnPolicyParts implements AutoCloseable {
    /** Of live readings: it decides what is read together, so it must not depend on how much memory is free. */
    private static final double CACHE_GIB = 1;

    private final RunConfig config;
    private final Objective objective;
    private final Student student;
    private final Tokenizer tokenizer;
    private final TeacherPreparation teacher;
    private final RolloutWriter writer;
    private final WrittenDocument documents;
    private final RolloutLog log;
    private final RolloutRows rows;
    private final @Nullable TokenTeacher start;
    private final @Nullable StudentReading teacherReading;

    /**
     * @param run           of this process
     * @param studentFolder the student before training
     * @param resumedFrom   the update from which the run goes on, 0 at its start
     */
    OnPolicyParts(LocalRun run, Path studentFolder, Student student, Tokenizer tokenizer, TeacherPreparation teacher, Device device,
            int resumedFrom) {
        this.config = run.config();
        this.objective = Objectives.of(config);
        this.student = student;
        this.tokenizer = tokenizer;
        this.teacher = teacher;
        this.writer = new RolloutWriter(student, tokenizer.vocabulary(), config.onPolicy());
        this.documents = new WrittenDocument(tokenizer);
        RolloutFile file = new RolloutFile(run.runFolder());
        run.disk().write(() -> file.rewind(resumedFrom));
        this.log = new RolloutLog(texts -> run.disk().write(() -> file.append(texts)));
        this.rows = new RolloutRows(teacher.forTraining().bytes());
        this.start = config.onPolicy().referenceWeight() > 0 ? TokenTeacher.open(studentFolder, precision(config), device) : null;
        this.teacherReading = teacher.forTraining().tokens() instanceof TokenTeacher tokens
                ? new StudentReading(tokens.decoder(), tokens.tokenizer()) : null;
    }

    /** Of weights that are trained the student has float32 copies; frozen ones have the precision of its products. */
    private static Dtype precision(RunConfig config) {
        return config.adaptation().form() == RunConfig.Form.FULL ? Dtype.FLOAT32 : config.hardware().studentPrecision().dtype();
    }

    /** Its teacher's outputs for the objective, of the texts that are written too. */
    TeacherData forObjective() {
        return new TeacherData(teacher.live().isEmpty() ? null : rows, teacher.forTraining().tokens());
    }

    private Prompts prompts() {
        return new Prompts(config.onPolicy().promptBytes(), tokenizer.vocabulary().beginOfSequence(), student.config().maxPositions(),
                new RandomStreams(config.seed()));
    }

    /** The runner of updates around that of the objective. */
    UpdateRunner runner(UpdateRunner ofObjective, LocalRun run, int resumedFrom) {
        TokenKlRunner toStart = start == null ? null
                : TokenKlRunner.toStart(student, start, config.onPolicy().referenceWeight(), tokenizer.vocabulary());
        RolloutWatch watch = new RolloutWatch(config.onPolicy(), log, run, run.metricFile().training(), resumedFrom);
        return new OnPolicyRunner(new OnPolicyRunner.Parts(config, objective, ofObjective, toStart, prompts(), writer, documents, view(),
                watch));
    }

    private TeacherView view() {
        boolean ends = config.onPolicy().end() == RunConfig.WrittenEnd.SCORED;
        RunConfig.Converter converter = config.converter();
        return teacher.forTraining().tokens() instanceof TokenTeacher tokens
                ? TeacherView.ofTokens(tokens.tokenizer(), tokens.maxPositions(), tokens.decoder()::tokenLogProbabilities)
                : TeacherView.ofBytes(live(new ConverterSettings(converter.method(), converter.width(), converter.threshold(), false)),
                        rows,
                        ends, documents.placeOfEnd());
    }

    /** The teachers with readers of a kind. */
    private LiveTeachers live(ConverterSettings settings) {
        double gibibytes = config.converter().kvGib() > 0 ? config.converter().kvGib() : CACHE_GIB;
        List<LiveTeachers.Teacher> teachers = new ArrayList<>();
        for (int i = 0; i < teacher.live().size(); i++) {
            LoadedModel model = teacher.live().get(i);
            teachers.add(new LiveTeachers.Teacher(config.teachers().get(i), model.tokenizer(), model.reader(settings, gibibytes)));
        }
        return new LiveTeachers(teachers, config.mix());
    }

    private LiveTeachers covering() {
        return teacher.forTraining().tokens() instanceof TokenTeacher tokens && teacherReading != null
                ? new LiveTeachers(List.of(new LiveTeachers.Teacher(config.teacher(), tokens.tokenizer(), teacherReading.reader())),
                        config.mix())
                : live(ConverterSettings.cover());
    }

    /** An evaluation that also lets the student write after held-out prompts. */
    Evaluator evaluation(Evaluator other, List<TokenizedDocument> heldOut, ByteReader studentReader) {
        return new OnPolicyEvaluation(other, prompts().ofFirst(heldOut, config.onPolicy().evaluationPrompts()), writer, covering(),
                studentReader, documents.placeOfEnd(), log, new RandomStreams(config.seed()));
    }

    @Override
    public void close() {
        if (start != null) {
            start.close();
        }
        if (teacherReading != null) {
            teacherReading.close();
        }
    }
}
