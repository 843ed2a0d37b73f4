package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.run.alert.Alerts;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.chart.EventMark;
import org.bytestill.ui.common.chart.PairPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a toolkit: what is said of a run, and what is asked of it. */
class DashboardViewModelTest {
    private final Path folder = Path.of("runs/whales");
    private final FakeRun run = FakeRun.training(folder);
    private final FakeEngine engine = new FakeEngine();
    private final List<Run> resumed = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final DashboardViewModel model = new DashboardViewModel(run, engine, resumed::add, new Tasks(Runnable::run, Runnable::run),
            failures::add);

    @Test
    void everyAlertHasAnAction() {
        assertThat(Alerts.words()).doesNotHaveDuplicates().allMatch(word -> !AlertAction.of(word).isEmpty());
    }

    @Test
    void theBarCountsUpdatesTextSpeedAndTimeLeft() {
        BarFacts bar = model.bar();
        assertThat(bar.step()).isEqualTo("Step 2 of 2");
        assertThat(bar.updates()).isEqualTo("1,220 / 2,000");
        // 1,220 and 2,000 updates of 131,072 bytes.
        assertThat(bar.text()).isEqualTo("160 / 262");
        assertThat(bar.textUnit()).isEqualTo("MB of text");
        assertThat(bar.speed()).hasToString("41.3 kB/s");
        assertThat(bar.left()).isEqualTo("1 h 43 min");
        assertThat(bar.share()).isCloseTo(0.61, within(1e-12));
    }

