package org.bytestill.ui.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecords;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.problem.UserError;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Progress;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksViewTest {
    /** Asking the models takes longer than all else here. */
    private static TaskReport report;

    @TempDir
    private Path folder;
    private final List<TaskRequest> asked = new ArrayList<>();
    private final List<String> inspected = new ArrayList<>();
    private CompletableFuture<TaskRecord> answer = new CompletableFuture<>();
    private Progress progress;
    private List<Path> files;
    private FakeRun run;
    private FxRoom room;
    private TasksView view;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
        files = SampleTasks.files(folder);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void show(Theme.Mode mode, int width, int height) throws Exception {
        ScriptedEngine engine = new ScriptedEngine() {
            @Override
            public CompletableFuture<TaskRecord> tasks(Path of, TaskRequest request, Progress told) {
                asked.add(request);
                progress = told;
                return answer;
            }
        };
        run = FakeRun.training(Files.createDirectories(folder.resolve("covering-1")));
        run.config = RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/SmolLM2-1.7B");
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            TasksViewModel model = new TasksViewModel(engine, new Tasks(Runnable::run, Platform::runLater), Platform::runLater,
                    folder.resolve("recent.json"));
            view = new TasksView(model, theme, picker(),
                    (of, update, text, place) -> inspected.add(of.name() + " " + update + " " + text.length + " " + place));
            return (Parent) view.node();
        }, width, height);
        look();
    }

    private void look() throws Exception {
        FxRoom.onFx(() -> {
            view.show(run);
            return null;
        });
        FxRoom.settle();
    }

    private FilePicker picker() {
        return (FilePicker) java.lang.reflect.Proxy.newProxyInstance(FilePicker.class.getClassLoader(), new Class<?>[] {FilePicker.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "files" -> files;
                    case "save" -> Optional.of(folder.resolve("samples.jsonl"));
                    default -> Optional.of(Path.of("/models/another student"));
                });
    }

    private <N> N node(String id, Class<N> type) {
        return type.cast(view.node().lookup("#" + id));
    }

    private void press(String id) throws Exception {
        FxRoom.onFx(() -> {
            node(id, Button.class).fire();
            return null;
        });
        FxRoom.settle();
    }

    private void turnTo(int pane) throws Exception {
        FxRoom.onFx(() -> {
            node("tasks-views", SegmentedButton.class).getButtons().get(pane).fire();
            return null;
        });
        FxRoom.settle();
    }

    /** Asks all checkpoints, the teacher and another model, and has the answer kept. */
    private void askAll() throws Exception {
        press("tasks-add");
        FxRoom.onFx(() -> {
            node("tasks-checkpoint-0", CheckBox.class).setSelected(true);
            node("tasks-checkpoint-1100", CheckBox.class).setSelected(true);
            node("tasks-teacher", CheckBox.class).setSelected(true);
            return null;
        });
        press("tasks-ask");
    }

    private void answered() throws Exception {
        if (report == null) {
            report = SampleTasks.report(asked.get(0));
        }
        answer.complete(TaskRecords.keep(run.folder(), asked.get(0), report));
        FxRoom.until(() -> table("tasks-table").getItems().size() == 5);
    }

    private TableView<?> table(String id) {
        return node(id, TableView.class);
    }

    private String text(String id) throws Exception {
        return FxRoom.onFx(() -> node(id, Label.class).getText());
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1440, 828", "LIGHT, 1024, 628"})
    void aPersonAsksLooksAtResultsCurveAndDocumentsAndOpensOneInTheInspector(Theme.Mode mode, int width, int height) throws Exception {
        show(mode, width, height);
        room.shot("tasks-empty-" + mode + "-" + width);
        assertThat(node("tasks-ask", Button.class).isDisabled()).isTrue();
        assertThat(text("tasks-summary")).isEqualTo("Choose a task file.");
        askAll();
        assertThat(asked.get(0).checkpoint()).isEqualTo("all");
        assertThat(asked.get(0).teacher()).isEqualTo(Path.of("/models/SmolLM2-1.7B"));
        assertThat(progress.report(30, 240)).isTrue();
        FxRoom.until(() -> node("tasks-summary", Label.class).getText().startsWith("13 % answered, about "));
        room.shot("tasks-running-" + mode + "-" + width);
        assertThat(node("tasks-cancel", Button.class).isVisible()).isTrue();
        answered();
        assertThat(text("tasks-words")).contains("sentence_endings, acc", "sign test p", "The same choice as the teacher");
        room.shot("tasks-results-" + mode + "-" + width);
        turnTo(1);
        assertThat(table("tasks-curve-table").getItems()).hasSize(3);
        room.shot("tasks-curve-" + mode + "-" + width);
        FxRoom.onFx(() -> {
            table("tasks-curve-table").getSelectionModel().select(0);
            return null;
        });
        turnTo(2);
        FxRoom.until(() -> table("tasks-documents").getItems().size() == 24);
        FxRoom.onFx(() -> {
            node("tasks-verdict-lost", ToggleButton.class).fire();
            return null;
        });
        FxRoom.settle();
        int lost = table("tasks-documents").getItems().size();
        assertThat(lost).isBetween(1, 23);
        assertThat(node("tasks-verdict-lost", ToggleButton.class).getText()).isEqualTo("Lost " + lost);
        FxRoom.onFx(() -> {
            table("tasks-documents").getSelectionModel().select(0);
            return null;
        });
        FxRoom.settle();
        DocumentRow row = (DocumentRow) table("tasks-documents").getItems().get(0);
        assertThat(node("tasks-context", TextArea.class).getText()).isEqualTo(row.own().context(0));
        assertThat(node("tasks-choices", VBox.class).getChildren()).as("a head and three choices").hasSize(4);
        room.shot("tasks-documents-" + mode + "-" + width);
        assertThat(node("tasks-inspect", Button.class).getText()).isEqualTo("Inspect where it was lost, byte " + row.own().lostAt());
        press("tasks-inspect");
        assertThat(inspected).containsExactly("covering-1 0 " + row.own().text().length + " " + row.own().lostAt());
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 828", "DARK, 1024, 628"})
    void aPersonAsksLooksAtResultsCurveAndDocumentsAndOpensOneInTheInspectorInOtherLooks(Theme.Mode mode, int width, int height)
            throws Exception {
        aPersonAsksLooksAtResultsCurveAndDocumentsAndOpensOneInTheInspector(mode, width, height);
    }

    @Test
    void aCancelledEvaluationIsToldSoAndAMistakeIsSaidBesideTheButton() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 628);
        askAll();
        press("tasks-cancel");
        assertThat(progress.report(40, 240)).isFalse();
        assertThat(node("tasks-ask", Button.class).isVisible()).isTrue();
        answer = new CompletableFuture<>();
        press("tasks-ask");
        answer.completeExceptionally(UserError.badInput("%s, line 7: doc_to_text: 'q' is undefined. Mend the template, or the document.",
                files.get(0)));
        FxRoom.until(() -> node("tasks-problem", Label.class).isVisible());
        assertThat(text("tasks-problem")).contains("endings.yaml, line 7");
        room.shot("tasks-mistake-light");
    }

    @Test
    void anotherModelIsNamedSamplesAreSavedAndResultsAreThereWhenTheRunIsShownAgain() throws Exception {
        show(Theme.Mode.DARK, 1440, 828);
        FxRoom.onFx(() -> {
            MenuButton another = node("tasks-another", MenuButton.class);
            another.getItems().get(0).fire();
            return null;
        });
        FxRoom.settle();
        assertThat(node("tasks-other", ComboBox.class).getValue()).hasToString("another student");
        askAll();
        assertThat(asked.get(0).against()).isEqualTo(Path.of("/models/another student"));
        answered();
        press("tasks-save");
        FxRoom.until(
                () -> Files.exists(folder.resolve("samples.jsonl")) && Files.readAllLines(folder.resolve("samples.jsonl")).size() == 48);
        FakeRun other = FakeRun.training(Files.createDirectories(folder.resolve("other")));
        other.config = RunConfig.defaults();
        FxRoom.onFx(() -> {
            view.hide();
            view.show(other);
            return null;
        });
        FxRoom.until(() -> node("tasks-empty", Label.class).isVisible() && table("tasks-table").getItems().isEmpty());
        assertThat(node("tasks-teacher", CheckBox.class).isDisabled()).isTrue();
        look();
        FxRoom.until(() -> table("tasks-table").getItems().size() == 5);
        assertThat(text("tasks-command")).startsWith("bytestill eval " + run.folder()).contains("--checkpoints all",
                "--against '/models/another student'", "--teacher /models/SmolLM2-1.7B");
    }
}
