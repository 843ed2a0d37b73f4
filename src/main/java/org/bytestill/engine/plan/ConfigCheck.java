package org.bytestill.engine.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TextFormats;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.OpenedModel;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.model.Architecture;
import org.bytestill.model.Checkpoint;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.Objective;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.util.DiskSpace;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Validation of a configuration before the run: each value for itself, and whether values, models, text, memory and disk fit together.
 * Reads headers and the beginning of the text, not weights, since it runs at every change in the wizard.
 */
public final class ConfigCheck {
    /** The key of the only problem that a smaller disk alone makes. */
    private static final String ROOM = "checkpoint.keep_last";

    /** What a command ends with that does not start a run for these problems: {@code DISK} if there is only too little room. */
    public static ExitCode exitCode(List<Problem> problems) {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        return errors.isEmpty() ? ExitCode.OK
                : errors.stream().allMatch(problem -> problem.field().equals(ROOM)) ? ExitCode.DISK : ExitCode.BAD_INPUT;
    }

    /** Of a text that is read more often a student learns the words by heart. */
    private static final double MANY_PASSES = 50;
    private static final Texts TEXTS = Texts.of("checks");
    /** Sample size: so many bytes of each text are checked. */
    private static final int SAMPLE_BYTES = 65_536;
    private static final double HIGH_LEARNING_RATES = 100;

    /**
     * @param base      folder that relative paths start at
     * @param runFolder folder the run will have
     * @return errors, warnings and notes; the run may start if none is an error
     */
    public List<Problem> problems(RunConfig config, Path base, Path runFolder) {
        return new Checking(RunConfigFile.resolved(config, base), runFolder.toAbsolutePath().normalize()).all();
    }

    /** One validation in progress: its configuration and the problems found so far. */
    private static final class Checking {
        private final RunConfig config;
        private final Path runFolder;
        private final List<Problem> problems = new ArrayList<>();

        Checking(RunConfig config, Path runFolder) {
            this.config = config;
            this.runFolder = runFolder;
        }

        List<Problem> all() {
            checkName();
            // Even an objective without a teacher may name one, to measure the agreement with it.
            Optional<OpenedModel> teacher = Objectives.usesTeacher(config) || !config.teacher().isBlank()
                    ? open("teacher", config.teacher()) : Optional.empty();
            checkMoreTeachers();
            Optional<OpenedModel> student = open("student", config.student()).flatMap(this::withNewTokenizer);
            boolean isMapped = checkMapping();
            List<Document> sample = isMapped ? checkText("text.train", config.text().train()) : List.of();
            if (config.text().validation().isEmpty()) {
                problems.add(Problem.note("text.validation", TEXTS.get("none.text.validation", 100 * config.text().validationShare())));
            } else if (isMapped) {
                checkText("text.validation", config.text().validation());
            }
            checkHeldOut();
            problems.addAll(TaskCheck.problems(config));
            checkMethod();
            checkTraining();
            student.ifPresent(opened -> problems.addAll(AdaptationCheck.problems(config, opened.architecture())));
            student.ifPresent(opened -> checkTokens(opened, teacher.map(OpenedModel::tokenizer), sample));
            teacher.ifPresent(t -> student.ifPresent(s -> checkPair(t, s)));
            checkDevice();
            checkFolder();
            if (problems.stream().noneMatch(Problem::isError)) {
                checkRoom();
            }
            teacher.ifPresent(OpenedModel::close);
            student.ifPresent(OpenedModel::close);
            return List.copyOf(problems);
        }

        private void error(String field, String message, String cure) {
            problems.add(Problem.error(field, message, cure));
        }

        private void warn(String field, String message, String cure) {
            problems.add(Problem.warning(field, message, cure));
        }

        private void checkName() {
            if (!RunFolder.isName(config.name())) {
                error("name", TEXTS.get("name.characters", config.name()), TEXTS.get("name.characters.cure"));
            }
        }

        private Optional<OpenedModel> open(String field, String folder) {
            if (folder.isBlank()) {
                error(field, TEXTS.get("none." + field), TEXTS.get("none.model.cure"));
                return Optional.empty();
            }
            try {
                Architecture model = Checkpoint.open(Path.of(folder)).architecture();
                Tokenizer tokenizer = Tokenizer.open(Path.of(folder));
                Stream.concat(model.notes().stream(), tokenizer.notes().stream()).forEach(note -> problems.add(Problem.note(field, note)));
                tokenizer.vocabulary().requireRows(model.config().vocabularySize());
                return Optional.of(new OpenedModel(model, tokenizer));
            } catch (UserError e) {
                error(field, e.getMessage(), "");
                return Optional.empty();
            }
        }

