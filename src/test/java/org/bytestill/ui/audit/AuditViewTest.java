package org.bytestill.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.AuditReport;
import org.bytestill.engine.job.AuditRequest;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditViewTest {
    @TempDir
    private Path folder;
    private FxRoom room;
    private final List<AuditRequest> asked = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private CompletableFuture<AuditReport> answer = new CompletableFuture<>();
    private Progress progress;
    private FakeRun shownFirst;
    private AuditView view;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void show(Theme.Mode mode, int width, int height) throws Exception {
        Engine engine = new ScriptedEngine() {
            @Override
            public CompletableFuture<AuditReport> audit(AuditRequest request, Progress told) {
                asked.add(request);
                progress = told;
                return answer;
            }
        };
        FakeRun run = FakeRun.training(folder);
        shownFirst = run;
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/teacher"), "text.validation",
                "/texts/held-out.txt");
        run.config = RunConfigFile.with(config, "converter.threshold", "0.02");
        room.show(FxRoom.theme(mode), () -> {
            view = new AuditView(new AuditViewModel(engine, Platform::runLater, failures::add), picker());
            return (Parent) view.node();
        }, width, height);
        FxRoom.onFx(() -> {
            view.show(run);
            return null;
        });
    }

    private FilePicker picker() {
        return (FilePicker) java.lang.reflect.Proxy.newProxyInstance(FilePicker.class.getClassLoader(), new Class<?>[] {FilePicker.class},
                (proxy, method, arguments) -> Optional.of(folder.resolve("audit.csv")));
    }

    private Button button(String id) {
        return (Button) view.node().lookup("#" + id);
    }

    private void press(String id) throws Exception {
        FxRoom.onFx(() -> {
            button(id).fire();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private TableView<AuditReport.Line> table() {
        return (TableView<AuditReport.Line>) view.node().lookup("#audit-table");
    }

    @Test
    void theRunsOwnWayOfReadingIsMeasuredAndTheAnswerStandsAboveTheTable() throws Exception {
        show(Theme.Mode.LIGHT, 1440, 800);
        room.shot("audit-empty-light");
        assertThat(button("audit-csv").isVisible()).isFalse();
        press("audit-measure");
        assertThat(asked.get(0).teachers()).containsExactly(Path.of("/models/teacher"));
        assertThat(asked.get(0).ways()).contains(ConverterSettings.beam(10, 0.02), ConverterSettings.cover());
        progress.report(25, 100);
        FxRoom.until(() -> ((Label) view.node().lookup("#audit-progress")).getText().startsWith("25 %"));
        assertThat(button("audit-cancel").isVisible()).isTrue();
        answer.complete(SampleAudit.report());
        FxRoom.until(() -> table().getItems().size() == 8);
        room.shot("audit-light");
        assertThat(((Label) view.node().lookup("#audit-answer")).getText())
                .startsWith("Read as beam K 10, eps 0.01 and kept at coverage 0.999");
        press("audit-csv");
        assertThat(Files.readAllLines(folder.resolve("audit.csv"))).hasSize(9);
    }

    @Test
    void aMixtureIsAuditedAsTheRunMixesItAndNamedSo() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 640);
        assertThat(((Label) view.node().lookup("#audit-teacher")).getText()).isEqualTo("/models/teacher");
        FakeRun mixed = FakeRun.training(folder.resolve("mixed"));
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/teacher"), "more_teachers",
                List.of("/models/other"));
        mixed.config = RunConfigFile.with(config, "mix", "geometric");
        FxRoom.onFx(() -> {
            view.show(mixed);
            return null;
        });
        assertThat(((Label) view.node().lookup("#audit-teacher")).getText())
                .isEqualTo("/models/teacher + /models/other, geometric mixture");
        press("audit-measure");
        assertThat(asked.get(0).teachers()).containsExactly(Path.of("/models/teacher"), Path.of("/models/other"));
        assertThat(asked.get(0).mixture()).isEqualTo(Mixture.GEOMETRIC);
    }

    @Test
    void anAuditGoesOnWhileAnotherRunIsLookedAtAndItsAnswerIsThereAfterwards() throws Exception {
        show(Theme.Mode.LIGHT, 1440, 800);
        press("audit-measure");
        progress.report(40, 100);
        FakeRun other = FakeRun.training(folder.resolve("other"));
        other.config = RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/other");
        look(other);
        assertThat(button("audit-measure").isVisible()).as("the other run has no audit").isTrue();
        assertThat(progress.report(50, 100)).as("the first goes on").isTrue();
        answer.complete(SampleAudit.report());
        FxRoom.settle();
        assertThat(table().getItems()).as("it is not the other's").isEmpty();
        look(shownFirst);
        assertThat(table().getItems()).hasSize(8);
    }

    private void look(FakeRun run) throws Exception {
        FxRoom.onFx(() -> {
            view.hide();
            view.show(run);
            return null;
        });
    }

    @Test
    void columnsSortByTheirNumbers() throws Exception {
        show(Theme.Mode.DARK, 1024, 640);
        press("audit-measure");
        answer.complete(SampleAudit.report());
        FxRoom.until(() -> table().getItems().size() == 8);
        FxRoom.onFx(() -> {
            TableColumn<AuditReport.Line, ?> mean = table().getColumns().get(2);
            mean.setSortType(TableColumn.SortType.DESCENDING);
            table().getSortOrder().add(mean);
            return null;
        });
        room.shot("audit-dark-small");
        assertThat(table().getItems()).extracting(line -> -line.loss().meanJsdBits().value()).isSorted();
    }

    @Test
    void aCancelledAuditIsToldToStopAndSaysNothing() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 640);
        press("audit-measure");
        assertThat(progress.report(1, 100)).isTrue();
        press("audit-cancel");
        assertThat(progress.report(2, 100)).isFalse();
        answer.completeExceptionally(new CancellationException());
        FxRoom.until(() -> button("audit-measure").isVisible());
        assertThat(failures).isEmpty();
        assertThat(table().getItems()).isEmpty();
    }

    @Test
    void whatGoesWrongWithACancelledAuditIsNoNews() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 640);
        press("audit-measure");
        press("audit-cancel");
        answer.completeExceptionally(new IllegalStateException("broken"));
        FxRoom.until(() -> button("audit-measure").isVisible());
        assertThat(failures).isEmpty();
    }

    @Test
    void whatGoesWrongIsSaid() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 640);
        press("audit-measure");
        answer.completeExceptionally(new IllegalStateException("broken"));
        FxRoom.until(() -> failures.size() == 1);
        assertThat(button("audit-measure").isVisible()).isTrue();
    }
}
