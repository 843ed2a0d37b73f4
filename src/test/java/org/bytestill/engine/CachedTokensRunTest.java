package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.Objective;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.Metric;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Token rows of a teacher that are kept on disk give the same training as a teacher in memory. */
class CachedTokensRunTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models").toAbsolutePath();

    @TempDir
    private Path folder;

    static List<Objective> objectives() {
        return Objectives.all().stream().filter(objective -> objective.teacher() == TeacherNeed.TOKENS).toList();
    }

    /** Total losses of two updates. */
    private double[] losses(String objective, String name, String... settings) throws Exception {
        String[] all = Stream.of(new String[] {"objective", objective, "training.updates", "2", "evaluation.every_updates", "2",
            "checkpoint.every_updates", "2"}, SmallRun.needs(Objectives.named(objective)), settings).flatMap(Stream::of)
                .toArray(String[]::new);
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine.start(SmallRun.config(folder, all), folder, folder.resolve(name));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
            return new double[] {run.metrics().training().value(Metric.TOTAL_LOSS, 0),
                run.metrics().training().value(Metric.TOTAL_LOSS, 1)};
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void cachedAndLiveRowsGiveTheSameLosses(Objective objective) throws Exception {
        double[] live = losses(objective.name(), "live");
        double[] cached = losses(objective.name(), "cached", "teacher_rows.source", "cached", "teacher_rows.top_k", "0");
        assertThat(cached[0]).isCloseTo(live[0], within(1e-6 * Math.abs(live[0])));
        assertThat(cached[1]).isCloseTo(live[1], within(1e-4 * Math.abs(live[1])));
        assertThat(Files.exists(folder.resolve("cached/teacher-rows/manifest.json"))).isTrue();
    }

    /** The observed token is always kept, so chains of tokens are known whatever else is. */
    @Test
    void likelihoodsOfGroupsNeedTheTokensOfTheTextAlone() throws Exception {
        double[] live = losses("alm", "live");
        double[] cached = losses("alm", "cached", "teacher_rows.source", "cached", "teacher_rows.top_k", "1");
        assertThat(cached[0]).isCloseTo(live[0], within(1e-5 * Math.abs(live[0])));
    }

    /** With the rest as one outcome a divergence is a lower bound, and nears the whole one. */
    @Test
    void fewerIdsGiveALowerBoundOfTheDivergence() throws Exception {
        double before = 0;
        double live = losses("token-kl", "live", "token_kl.token_weight", "0")[0];
        for (int kept : new int[] {1, 8, 64, 256}) {
            double loss = losses("token-kl", "kept" + kept, "teacher_rows.source", "cached", "teacher_rows.top_k", Integer.toString(kept),
                    "token_kl.token_weight", "0")[0];
            assertThat(loss).as("%d ids", kept).isGreaterThan(before).isLessThan(live);
            before = loss;
        }
        assertThat(before).isGreaterThan(0.5 * live);
    }

    @Test
    void aFolderOfRowsServesSeveralObjectivesAndIsRefusedForAnotherTeacherOrText() throws Exception {
        String rows = folder.resolve("rows").toString();
        String[] shared = {"teacher_rows.source", "cached", "teacher_rows.top_k", "0", "teacher_rows.folder", rows};
        losses("one-to-one", "first", shared);
        long written = Files.getLastModifiedTime(Path.of(rows, "manifest.json")).toMillis();
        losses("uld", "second", shared);
        assertThat(Files.getLastModifiedTime(Path.of(rows, "manifest.json")).toMillis()).as("nothing is computed again").isEqualTo(written);
        refused("other-k", rows, "ids kept is all there, 64 here", "teacher_rows.top_k", "64");
        refused("other-text", rows, "text and template is ", "teacher_rows.top_k", "0", "text.max_train_bytes", "1000");
        refused("other-teacher", rows, "teacher is ", "teacher_rows.top_k", "0", "teacher", MODELS.resolve("llama3").toString());
    }

    /** Each answer after the teacher's own rendering of what is before it. */
    @Test
    void cachedAndLiveRowsAgreeOnConversations() throws Exception {
        Path sample = Path.of("sample-data").toAbsolutePath();
        RunConfig config = RunConfigFile.resolved(RunConfigFile.read(sample.resolve("chats.yaml")), sample);
        String[] short_ = {"text.max_train_bytes", "4000", "text.max_validation_bytes", "1500", "training.updates", "1",
            "training.batch_documents", "4", "training.micro_batch_documents", "2", "evaluation.agreement_bytes", "200", "hardware.threads",
            "1", "hardware.device", "cpu"};
        for (String objective : List.of("one-to-one", "bpm")) {
            double[] losses = new double[2];
            for (int i = 0; i < 2; i++) {
                RunConfig of = config;
                String[] values = Stream.of(short_, new String[] {"objective", objective, "teacher_rows.top_k", "0", "teacher_rows.source",
                    i == 0 ? "live" : "cached"}).flatMap(Stream::of).toArray(String[]::new);
                for (int k = 0; k < values.length; k += 2) {
                    of = RunConfigFile.with(of, values[k], values[k + 1]);
                }
                try (TrainingEngine engine = new TrainingEngine()) {
                    Run run = engine.start(of, folder, folder.resolve(objective + i));
                    SmallRun.awaitEnd(run);
                    assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
                    losses[i] = run.metrics().training().value(Metric.TOTAL_LOSS, 0);
                    assertThat(run.metrics().training().value(Metric.of("lostBytes", "bytes"), 0)).isZero();
                }
            }
            assertThat(losses[1]).as(objective).isCloseTo(losses[0], within(2e-6 * losses[0]));
        }
    }

    private void refused(String name, String rows, String difference, String... settings) throws Exception {
        String[] all = Stream.of(new String[] {"objective", "one-to-one", "training.updates", "2", "teacher_rows.source", "cached",
            "teacher_rows.folder", rows}, settings).flatMap(Stream::of).toArray(String[]::new);
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine.start(SmallRun.config(folder, all), folder, folder.resolve(name));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).isEqualTo(RunState.FAILED);
            assertThat(run.progress().message()).contains("The teacher rows in " + rows + " are of another run", difference);
            assertThat(run.progress().update()).isZero();
        }
    }
}