        /** The student as it will be trained: with its new tokenizer, if one is configured. */
        private Optional<OpenedModel> withNewTokenizer(OpenedModel student) {
            if (config.newTokenizer().isBlank()) {
                return Optional.of(student);
            }
            student.close();
            try {
                OpenedModel changed = InitialStudent.opened(config);
                changed.tokenizer().notes().forEach(note -> problems.add(Problem.note("new_tokenizer", note)));
                if (changed.tokenizer().fingerprint().equals(student.tokenizer().fingerprint())) {
                    warn("new_tokenizer", TEXTS.get("tokenizer.same"), TEXTS.get("tokenizer.same.cure"));
                }
                return Optional.of(changed);
            } catch (UserError e) {
                error("new_tokenizer", e.getMessage(), TEXTS.get("tokenizer.unknown.cure"));
                return Optional.empty();
            }
        }

        private boolean checkMapping() {
            try {
                RunTexts.mapping(config);
                return true;
            } catch (UserError e) {
                error("text.map", e.getMessage(), "");
                return false;
            }
        }

        /** Checks text files; returns a sample of the first as documents. */
        private List<Document> checkText(String field, List<String> files) {
            if (files.isEmpty()) {
                error(field, TEXTS.get("none." + field), TEXTS.get("none.text.cure", TextFormats.endingsInWords()));
                return List.of();
            }
            List<Document> first = List.of();
            for (String file : files) {
                try (RunChats chats = RunChats.of(config, Path.of(config.student()), Instant.EPOCH)) {
                    Corpus corpus = Corpus.read(RunTexts.beginning(config, Path.of(file), SAMPLE_BYTES), chats);
                    corpus.notes().forEach(note -> problems.add(Problem.note(field, note)));
                    first = first.isEmpty() ? corpus.documents() : first;
                } catch (UserError e) {
                    error(field, e.getMessage(), "");
                }
            }
            return first;
        }

        private void checkHeldOut() {
            for (String file : config.text().validation()) {
                if (config.text().train().contains(file)) {
                    warn("text.validation", TEXTS.get("text.both", file), TEXTS.get("text.both.cure"));
                }
            }
        }

        private void checkMethod() {
            problems.addAll(Objectives.of(config).problems(config));
            problems.addAll(OnPolicyCheck.problems(config));
            checkTokenRows(Objectives.of(config));
            if (config.newTokenizer().equals(NewTokenizer.BYTES_WITH_ENDS) && !Objectives.of(config).takesTokenEnds()) {
                error("objective", TEXTS.get("ends.objective", config.objective()), TEXTS.get("ends.objective.cure"));
            }
            if (!Objectives.usesTeacherBytes(config)) {
                return;
            }
            if (config.converter().method() == ConverterSettings.Method.EOT) {
                error("converter.method", TEXTS.get("converter.eot", config.objective()), TEXTS.get("converter.eot.cure"));
            }
            if (config.converter().threshold() >= 0.05) {
                warn("converter.threshold", TEXTS.get("converter.threshold", String.valueOf(config.converter().threshold())),
                        TEXTS.get("converter.threshold.cure"));
            }
            if (config.converter().coverage() < 0.999) {
                warn("converter.coverage", TEXTS.get("converter.coverage", String.valueOf(config.converter().coverage())),
                        TEXTS.get("converter.coverage.cure"));
            }
        }

        private void checkTokenRows(Objective objective) {
            RunConfig.TokenRows rows = config.teacherRows();
            boolean some = rows.source() == RunConfig.RowSource.CACHED && rows.topK() > 0 && objective.teacher() == TeacherNeed.TOKENS;
            if (rows.source() == RunConfig.RowSource.CACHED && objective.teacher() == TeacherNeed.TOKENS && config.isOnPolicy()) {
                error("teacher_rows.source", TEXTS.get("rows.written"), TEXTS.get("rows.written.cure"));
            }
            if (some && objective.needsWholeRows(config)) {
                error("teacher_rows.top_k", TEXTS.get("rows.whole", objective.name(), String.valueOf(rows.topK())),
                        TEXTS.get("rows.whole.cure"));
            }
        }

        private void checkTraining() {
            RunConfig.Training training = config.training();
            if (training.batchDocuments() % training.microBatchDocuments() != 0) {
                error("training.micro_batch_documents", TEXTS.get("batch.divides", String.valueOf(training.batchDocuments()),
                        String.valueOf(training.microBatchDocuments())), TEXTS.get("batch.divides.cure"));
            }
            SettingInfo rate = RunConfigFile.setting("training.learning_rate");
            double times = training.learningRate() / (double) rate.defaultValue();
            if (times > HIGH_LEARNING_RATES) {
                warn("training.learning_rate", TEXTS.get("rate.high", RunConfigFile.text(config, rate.path()),
                        String.format(Locale.ROOT, "%.0f", times)), TEXTS.get("rate.high.cure"));
            }
            if (training.learningRate() == 0) {
                warn("training.learning_rate", TEXTS.get("rate.zero"), "");
            }
        }

