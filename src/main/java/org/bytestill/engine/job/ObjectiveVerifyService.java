package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.model.Architecture;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.UpdateRunner.Supervised;
import org.bytestill.objective.aligned.AlignedRunner;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.HeadShape;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.jspecify.annotations.Nullable;

/**
 * Numerical verification of an objective against another program: loss, gradients, count and groups on the text of an
 * {@link ObjectiveReference}. Computes in float32 on the CPU.
 */
public final class ObjectiveVerifyService {
    private static final String GRADIENT = "grad.";
    private static final Step TRAINED = new Step(false, true);

    /**
     * @param teacher folder of the teacher, or null if the objective needs none
     * @throws UserError if a file cannot be read or they do not fit together
     */
    public ObjectiveVerifyReport verify(@Nullable Path teacher, Path student, Path reference) {
        TorchThread.prepare(0);
        ObjectiveReference given = ObjectiveReference.open(reference);
        if (given.objective().equals(EndRowsVerification.NAME)) {
            return EndRowsVerification.of(given, required(teacher));
        }
        RunConfig config = given.config();
        Objective objective = Objectives.of(config);
        try (Tokenizer tokenizer = Tokenizer.open(student);
                Student trained = Student.open(student, Adaptation.FULL, head(objective, config, student), 0, Device.CPU, Computation.PLAIN,
                        objective.script());
                TokenTeacher read = objective.teacher() == TeacherNeed.TOKENS ? opened(teacher) : null) {
            DocumentTokenizer documents = new DocumentTokenizer(tokenizer, trained.config().maxPositions() - 1);
            TokenizedDocument text = documents.tokenizeWhole(given.document());
            int end = given.isComplete() && trained.head() == null ? tokenizer.vocabulary().end() : -1;
            BatchBuilder.Indexed document = new BatchBuilder.Indexed(0, end >= 0 ? text.ended(end) : text);
            given.copyHead(trained);
            UpdateRunner runner = objective.runner(trained, tokenizer, new TeacherData(given.teacherBytes(), read), config);
            if (runner instanceof AlignedRunner aligned) {
                aligned.tokenizeWhole();
            }
            return new Verification(given, config, objective, trained, tokenizer, runner, List.of(document)).report();
        }
    }

    private static HeadShape head(Objective objective, RunConfig config, Path student) {
        return objective.byteHead(config, Architecture.read(student).config().hiddenSize());
    }

    private static TokenTeacher opened(@Nullable Path teacher) {
        return TokenTeacher.open(required(teacher), Dtype.FLOAT32, Device.CPU);
    }

    private static Path required(@Nullable Path teacher) {
        if (teacher == null) {
            throw UserError.badInput("The reference's objective needs a teacher. Name its folder with --teacher.");
        }
        return teacher;
    }

