package org.bytestill.engine.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.MixtureReader;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.CachedTokens;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.MixedTeacherRows;
import org.bytestill.engine.reading.SpanRows;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.engine.reading.TeacherText;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.evaluate.RunEvaluation;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.TeacherRows;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.RunEvent;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Precomputation of the teacher's distributions for a run. Those of the training text, for the loss, and of some validation text, for the
 * agreement, are computed before training, so that teacher and student need not be in memory together. If an objective asks for next-token
 * distributions live, or the student writes texts that the teacher has to read, the teacher stays open.
 */
final class TeacherPreparation implements AutoCloseable {
    private static final Texts TEXTS = Texts.inFiles("events");

    private final @Nullable TeacherRows trainRows;
    private final @Nullable TeacherTokens tokens;
    private final @Nullable List<ByteRows> evaluationRows;
    private final int evaluated;
    private final List<LoadedModel> live;
    private final Probes.@Nullable OfTeacher probes;

    private TeacherPreparation(@Nullable TeacherRows trainRows, @Nullable TeacherTokens tokens, @Nullable List<ByteRows> evaluationRows,
            int evaluated, List<LoadedModel> live, Probes.@Nullable OfTeacher probes) {
        this.live = live;
        this.probes = probes;
        this.evaluated = evaluated;
        this.trainRows = trainRows;
        this.tokens = tokens;
        this.evaluationRows = evaluationRows;
    }

    /**
     * Computes the distributions that the run needs; none if it has no teacher.
     *
     * @throws java.util.concurrent.CancellationException if the run is stopped meanwhile
     */
    static TeacherPreparation prepare(LocalRun run, RunChats chats, Corpus train, Corpus validation, Device device) {
        RunConfig config = run.config();
        List<String> teachers = config.teachers();
        if (teachers.isEmpty()) {
            run.trains();
            return new TeacherPreparation(null, null, null, 0, List.of(), null);
        }
        Dtype dtype = config.hardware().teacherPrecision().dtype();
        boolean needsTokens = Objectives.of(config).teacher() == TeacherNeed.TOKENS;
        // Opened first: rows of something else are told before anything is computed.
        TokenRowPreparation rows = needsTokens && config.teacherRows().source() == RunConfig.RowSource.CACHED
                ? TokenRowPreparation.open(run, chats, train, dtype) : null;
        Corpus evaluated = new Corpus(evaluationTexts(config, validation), "", List.of());
        List<ByteCache> caches = new ArrayList<>();
        List<List<ByteRows>> known = new ArrayList<>();
        List<Document> probeTexts = Probes.documents(config, validation);
        List<Probes.OfTeacher> probed = new ArrayList<>();
        List<LoadedModel> live = new ArrayList<>();
        boolean staysOpen = config.isOnPolicy() && Objectives.usesTeacherBytes(config);
        // One after the other, so that only one teacher is in memory, unless they read what the student writes.
        for (int teacher = 0; teacher < teachers.size(); teacher++) {
            Path folder = Path.of(teachers.get(teacher));
            LoadedModel model = new LoadedModel(folder, chats.withTurnEnd(folder, Tokenizer.open(folder)), dtype, device);
            live.add(model);
            try {
                if (Objectives.usesTeacherBytes(config) && readsText(config)) {
                    caches.add(converted(run, train, teacher, model, dtype));
                }
                known.add(model.reader(ConverterSettings.cover())
                        .readPassages(TeacherText.of(evaluated, teacher, model.tokenizer()).passages(), (done, total) -> run.mayGoOn()));
                probed.add(Probes.read(model, Probes.ofTeacher(probeTexts, teacher, model.tokenizer()),
                        model.reader(ConverterSettings.cover())));
            } catch (RuntimeException e) {
                live.forEach(LoadedModel::close);
                throw e;
            }
            if (!staysOpen) {
                live.remove(model);
                model.close();
            }
        }
        TeacherRows trainRows = caches.isEmpty() ? null : new SpanRows(new SpanIndex(train.documents()),
                caches.size() == 1 ? caches.get(0)::read : new MixedTeacherRows(caches, config.mix()));
        List<ByteRows> evaluationRows = known.size() == 1 ? known.get(0) : MixtureReader.mixed(known, teachers, config.mix());
        TeacherTokens tokens = rows != null ? rows.filled(device)
                : needsTokens ? TokenTeacher.open(Path.of(config.teacher()), chats.withTurnEnd(Path.of(config.teacher()),
                        Tokenizer.open(Path.of(config.teacher()))), dtype, device) : null;
        run.trains();
        return new TeacherPreparation(trainRows, tokens, evaluationRows, evaluated.documents().size(), live, mixed(probed, config));
    }