    @Test
    void whileConvertingTheBarCountsWhatTheTeacherHasRead() {
        run.progress = new RunProgress(RunState.CONVERTING, 0, 2, 0, 2000, 0, 0, 1200, Double.NaN, 1_200_000, 6_000_000, "");
        BarFacts bar = model.bar();
        assertThat(bar.text()).isEqualTo("1.2 / 6.0");
        assertThat(bar.textUnit()).isEqualTo("MB read by the teacher");
        assertThat(bar.share()).isCloseTo(0.2, within(1e-12));
        assertThat(bar.left()).isEmpty();
        EmptyStateText words = model.emptyWords();
        assertThat(words.head()).isEqualTo("The teacher reads the text first");
        // 4.8 MB at 1.2 kB/s is 4,000 s.
        assertThat(words.detail()).isEqualTo("1.2 MB of 6 MB done; about 1 h 7 min left");
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void eachStateOffersWhatMakesSense(RunState state) {
        run.state(state);
        BarFacts bar = model.bar();
        assertThat(bar.canPause() && bar.canResume()).as("pause and resume at once").isFalse();
        assertThat(bar.canCheckpoint())
                .isEqualTo(state == RunState.RUNNING || state == RunState.EVALUATING || state == RunState.SAVING);
        assertThat(bar.canStop()).isEqualTo(switch (state) {
            case LOADING, CONVERTING, RUNNING, EVALUATING, SAVING, PAUSED -> true;
            default -> false;
        });
        assertThat(bar.canResume()).isEqualTo(state.canResume());
    }

    @Test
    void aWishDuringAnEvaluationIsPendingUntilItHappens() {
        run.state(RunState.EVALUATING);
        assertThat(model.requests().pending()).isEmpty();
        model.requests().checkpoint();
        assertThat(model.requests().pending()).isEqualTo("saves soon");
        run.events.add(new RunEvent(RunEvent.Kind.EVALUATED, 1220, Instant.EPOCH, "Evaluation."));
        assertThat(model.requests().pending()).as("that was not the checkpoint").isEqualTo("saves soon");
        run.events.add(new RunEvent(RunEvent.Kind.CHECKPOINT, 1220, Instant.EPOCH, "Checkpoint saved."));
        assertThat(model.requests().pending()).isEmpty();
        assertThat(run.requests).containsExactly("checkpoint");
    }

    @Test
    void alertsStayUntilTheyArePutAwayOrTheRunGoesOnOtherwise() {
        RunEvent worse = new RunEvent(RunEvent.Kind.WARNING, 900, Instant.EPOCH, "The validation text was worse.", "validation-worse");
        RunEvent slower = new RunEvent(RunEvent.Kind.WARNING, 950, Instant.EPOCH, "Less text a second.", "slower");
        run.events.addAll(List.of(worse, slower));
        run.events.add(new RunEvent(RunEvent.Kind.WARNING, 960, Instant.EPOCH, "A warning that is no alert."));
        assertThat(model.alerts()).containsExactly(slower, worse);
        model.putAway(slower);
        assertThat(model.alerts()).containsExactly(worse);
        run.events.add(new RunEvent(RunEvent.Kind.CHANGED, 1000, Instant.EPOCH, "Changed: training.learning_rate."));
        assertThat(model.alerts()).isEmpty();
    }

    @Test
    void halfTheRateGoesOnFromTheLastGoodCheckpoint() {
        engine.runs.put(folder, run);
        run.state(RunState.FAILED);
        run.config = RunConfigFile.with(RunConfigFile.with(run.config, "training.learning_rate", "0.001"), "training.head_learning_rate",
                "0.01");
        model.requests().goOnWithHalfTheRate();
        assertThat(engine.resumedFrom).containsExactly("good");
        assertThat(engine.changed).containsEntry("training.learning_rate", "5.0E-4").containsEntry("training.head_learning_rate", "0.005");
        assertThat(resumed).hasSize(1);
    }

    @Test
    void whatCanBeChangedIsCheckedAsItIsTyped() {
        run.config = RunConfigFile.with(run.config, "objective", "covering");
        ChangeModel change = new ChangeModel(run.config, 500);
        assertThat(change.settings()).extracting(SettingInfo::path).startsWith("covering.kl_weight")
                .contains("training.learning_rate", "training.updates").doesNotContain("loss.byte_weight", "seed", "student");
        SettingInfo updates = RunConfigFile.setting("training.updates");
        assertThat(change.isReady()).as("nothing differs").isFalse();
        change.type(updates, "400");
        assertThat(change.problem(updates)).contains("500 updates are done");
        assertThat(change.isReady()).isFalse();
        change.type(updates, "many");
        assertThat(change.problem(updates)).contains("a whole number");
        change.type(updates, " 9000 ");
        assertThat(change.problem(updates)).isEmpty();
        assertThat(change.isReady()).isTrue();
        assertThat(change.changes()).containsExactly(Map.entry("training.updates", "9000"));
        change.type(updates, RunConfigFile.text(run.config, "training.updates"));
        assertThat(change.isReady()).as("as it was").isFalse();
    }

    @Test
    void theHeadlinePairComesFromTheNewestEvaluation() {
        Headline agreement = model.agreement();
        assertThat(agreement.update()).isEqualTo(1200);
        // SampleLog: 0.16 + 0.5 (0.5 e^(-1200/70) + e^(-1200/400)), and the same at 1,100.
        assertThat(agreement.value()).isCloseTo(0.16 + 0.5 * (0.5 * Math.exp(-1200 / 70.0) + Math.exp(-3)), within(1e-12));
        assertThat(agreement.change()).isCloseTo(0.5 * (Math.exp(-3) - Math.exp(-2.75)), within(1e-6));
        assertThat(agreement.changeSpan()).isEqualTo(100);
        Headline quality = model.quality();
        assertThat(quality.head()).as("the byte head's nats in bits").isCloseTo(run.log.evaluation().last(Metric.BYTE_LOSS) / Math.log(2),
                within(1e-12));
        assertThat(quality.trend()).hasSize(13);
    }

    @Test
    void beforeTheFirstEvaluationThereIsNoFigure() {
        assertThat(Headline.agreement(new EmptyLog()).value()).isNaN();
        assertThat(Headline.agreement(new EmptyLog()).update()).isEqualTo(-1);
    }

    @Test
    void aRunWithoutATeacherSaysSo() {
        run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "sft");
        assertThat(model.hasTeacher()).isFalse();
    }