    /** One comparison. */
    private record Verification(ObjectiveReference given, RunConfig config, Objective objective, Student student, Tokenizer tokenizer,
            UpdateRunner runner,
            List<BatchBuilder.Indexed> documents) {

        ObjectiveVerifyReport report() {
            Supervised whole = runner.supervised(documents, 0);
            Computed computed = compute(whole);
            if (runner instanceof AlignedRunner && computed.count() != whole.terms()) {
                // Rows that turn out to have no term do not count.
                computed = compute(new Supervised(whole.tokens(), whole.bytes(), computed.count()));
            }
            double loss = objective.measured(computed.sums, TRAINED, config).get(Metric.TOTAL_LOSS);
            if (student.head() != null) {
                loss -= computed.sums.token() / computed.sums.tokens();
            }
            Map<String, Double> gradients = gradientDifferences(computed.gradients);
            String worst = gradients.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
            return new ObjectiveVerifyReport(given.objective(), loss, Differences.relative(loss, given.number("loss")),
                    gradients.get(worst), worst,
                    gradients, computed.count(), computed.count() - (long) given.number("count"), groups(), groupsDifference(),
                    termDifference());
        }

        /** Sums and gradients by weight. */
        private record Computed(LossSums sums, Map<String, float[]> gradients) {
            long count() {
                return (long) (sums.sums().containsKey(AlignedRunner.COUNT) ? sums.get(AlignedRunner.COUNT) : sums.get(LossSums.TOKENS));
            }
        }

        private Computed compute(Supervised whole) {
            try (Scope scope = Scope.open("verification", Device.CPU)) {
                List<Tensor> gradients = new ArrayList<>();
                LossSums sums = runner.addGradients(documents, 0, whole, TRAINED, gradients, scope);
                Map<String, float[]> byName = new LinkedHashMap<>();
                for (int i = 0; i < gradients.size(); i++) {
                    byName.put(name(i), gradients.get(i).toFloats());
                }
                if (student.head() != null) {
                    withoutTokens(byName, whole, scope);
                }
                return new Computed(sums, byName);
            }
        }

        private String name(int weight) {
            int own = student.weights().parameters().size();
            return weight < own ? student.weights().parameters().get(weight).name()
                    : student.head().names().get(weight - own).replace("byte_head.", ObjectiveReference.HEAD);
        }

        /** Takes the gradients of the token cross-entropy out, which stands beside a byte head's terms and has no weight. */
        private void withoutTokens(Map<String, float[]> gradients, Supervised whole, Scope scope) {
            List<Tensor> ofTokens = new ArrayList<>();
            RunConfig alone = RunConfigFile.with(RunConfigFile.with(config, "loss.byte_weight", "0"), "loss.kl_weight", "0");
            objective.runner(student, tokenizer, new TeacherData(given.teacherBytes(), null), alone).addGradients(documents, 0, whole,
                    TRAINED, ofTokens, scope);
            for (int i = 0; i < ofTokens.size(); i++) {
                float[] gradient = gradients.get(name(i));
                float[] token = ofTokens.get(i).toFloats();
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k] -= token[k];
                }
            }
        }

        private Map<String, Double> gradientDifferences(Map<String, float[]> ours) {
            Map<String, Double> differences = new LinkedHashMap<>();
            Architecture architecture = student.weights().architecture();
            for (String tensor : given.file().entries().keySet()) {
                if (tensor.startsWith(GRADIENT)) {
                    String name = tensor.substring(GRADIENT.length());
                    float[] theirs = given.file().floats(tensor);
                    float[] gradient = ours.get(architecture.weightNamed(name));
                    if (gradient == null || gradient.length != theirs.length) {
                        throw UserError.badInput("%s: \"%s\" has %d entries; the student has %s. Is it the reference of another student?",
                                given.file().file(), tensor, theirs.length, gradient == null ? "no such parameter" : gradient.length);
                    }
                    differences.put(name, Differences.relative(gradient, theirs));
                }
            }
            return differences;
        }

        private @Nullable Long groups() {
            return given.has("groups") && runner instanceof AlignedRunner aligned ? Long.valueOf(aligned.groups(documents).size()) : null;
        }

        private @Nullable Long groupsDifference() {
            return given.has("groups") && runner instanceof AlignedRunner aligned
                    ? Long.valueOf(Differences.entries(table(aligned), given.numbers("groups"))) : null;
        }

        private double[] table(AlignedRunner aligned) {
            return aligned.groups(documents).stream().flatMapToDouble(group -> DoubleStream.of(group.begin(), group.end(),
                    group.studentBegin(), group.studentEnd(), group.teacherBegin(), group.teacherEnd())).toArray();
        }

        private @Nullable Double termDifference() {
            if (!(runner instanceof AlignedRunner aligned)) {
                return null;
            }
            String name = given.has("per_group") ? "per_group" : "per_position";
            return given.has(name) ? Differences.relative(aligned.lastTerms(), given.numbers(name)) : null;
        }
    }
}