    /** Whether any text is trained on as it is; else nothing of it need be converted. */
    private static boolean readsText(RunConfig config) {
        return config.onPolicy().prompts(config.training().batchDocuments()) < config.training().batchDocuments();
    }

    private static ByteCache converted(LocalRun run, Corpus train, int teacher, LoadedModel model, Dtype dtype) {
        List<String> teachers = run.config().teachers();
        RunConfig.Converter converter = run.config().converter();
        ConverterSettings settings = new ConverterSettings(converter.method(), converter.width(), converter.threshold(), false);
        long started = System.nanoTime();
        TeacherText text = TeacherText.of(train, teacher, model.tokenizer());
        ByteCache cache = TeacherBytes.open(TeacherBytes.folder(run.runFolder().teacherBytes(), teacher), Path.of(teachers.get(teacher)),
                dtype, model.tokenizer(), text, settings, converter.coverage());
        long reused = cache.bytesDone();
        run.converts(reused);
        ByteReader reader = model.reader(settings, converter.kvGib());
        cache.fillPassages(text.passages(), run.watched(reader), (done, total) -> {
            run.converted((teacher * total + done) / teachers.size(), total);
            return run.mayGoOn();
        });
        run.converted((teacher + 1) * text.rows() / teachers.size(), text.rows());
        if (reused < text.rows()) {
            run.happened(RunEvent.Kind.CONVERTED, 0, TEXTS.get(teachers.size() == 1 ? "converted" : "converted.several",
                    String.format(Locale.ROOT, "%,d", text.rows()),
                    String.format(Locale.ROOT, "%.2f", (double) reader.modelRows() / (text.rows() - reused)),
                    String.format(Locale.ROOT, "%.0f", (System.nanoTime() - started) / 1e9), String.valueOf(teacher + 1),
                    String.valueOf(teachers.size())));
        }
        return cache;
    }

    /** The first validation documents, as many as the configuration measures agreement on; at least one. */
    private static List<Document> evaluationTexts(RunConfig config, Corpus validation) {
        long limit = config.evaluation().agreementBytes() == 0 ? Long.MAX_VALUE : config.evaluation().agreementBytes();
        List<Document> texts = new ArrayList<>();
        long bytes = 0;
        for (Document document : validation.documents()) {
            bytes += document.supervision().rows();
            if (bytes > limit && !texts.isEmpty()) {
                break;
            }
            texts.add(document);
        }
        return texts;
    }

    /** The teachers in memory, of an objective over next-byte distributions whose student writes; else none. */
    List<LoadedModel> live() {
        return live;
    }

    /** What several teachers make of the probe texts together; the first of them goes on with them. */
    private static Probes.OfTeacher mixed(List<Probes.OfTeacher> all, RunConfig config) {
        return all.size() == 1 ? all.get(0)
                : new Probes.OfTeacher(
                        MixtureReader.mixed(all.stream().map(Probes.OfTeacher::rows).toList(), config.teachers(), config.mix()),
                        all.get(0).written());
    }

    /** What the teacher makes of the probe texts; null without a teacher. */
    Probes.@Nullable OfTeacher probes() {
        return probes;
    }

    /** The distributions that the objective needs on the training text. */
    TeacherData forTraining() {
        return new TeacherData(trainRows, tokens);
    }

    /** The teacher's distributions on the first validation documents, with a byte reader of the student; null without a teacher. */
    RunEvaluation.@Nullable Teacher forEvaluation(ByteReader studentReader) {
        return evaluationRows == null ? null : new RunEvaluation.Teacher(evaluationRows, evaluated, studentReader);
    }

    @Override
    public void close() {
        live.forEach(LoadedModel::close);
        if (tokens instanceof TokenTeacher open) {
            open.close();
        } else if (tokens instanceof CachedTokens cached) {
            cached.close();
        }
    }
}