        private void checkTokens(OpenedModel student, Optional<Tokenizer> teacher, List<Document> sample) {
            DocumentTokenizer tokenizer = new DocumentTokenizer(student.tokenizer(), student.config().maxPositions() - 1);
            List<TokenizedDocument> tokenized = List.of();
            try {
                tokenized = tokenizer.tokenize(sample);
            } catch (UserError e) {
                error("text.document_bytes", e.getMessage(), "");
            }
            problems.addAll(
                    Objectives.of(config).problems(config, new CheckedModels(student.config(), student.tokenizer(), teacher, tokenized)));
            problems.addAll(OnPolicyCheck.problems(config, student, teacher, tokenized));
        }

        private void checkMoreTeachers() {
            if (!config.moreTeachers().isEmpty() && config.teacher().isBlank()) {
                error("teacher", TEXTS.get("teachers.first"), TEXTS.get("teachers.first.cure"));
            }
            for (String further : config.moreTeachers()) {
                open("more_teachers", further).ifPresent(OpenedModel::close);
            }
            if (config.teachers().stream().distinct().count() < config.teachers().size()) {
                warn("more_teachers", TEXTS.get("teachers.twice"), TEXTS.get("teachers.twice.cure"));
            }
        }

        private void checkPair(OpenedModel teacher, OpenedModel student) {
            if (Objectives.usesTeacherBytes(config) && teacher.tokenizer().fingerprint().equals(student.tokenizer().fingerprint())) {
                warn("student", TEXTS.get("pair.tokenizer"), TEXTS.get("pair.tokenizer.cure"));
            }
            if (config.teacher().equals(config.student()) && config.newTokenizer().isBlank()) {
                warn("teacher", TEXTS.get("pair.model"), "");
            }
        }

        private void checkDevice() {
            if (config.hardware().device().matches("auto|cpu")) {
                return; // libtorch need not be loaded to know these
            }
            try {
                Device.named(config.hardware().device());
            } catch (UserError e) {
                error("hardware.device", e.getMessage(), "");
            }
        }

        private void checkFolder() {
            if (Files.exists(runFolder.resolve("run.json"))) {
                error("name", TEXTS.get("folder.exists", runFolder), TEXTS.get("folder.exists.cure"));
                return;
            }
            Path existing = runFolder;
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing) || !isOnDisk(existing)) {
                error("name", TEXTS.get(obstacle(existing), runFolder, existing), TEXTS.get("folder.cure"));
            }
        }

        private static String obstacle(@Nullable Path existing) {
            if (existing == null) {
                return "folder.none";
            }
            if (!Files.isDirectory(existing)) {
                return "folder.file";
            }
            return Files.isWritable(existing) ? "folder.nodisk" : "folder.readonly";
        }

        /** A file system of the kernel, as /proc, keeps no files of others, whatever its rights say. */
        private static boolean isOnDisk(Path existing) {
            try {
                return DiskSpace.totalBytes(existing) > 0;
            } catch (IOException e) {
                return true; // what writing fails at will be told then
            }
        }

        private static String count(long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }

        private void checkRoom() {
            try {
                Estimate estimate = new RunEstimate().of(config, Path.of("").toAbsolutePath(), runFolder);
                if (estimate.diskBytes() * 6 / 5 > estimate.freeDiskBytes()) {
                    error(ROOM, TEXTS.get("disk", count(estimate.diskBytes() / 1_000_000),
                            count(estimate.freeDiskBytes() / 1_000_000), runFolder), TEXTS.get("disk.cure"));
                }
                if (estimate.passes() > MANY_PASSES) {
                    warn("training.updates", TEXTS.get("passes", count(estimate.trainBytes()), Math.round(estimate.passes())),
                            TEXTS.get("passes.cure"));
                }
                long memory = Math.max(estimate.convertMemoryBytes(), estimate.trainMemoryBytes());
                if (memory > estimate.availableMemoryBytes() * 3 / 4) {
                    warn("training.micro_batch_documents", TEXTS.get("memory.run", count(memory >> 20),
                            count(estimate.availableMemoryBytes() >> 20)), TEXTS.get("memory.run.cure"));
                }
                long budget = (long) (config.hardware().memoryGib() * (1L << 30));
                if (budget > 0 && estimate.trainMemoryBytes() > budget) {
                    warn("hardware.memory_gib", TEXTS.get("memory.given", count(estimate.trainMemoryBytes() >> 20), count(budget >> 20)),
                            TEXTS.get(config.training().recomputeActivations() == RunConfig.Recompute.NEVER ? "memory.given.recompute.cure"
                                    : "memory.given.cure"));
                }
            } catch (UserError e) {
                error("", e.getMessage(), "");
            }
        }
    }
}
