package org.bytestill.ui.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecords;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.evaluate.Interval;
import org.bytestill.problem.UserError;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksViewModelTest {
    @TempDir
    private Path folder;
    private final List<TaskRequest> asked = new ArrayList<>();
    private final Tasks tasks = new Tasks(Runnable::run, Runnable::run);
    private CompletableFuture<TaskRecord> answer = new CompletableFuture<>();
    private Progress progress;
    private long nanos;
    private List<Path> files;
    private FakeRun run;
    private TasksViewModel model;

    @BeforeEach
    void open() throws IOException {
        files = SampleTasks.files(folder);
        run = run("covering-1");
        model = model();
        model.show(run);
    }

    private FakeRun run(String name) throws IOException {
        FakeRun made = FakeRun.training(Files.createDirectories(folder.resolve(name)));
        made.config = RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/teacher");
        return made;
    }

    /** As after a start of the window. */
    private TasksViewModel model() {
        return new TasksViewModel(new ScriptedEngine() {
            @Override
            public CompletableFuture<TaskRecord> tasks(Path of, TaskRequest request, Progress told) {
                asked.add(request);
                progress = told;
                return answer;
            }
        }, tasks, Runnable::run, folder.resolve("home/recent-tasks.json"), () -> nanos);
    }

    private void ask() {
        model.ask().add(files);
        model.start();
    }

    private TaskRecord kept() {
        return TaskRecords.keep(run.folder(), asked.get(asked.size() - 1), SampleTasks.report(asked.get(asked.size() - 1)));
    }

    @Test
    void theBestCheckpointIsAskedAsTheTasksSayUntilSomebodyChooses() {
        assertThat(model.ask().inWords()).isEqualTo("Choose a task file.");
        model.start();
        assertThat(asked).isEmpty();
        ask();
        assertThat(asked)
                .containsExactly(new TaskRequest(run.folder(), "1200", files, null, TaskRequest.Prompts.PLAIN, 0, null, "best", null,
                        "float32", "auto"));
        assertThat(model.runningProperty().get()).isTrue();
    }

    @Test
    void whatIsChosenIsAskedAndStandsInTheCommand() {
        AskModel ask = model.ask();
        ask.add(files);
        ask.add(List.of(files.get(0)));
        assertThat(ask.files()).as("none twice").isEqualTo(files);
        assertThat(ask.inWords()).isEqualTo("2 tasks of 1 model");
        ask.chooseAll();
        ask.compareWith(Path.of("/models/an other"), "best");
        ask.teacherProperty().set(true);
        ask.fewshotProperty().set("3");
        ask.limitProperty().set("0.5");
        ask.styleProperty().set(PromptStyle.FILE);
        assertThat(ask.inWords()).isEqualTo("Choose the file of the chat template.");
        assertThat(ask.commandLine()).isEmpty();
        ask.templateProperty().set(Path.of("/models/chat.jinja"));
        ask.multiTurnProperty().set(true);
        assertThat(ask.inWords()).isEqualTo("2 tasks of 5 models");
        TaskRequest request = ask.request();
        assertThat(request.checkpoint()).isEqualTo("all");
        assertThat(request.against()).isEqualTo(Path.of("/models/an other"));
        assertThat(request.teacher()).isEqualTo(Path.of("/models/teacher"));
        assertThat(request.prompts()).isEqualTo(new TaskRequest.Prompts(true, Path.of("/models/chat.jinja"), true, ""));
        assertThat(ask.commandLine()).isEqualTo("bytestill eval " + run.folder() + " --task " + files.get(0) + " " + files.get(1)
                + " --checkpoints all --against '/models/an other' --teacher /models/teacher --num-fewshot 3 --limit 0.5"
                + " --chat-template /models/chat.jinja --fewshot-as-multiturn");
        ask.choose(1200, false);
        ask.otherProperty().set(ask.others().get(2));
        ask.styleProperty().set(PromptStyle.OWN);
        ask.limitProperty().set("20");
        assertThat(ask.commandLine()).contains(" --checkpoints first,1100 ", " --against " + run.folder() + " --against-checkpoint 1100 ",
                " --limit 20 --apply-chat-template --fewshot-as-multiturn");
    }

    @Test
    void aNumberThatIsNoneIsSaidAndNothingIsAsked() {
        model.ask().fewshotProperty().set("many");
        ask();
        assertThat(model.problemProperty().get()).startsWith("Few-shot examples: \"many\" is no whole number.");
        model.ask().fewshotProperty().set("");
        model.ask().limitProperty().set("-4");
        model.start();
        assertThat(model.problemProperty().get()).startsWith("Documents a task: \"-4\" is no number above 0.");
        assertThat(asked).isEmpty();
    }

    @Test
    void progressSaysTheShareAndTheTimeLeft() {
        ask();
        assertThat(model.progress()).startsWith("Opening the model");
        nanos = 30_000_000_000L;
        assertThat(progress.report(25, 100)).isTrue();
        assertThat(model.progress()).isEqualTo("25 % answered, about 2 min left");
        model.cancel();
        assertThat(progress.report(26, 100)).as("it is told to stop").isFalse();
        answer.completeExceptionally(new CancellationException());
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.runningProperty().get()).isFalse();
    }

    @Test
    void itGoesOnWhileAnotherRunIsLookedAtAndItsResultsAreThereAfterwardsAndAfterARestart() throws IOException {
        ask();
        model.show(run("other"));
        assertThat(model.runningProperty().get()).isFalse();
        assertThat(progress.report(50, 100)).as("it goes on").isTrue();
        answer.complete(kept());
        assertThat(model.results().records()).as("they are not the other's").isEmpty();
        model.show(run);
        assertThat(model.results().records()).hasSize(1);
        TasksViewModel again = model();
        again.show(run);
        assertThat(again.results().chosenProperty().get()).isEqualTo(model.results().chosenProperty().get());
        assertThat(again.ask().files()).as("asked again is what was asked last").isEqualTo(files);
        assertThat(again.recent().all()).isEqualTo(files);
    }

    @Test
    void whatWentWrongIsSaidAndAnotherRunIsNotBlamed() throws IOException {
        ask();
        answer.completeExceptionally(UserError.badInput("endings.yaml, line 3: there is no such file. Mend it."));
        assertThat(model.problemProperty().get()).isEqualTo("endings.yaml, line 3: there is no such file. Mend it.");
        model.show(run("other"));
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void resultsAreShownWithTheSecondModelTheTeacherAndTheCurve() {
        ask();
        answer.complete(kept());
        ResultsModel results = model.results();
        assertThat(results.name(results.modelProperty().get())).as("the last checkpoint").isEqualTo("update 96");
        assertThat(results.rows()).extracting(ResultRow::metric).startsWith("acc", "acc_norm");
        ResultRow accuracy = results.rowProperty().get();
        assertThat(accuracy.name()).isEqualTo("sentence_endings, acc");
        double own = accuracy.figure().value();
        double other = accuracy.other().orElseThrow().value();
        assertThat(accuracy.figure().difference().orElseThrow().interval().value()).isEqualTo(other - own);
        assertThat(results.inWords())
                .startsWith("sentence_endings, acc: " + ResultRow.number(own) + " at update 96, " + ResultRow.number(other)
                        + " with student; difference")
                .contains("(sign test p ", "The same choice as the teacher on 100.0 % of the documents");
        assertThat(results.curve()).extracting(ResultsModel.Point::update).containsExactly(0, 40, 96);
        assertThat(results.curve().get(2).interval()).isEqualTo(accuracy.figure().interval());
        assertThat(results.levels()).extracting(ResultsModel.Level::name).containsExactly("teacher", "student");
        results.choose(results.rows().get(1));
        results.modelProperty().set(results.chosenProperty().get().models().get(0));
        assertThat(results.rowProperty().get().metric()).as("the chosen metric stays").isEqualTo("acc_norm");
        assertThat(results.name(results.modelProperty().get())).isEqualTo("before training");
    }

    @Test
    void onlyAnIntervalWithoutZeroTellsTwoModelsApart() {
        assertThat(words(0.1, 0.02, 0.2, true)).contains("Better: B.");
        assertThat(words(0.1, 0.02, 0.2, false)).contains("Better: A.");
        assertThat(words(-0.1, -0.2, -0.02, true)).contains("Better: A.");
        assertThat(words(0.1, -0.02, 0.2, true)).contains("do not tell them apart.");
    }

    private static String words(double difference, double low, double high, boolean higherIsBetter) {
        Interval interval = new Interval(0.5, 0.4, 0.6);
        TaskRecord.Difference compared = new TaskRecord.Difference(new Interval(difference, low, high), 5, 2, 0.4);
        return new ResultRow(new TaskRecord.Figure("t", "t", "acc,none", 0.1, interval, higherIsBetter, 24, 0, Optional.of(compared)),
                Optional.empty(), Optional.empty()).inWords("A", "B");
    }

    @Test
    void documentsAreNarrowedToThoseThatWereLostOrWonAgainstTheSecondModel() {
        ask();
        answer.complete(kept());
        ResultsModel results = model.results();
        results.modelProperty().set(results.chosenProperty().get().models().get(0));
        DocumentsModel documents = results.documents();
        assertThat(documents.shown()).as("nobody looks at them yet").isEmpty();
        documents.want(true);
        assertThat(documents.names()).containsExactly("sentence_endings", "sentences");
        assertThat(documents.count(Verdict.ALL)).isEqualTo(24);
        assertThat(documents.count(Verdict.RIGHT) + documents.count(Verdict.WRONG)).isEqualTo(24);
        assertThat(documents.count(Verdict.WRONG)).isPositive();
        double accuracy = results.rowProperty().get().figure().value();
        assertThat(documents.count(Verdict.RIGHT) / 24.0).isEqualTo(accuracy);
        TaskRecord.Difference difference = results.rowProperty().get().figure().difference().orElseThrow();
        assertThat(documents.count(Verdict.LOST)).isEqualTo(difference.higher()).isPositive();
        assertThat(documents.count(Verdict.WON)).isEqualTo(difference.lower());
        documents.verdictProperty().set(Verdict.LOST);
        assertThat(documents.shown()).hasSize(difference.higher()).allMatch(row -> row.value(row.own()) == 0)
                .allMatch(row -> row.value(row.other().orElseThrow()) == 1);
        DocumentRow lost = documents.shown().get(0);
        documents.chosenProperty().set(lost);
        assertThat(lost.rightAnswer().split(" ")).hasSize(4);
        assertThat(lost.own().lostAt()).as("the byte where it was lost")
                .isGreaterThanOrEqualTo(lost.own().context(0).getBytes(StandardCharsets.UTF_8).length);
        documents.taskProperty().set("sentences");
        assertThat(documents.shown()).as("less probable than with the second").allMatch(
                row -> row.own().logLikelihoods().get(0) < row.other().orElseThrow().logLikelihoods().get(0));
    }

    @Test
    void samplesAreWrittenAsTheCommandWritesThem() throws IOException {
        ask();
        TaskRecord kept = kept();
        answer.complete(kept);
        Path saved = folder.resolve("saved.jsonl");
        model.saveSamples(saved);
        assertThat(saved).hasSameTextualContentAs(kept.models().get(2).samples());
        assertThat(Files.readAllLines(saved)).hasSize(48);
        model.saveSamples(folder.resolve("nowhere/saved.jsonl"));
        assertThat(model.problemProperty().get()).contains("cannot be written", "Choose another place.");
    }
}