    @Test
    void aRunGoesOnFromTheCheckpointOfChoice() {
        engine.runs.put(folder, run);
        model.requests().resumeFrom(600);
        model.requests().resumeFrom(0);
        assertThat(engine.resumedFrom).containsExactly("600", "first");
        assertThat(resumed).hasSize(2);
    }

    @Test
    void pausingAndGoingOnAreWishesToTheRunItself() {
        model.requests().pauseOrResume();
        model.requests().pauseOrResume();
        assertThat(run.requests).containsExactly("pause", "resume");
        assertThat(engine.resumed).isEmpty();
    }

    @Test
    void aRunThatEndedIsTakenUpByTheEngineAndItsNewHandleIsTold() {
        FakeRun taken = FakeRun.training(folder);
        engine.runs.put(folder, taken);
        run.state(RunState.INTERRUPTED);
        model.requests().pauseOrResume();
        assertThat(engine.resumed).containsExactly(folder);
        assertThat(resumed).containsExactly(taken);
    }

    @Test
    void aRunIsTakenUpOnceHoweverOftenTheKeyIsPressed() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        DashboardViewModel slow = new DashboardViewModel(run, engine, resumed::add, new Tasks(waiting::add, Runnable::run), failures::add);
        engine.runs.put(folder, run);
        run.state(RunState.STOPPED);
        slow.requests().pauseOrResume();
        slow.requests().pauseOrResume();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        assertThat(engine.resumed).containsExactly(folder);
        slow.requests().pauseOrResume();
        assertThat(waiting).as("it may be taken up again when it has stopped again").hasSize(1);
    }

    @Test
    void theWorstUpdateIsOneThatWasMeasured() {
        MetricTable training = new MetricTable(Metric.UPDATE, Metric.KL_BITS);
        double[] divergences = {Double.NaN, 0.3, Double.NaN, 0.7, 0.5};
        for (int row = 0; row < divergences.length; row++) {
            training.append(Map.of(Metric.UPDATE, row + 1.0, Metric.KL_BITS, divergences[row]));
        }
        DashboardViewModel some = new DashboardViewModel(new ScriptedRun(folder, RunConfig.defaults()) {
            @Override
            public MetricLog metrics() {
                return new EmptyLog() {
                    @Override
                    public MetricTable training() {
                        return training;
                    }
                };
            }
        }, engine, resumed::add, new Tasks(Runnable::run, Runnable::run), failures::add);
        assertThat(some.worstUpdate(Metric.KL_BITS, Metric.UPDATE, 1, 5)).isEqualTo(4);
        assertThat(some.worstUpdate(Metric.KL_BITS, Metric.UPDATE, 1, 3)).isEqualTo(2);
        assertThat(some.worstUpdate(Metric.KL_BITS, Metric.UPDATE, 3, 3)).as("where none was, the place counts").isEqualTo(3);
        assertThat(some.worstUpdate(Metric.KL_BITS, Metric.UPDATE, 8, 9)).as("the nearest").isEqualTo(5);
    }

    @Test
    void whatCannotBeResumedIsShownNotLost() {
        run.state(RunState.FAILED);
        model.requests().pauseOrResume();
        assertThat(failures).singleElement().satisfies(thrown -> assertThat(thrown).hasMessageContaining("whales"));
    }

    @Test
    void aRunThatIsDoneIsLeftAlone() {
        run.state(RunState.DONE);
        model.requests().pauseOrResume();
        assertThat(run.requests).isEmpty();
        assertThat(engine.resumed).isEmpty();
    }

    @Test
    void stoppingGivesUpTheUpdatesSinceTheNewestCheckpoint() {
        model.lookAtCheckpoints();
        assertThat(model.unsavedUpdates()).as("1,220 less 1,200").isEqualTo(20);
        model.requests().stop(false);
        assertThat(run.requests).containsExactly("stop, save false");
    }

    @Test
    void theLaneMarksTheNewestBestAndAPauseOnce() {
        Instant now = Instant.now();
        run.events = new ArrayList<>(
                List.of(new RunEvent(RunEvent.Kind.STARTED, 0, now, "a"), new RunEvent(RunEvent.Kind.STEP, 200, now, "b"),
                        new RunEvent(RunEvent.Kind.BEST, 300, now, "c"), new RunEvent(RunEvent.Kind.PAUSED, 350, now, "d"),
                        new RunEvent(RunEvent.Kind.RESUMED, 350, now, "e"),
                        new RunEvent(RunEvent.Kind.BEST, 400, now, "f")));
        assertThat(model.marks()).extracting(EventMark::kind).containsExactly(RunEvent.Kind.STEP, RunEvent.Kind.PAUSED, RunEvent.Kind.BEST);
        assertThat(model.marks().get(0).line()).isEqualTo("Step 2");
        assertThat(model.marks().get(2).text()).isEqualTo("400: f");
    }

    @Test
    void anEvaluationItsRecordAndItsCheckpointAreOneLine() {
        Instant now = Instant.now();
        List<EventLine> lines = EventLine.of(List.of(new RunEvent(RunEvent.Kind.STARTED, 0, now, "Training begins."),
                new RunEvent(RunEvent.Kind.EVALUATED, 50, now, "Evaluation"),
                new RunEvent(RunEvent.Kind.BEST, 50, now, "Best"), new RunEvent(RunEvent.Kind.CHECKPOINT, 50, now, "Saved"),
                new RunEvent(RunEvent.Kind.CHECKPOINT, 80, now, "Saved")));
        assertThat(lines).extracting(line -> line.event().message()).containsExactly("Saved", "Evaluation", "Training begins.");
        assertThat(lines.get(1).best()).isTrue();
        assertThat(lines.get(1).saved()).isTrue();
        assertThat(lines.get(0).saved()).as("its own sentence says so").isFalse();
    }

    @Test
    void theTrailEndsAtTheNewestEvaluation() {
        assertThat(model.trail()).hasSize(13);
        assertThat(model.trail().get(0).label()).isEqualTo("0");
        assertThat(model.trail().get(12).label()).isEqualTo("1,200");
        assertThat(model.trail().get(12).chosen()).isTrue();
        assertThat(model.trail().get(5).label()).isEmpty();
    }

    @Test
    void theBestEvaluationIsMarkedThoughNewerOnesAreWorse() {
        MetricTable evaluation = run.log.evaluation();
        evaluation.append(Map.of(Metric.UPDATE, 1300.0, Metric.KL_BITS, 0.2, Metric.BITS_PER_BYTE, 3.0));
        assertThat(model.trail()).filteredOn(PairPlane.Point::chosen).extracting(PairPlane.Point::label).containsExactly("1,200");
        assertThat(model.trail().get(13).label()).isEqualTo("1,300");
    }

    private static class EmptyLog implements MetricLog {
        private final MetricTable none = new MetricTable(Metric.UPDATE, Metric.KL_BITS);

        @Override
        public MetricTable training() {
            return none;
        }

        @Override
        public MetricTable evaluation() {
            return none;
        }

        @Override
        public MetricTable abandoned() {
            return none;
        }

        @Override
        public List<Integer> resumePoints() {
            return List.of();
        }
    }

    @Test
    void onAFullDiskThereAreThreeWaysOut() {
        assertThat(model.waitsForRoom()).isEmpty();
        run.progress = new RunProgress(RunState.PAUSED, 2, 2, 1220, 2000, 0, 0, 0, Double.NaN, 0, 0, "No space left on device.");
        assertThat(model.waitsForRoom()).isEqualTo("No space left on device.");
        model.requests().saveTo(Path.of("other"));
        model.requests().goOnUnsaved();
        model.requests().tryAgain();
        assertThat(run.requests).containsExactly("save to other", "go on unsaved", "resume");
        assertThat(model.waitsForRoom()).isEmpty();
    }
}
