package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.SmallRun;
import org.bytestill.model.OwnHead;
import org.bytestill.problem.Problem;
import org.bytestill.problem.Problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
    @TempDir
    Path folder;

    private List<Problem> problems(String... values) throws IOException {
        RunConfig config = SmallRun.config(folder, values);
        return new ConfigCheck().problems(config, folder, folder.resolve("run"));
    }

    private void assertProblem(List<Problem> problems, Severity severity, String field, String words) {
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(severity);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message() + " " + problem.cure()).contains(words);
        });
    }

    @Test
    void anObjectiveThatNeedsWholeRowsOfTheTeacherSaysSoByName() throws Exception {
        for (String whole : new String[] {"uld", "gold", "simct", "mined", "x-token"}) {
            assertProblem(problems("objective", whole, "teacher_rows.source", "cached"), Severity.ERROR, "teacher_rows.top_k",
                    whole + " needs all of each row of the teacher; the 256 most probable");
            assertThat(problems("objective", whole, "teacher_rows.source", "cached", "teacher_rows.top_k", "0"))
                    .noneMatch(Problem::isError);
        }
        assertProblem(problems("objective", "one-to-one", "one_to_one.top_k", "0", "teacher_rows.source", "cached"), Severity.ERROR,
                "teacher_rows.top_k", "one-to-one needs all");
        for (String some : new String[] {"one-to-one", "alm", "bpm"}) {
            assertThat(problems("objective", some, "teacher_rows.source", "cached")).as(some).noneMatch(Problem::isError);
        }
    }

    @Test
    void anObjectiveOverBytesRefusesEndOfTokenRows() throws Exception {
        assertProblem(problems("converter.method", "eot"), Severity.ERROR, "converter.method", "only if the teacher’s token goes on");
        assertThat(problems("objective", "sft", "converter.method", "eot")).extracting(Problem::field).doesNotContain("converter.method");
    }

    @Test
    void aRunThatMayStartHasNoError() throws IOException {
        assertThat(problems()).noneMatch(Problem::isError);
    }

    @Test
    void allErrorsAreFoundAtOnce() throws IOException {
        List<Problem> problems = problems("name", "a/b", "student", "", "teacher", "gone", "text.train", "[]",
                "training.micro_batch_documents", "3",
                "training.step1_updates", "500");
        assertProblem(problems, Severity.ERROR, "name", "letters, digits");
        assertProblem(problems, Severity.ERROR, "student", "No student is chosen");
        assertProblem(problems, Severity.ERROR, "teacher", folder.resolve("gone").toString());
        assertProblem(problems, Severity.ERROR, "text.train", "No text to train on");
        assertProblem(problems, Severity.ERROR, "training.micro_batch_documents", "2 documents are no multiple of 3");
        assertProblem(problems, Severity.ERROR, "training.step1_updates", "500 of 500 updates");
        assertThat(problems.stream().filter(Problem::isError)).hasSize(6);
    }

    @Test
    void anSftRunNeedsNoTeacherButOneThatIsNamedMustLoad() throws IOException {
        assertThat(problems("objective", "sft", "teacher", "", "training.step1_updates", "500")).noneMatch(Problem::isError);
        assertProblem(problems("objective", "sft", "teacher", "gone"), Severity.ERROR, "teacher", "gone");
    }

    @Test
    void unwiseValuesGiveWarnings() throws IOException {
        List<Problem> problems = problems("loss.kl_weight", "0", "converter.threshold", "0.1", "converter.coverage", "0.9",
                "training.learning_rate", "0.002",
                "student", SmallRun.TEACHER.toString(), "text.validation", folder.resolve("train.txt").toString());
        assertProblem(problems, Severity.WARNING, "loss.kl_weight", "not used");
        assertProblem(problems, Severity.WARNING, "converter.threshold", "0.01");
        assertProblem(problems, Severity.WARNING, "converter.coverage", "lower bound");
        assertProblem(problems, Severity.WARNING, "training.learning_rate", "200 times the default");
        assertProblem(problems, Severity.WARNING, "student", "same tokenizer");
        assertProblem(problems, Severity.WARNING, "text.validation", "also trained on");
        assertThat(problems).noneMatch(Problem::isError);
    }

    @Test
    void aTextThatIsReadOverAndOverIsTold() throws IOException {
        List<Problem> problems = problems("training.updates", "2000");
        assertProblem(problems, Severity.WARNING, "training.updates", "learn them by heart");
        assertThat(problems("training.updates", "100")).noneMatch(problem -> problem.field().equals("training.updates"));
    }

    @Test
    void theTrainedPartOfTheStudentMustExist() throws IOException {
        String[] lora = {"adaptation.form", "lora"};
        assertThat(problems(lora)).noneMatch(Problem::isError);
        assertProblem(problems("adaptation.form", "lora", "adaptation.modules", "[q_proj, qproj]"), Severity.ERROR, "adaptation.modules",
                "no linear map \"qproj\" in its blocks; it has q_proj, k_proj");
        assertProblem(problems("adaptation.form", "lora", "adaptation.layers", "[0-5]"), Severity.ERROR, "adaptation.layers",
                "no layer 2: its layers are 0 to 1");
        assertProblem(problems("adaptation.form", "lora", "adaptation.layers", "[first]"), Severity.ERROR, "adaptation.layers",
                "\"first\" is neither a number");
        assertProblem(problems("adaptation.form", "lora", "adaptation.rank", "48"), Severity.WARNING, "adaptation.rank",
                "no lower than the model’s width of 48");
        assertThat(problems("adaptation.form", "head")).noneMatch(Problem::isError);
        for (String without : new String[] {"sft", "covering"}) {
            assertProblem(problems("objective", without, "adaptation.form", "head"), Severity.ERROR, "adaptation.form",
                    "Nothing would be trained: the objective " + without + " has no byte head");
        }
        assertThat(problems("adaptation.form", "lora", "new_tokenizer", "bytes")).as("adapters train new embeddings too")
                .noneMatch(problem -> problem.field().equals("adaptation.form"));
        assertProblem(problems("adaptation.form", "head", "new_tokenizer", "bytes"), Severity.WARNING, "adaptation.form",
                "embeddings stay");
    }

    @Test
    void settingsOfTheCoveringThatHelpLittleGiveWarningsIfTheyAreUsed() throws IOException {
        String[][] unwise = {{"covering.kl_weight", "0", "not used at weight 0"}, {"covering.kl_weight", "30", "token loss hardly counts"},
            {"covering.one_document_in", "4", "less than one a batch"}, {"covering.prune", "0.1", "biased"}};
        for (String[] one : unwise) {
            assertProblem(problems("objective", "covering", one[0], one[1]), Severity.WARNING, one[0], one[2]);
            assertThat(problems("objective", "bld", one[0], one[1])).noneMatch(problem -> problem.field().startsWith("covering."));
        }
        assertThat(problems("objective", "covering")).noneMatch(problem -> problem.field().startsWith("covering.") || problem.isError());
    }

    @Test
    void aStudentThatIsAnAdapterIsSaidToBeTrainedFurtherOrMerged() throws IOException {
        String adapter = Path.of("src/test/resources/goldens/adapters/smollm2").toAbsolutePath().toString();
        assertProblem(problems("student", adapter, "adaptation.form", "lora"), Severity.NOTE, "adaptation.form",
                "an adapter of rank 4; it is trained further");
        assertProblem(problems("student", adapter), Severity.NOTE, "student", "merged into its base before all weights are trained");
        assertThat(problems("student", adapter, "teacher", adapter)).noneMatch(Problem::isError);
    }

    @Test
    void anOutputHeadThatContradictsTheTiedFlagIsNotedForTeacherAndStudent() throws IOException {
        String model = OwnHead.of(SmallRun.STUDENT, folder.resolve("own")).toString();
        List<Problem> problems = problems("student", model, "teacher", model);
        assertThat(problems).noneMatch(Problem::isError);
        assertProblem(problems, Severity.NOTE, "student", "tie_word_embeddings");
        assertProblem(problems, Severity.NOTE, "teacher", "tie_word_embeddings");
    }

    @Test
    void aDocumentLongerThanTheStudentsContextIsFoundBeforeTheStart() throws IOException {
        // The golden student reads 128 tokens at once or so; 3,000 bytes are more.
        assertProblem(problems("text.document_bytes", "3000"), Severity.ERROR, "text.document_bytes", "text.document_bytes to");
    }

    @Test
    void invalidTextIsNotedAndLongTokensAreCounted() throws IOException {
        RunConfig config = SmallRun.config(folder, "byte_head.positions", "2");
        Files.write(folder.resolve("train.txt"), new byte[] {'t', 'h', 'e', 'r', 'e', ' ', (byte) 0xFF, '\n'});
        List<Problem> problems = new ConfigCheck().problems(config, folder, folder.resolve("run"));
        assertProblem(problems, Severity.NOTE, "text.train", "0xFF at offset 6");
        assertProblem(problems, Severity.NOTE, "byte_head.positions", "longer than 2 bytes");
    }

    @Test
    void aFolderThatIsTakenOrCannotBeMadeIsAnError() throws IOException {
        RunConfig config = SmallRun.config(folder);
        Files.writeString(Files.createDirectories(folder.resolve("run")).resolve("run.json"), "{}");
        assertProblem(new ConfigCheck().problems(config, folder, folder.resolve("run")), Severity.ERROR, "name", "resume");
        assertProblem(new ConfigCheck().problems(config, folder, folder.resolve("train.txt/run")), Severity.ERROR, "name", "is a file");
    }

    @Test
    void aDiskThatIsTooSmallIsAnError() throws IOException {
        // Each checkpoint is a few MB; ten million of them fit on no disk of this decade.
        assertProblem(problems("checkpoint.keep_last", "100000000"), Severity.ERROR, "checkpoint.keep_last", "MB are free");
    }

    @Test
    void relativePathsAreMeantFromTheConfigurationsFolder() throws IOException {
        assertThat(problems("text.train", "train.txt", "text.validation", "[validation.txt]")).noneMatch(Problem::isError);
    }
}
