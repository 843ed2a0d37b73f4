package org.bytestill.objective.tokenkl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.OneStepObjective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.UpdateCost;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.Workload;
import org.bytestill.objective.WrittenTokens;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.util.Texts;

/**
 * Token-level knowledge distillation for a teacher and a student with one tokenizer (method.md 3.5): token loss, and at every supervised token
 * the forward KL, reverse KL or generalised Jensen-Shannon divergence of their next-token distributions at a temperature (GKD, arXiv
 * 2306.13649).
 */
public final class TokenKlObjective implements OneStepObjective {
    /** The divergence a supervised token. */
    static final Metric TOKEN_KL = Metric.of("tokenKl", "nats per token");
    /** Share of supervised tokens before which teacher and student find the same token most probable, from 0 to 1. */
    static final Metric TOKEN_AGREEMENT = Metric.of("tokenAgreement", "share");
    private static final Texts TEXTS = Texts.of("tokenkl");

    @Override
    public String name() {
        return "token-kl";
    }

    @Override
    public String label() {
        return TEXTS.get("label");
    }

    @Override
    public String meaning() {
        return TEXTS.get("meaning");
    }

    @Override
    public String effect() {
        return TEXTS.get("effect");
    }

    @Override
    public TeacherNeed teacher() {
        return TeacherNeed.TOKENS;
    }

    /** At another temperature the mass of the rest is unknown. */
    @Override
    public boolean needsWholeRows(RunConfig config) {
        return config.tokenKl().temperature() != 1;
    }

    /** The student's own tokens, which are the teacher's. */
    @Override
    public List<SpanTokens> teacherTokens(TokenizedDocument document, Tokenizer student, Tokenizer teacher) {
        return SpanTokens.of(document, student.vocabulary().beginOfSequence());
    }

    @Override
    public Optional<WrittenTokens> onPolicy() {
        return Optional.of(WrittenTokens.SAMPLED);
    }

    @Override
    public String script() {
        return ScriptTemplate.source("token_kl");
    }

    @Override
    public UpdateRunner runner(Student student, Tokenizer tokenizer, TeacherData teacher, RunConfig config) {
        return new TokenKlRunner(student, teacher.tokens(), config.tokenKl(), tokenizer.vocabulary());
    }

    @Override
    public Map<Metric, Double> measured(LossSums sums, Step step, RunConfig config) {
        double compared = Math.max(1, sums.get(TokenKlRunner.COMPARED));
        double divergence = sums.get(TokenKlRunner.KL) / compared;
        double total = config.tokenKl().tokenWeight() * sums.token() / sums.tokens() + config.tokenKl().klWeight() * divergence;
        return Map.of(TOKEN_KL, divergence, TOKEN_AGREEMENT, sums.get(TokenKlRunner.SAME) / compared, Metric.TOTAL_LOSS, total);
    }

    @Override
    public Optional<Curve> curve() {
        return Optional.of(new Curve(TOKEN_KL, TEXTS.get("curve"), 3));
    }

    @Override
    public List<Problem> problems(RunConfig config) {
        RunConfig.TokenKl settings = config.tokenKl();
        if (settings.klWeight() == 0 && settings.tokenWeight() == 0) {
            return List.of(Problem.error("token_kl.kl_weight", TEXTS.get("problem.weights"), TEXTS.get("problem.weights.cure")));
        }
        if (config.teachers().size() > 1) {
            return List.of(Problem.error("more_teachers", TEXTS.get("problem.teachers"), TEXTS.get("problem.teachers.cure")));
        }
        return settings.klWeight() > 0 ? List.of()
                : List.of(Problem.warning("token_kl.kl_weight", TEXTS.get("problem.unused"), TEXTS.get("problem.unused.cure")));
    }

    @Override
    public List<Problem> problems(RunConfig config, CheckedModels models) {
        boolean isOne = models.teacherTokenizer().map(teacher -> spellTheSame(teacher.vocabulary(), models.studentTokenizer().vocabulary()))
                .orElse(true);
        return isOne ? List.of() : List.of(Problem.error("teacher", TEXTS.get("problem.tokenizers"), TEXTS.get("problem.tokenizers.cure")));
    }

    /** One tokenizer, whatever padding the models add: every id has the same bytes on both sides. */
    private static boolean spellTheSame(Vocabulary teacher, Vocabulary student) {
        return teacher.size() == student.size()
                && IntStream.range(0, teacher.size()).allMatch(id -> Arrays.equals(teacher.bytesOf(id), student.bytesOf(id)));
    }

    @Override
    public UpdateCost cost(RunConfig config, Workload workload) {
        return UpdateCost.ofTokens(workload);
    }

    @Override
    public Set<String> settings() {
        return Set.of("token_kl.");
    }

    @Override
    public Optional<String> unused(String setting, RunConfig config) {
        boolean noBeta = setting.equals("token_kl.beta") && config.tokenKl().divergence() != RunConfig.DivergenceKind.JSD;
        return noBeta ? Optional.of(TEXTS.get("unused.beta")) : Optional.empty();
    }

    @Override
    public String plan(RunConfig config) {
        return TEXTS.get("plan", config.training().updates());
    }

    @Override
    public String card(RunConfig config, String teachers) {
        return Texts.inFiles("tokenkl").get("card", teachers, RunConfigFile.text(config, "token_kl.divergence"),
                RunConfigFile.text(config, "token_kl.kl_weight"));
    }

    @Override
    public Map<String, List<String>> variants() {
        return Map.of();
    }
}
