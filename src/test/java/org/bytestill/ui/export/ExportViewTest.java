package org.bytestill.ui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.geometry.Bounds;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.export.HeadComparison;
import org.bytestill.export.ProofOfExport;
import org.bytestill.export.WeightType;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Safetensors;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("ui")
class ExportViewTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2");
    private static final Path ADAPTER = Path.of("src/test/resources/goldens/adapters/smollm2");

    @TempDir
    Path home;
    private final ScriptedEngine engine = new ScriptedEngine();
    private final UserRobot robot = new UserRobot();
    private FxRoom room;
    private final List<Path> shownFolders = new ArrayList<>();
    private ExportView view;

    @BeforeEach
    void exportLikeTheEngine() throws Exception {
        engine.exports = request -> CompletableFuture.completedFuture(written(request, true));
        room = new FxRoom();
    }

    @AfterEach
    void closeWindow() throws Exception {
        room.close();
    }

    private ExportReport written(ExportRequest request, boolean proven) {
        try {
            Files.createDirectories(request.target());
            for (String file : new String[] {"model.safetensors", "config.json", "tokenizer.json", "README.md"}) {
                Files.write(request.target().resolve(file), new byte[file.startsWith("model") ? 2_360_000 : 900]);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        String verdict = proven
                ? "Reloaded the folder and compared 72 positions with the checkpoint: largest logit difference 0.00019, same most probable token at 100.0 %."
                : "The differences are larger than the number format allows: the folder was removed again.";
        HeadComparison tokens = new HeadComparison("token", 72, proven ? 1.9e-4 : 0.4, proven ? 1 : 0.97, proven ? 4.4e-8 : 0.02,
                request.format().bounds(request.type()));
        return new ExportReport(request.target(), Integer.parseInt(request.checkpoint()), 2_362_700, new ProofOfExport(List.of(tokens), 0),
                List.of("Wrote 1,180,000 weights as bfloat16 in 1 file.", "Copied byte for byte: tokenizer.json, tokenizer_config.json.",
                        verdict));
    }

    private ScriptedRun run(int checkpoints) {
        ScriptedRun run = new ScriptedRun(home.resolve("sample"),
                RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "name", "sample"), "student", "small"));
        for (int index = 0; index < checkpoints; index++) {
            run.checkpoints.add(new CheckpointInfo(50 * index, MODEL, index == 1,
                    index == checkpoints - 1,
                    2.5 - 0.1 * index, index == 0 ? Double.NaN : 0.5 - 0.1 * index, 19_000_000));
        }
        return run;
    }

    private void open(Theme.Mode mode, int width, int height, ScriptedRun run) throws Exception {
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            view = new ExportView(engine, theme, new Tasks(Runnable::run, Runnable::run), null, (folder, failed) -> {
                shownFolders.add(folder);
                failed.accept(UserError.badInput("No file manager could be started."));
            });
            return (Parent) view.node();
        }, width, height);
        onFx(() -> {
            view.show(run);
            return null;
        });
        until(() -> view.model().isPlaceKnown());
    }

    private String text(String id) throws Exception {
        return onFx(() -> ((Label) room.stage().getScene().lookup("#" + id)).getText());
    }

    @Test
    void anExportShowsItsProof() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, run(4));
        onFx(() -> {
            view.model().formats().choose(WeightType.BFLOAT16);
            return null;
        });
        robot.clickOn("#export-start");
        until(() -> room.stage().getScene().lookup("#export-verdict") != null);
        assertThat(text("export-verdict")).isEqualTo("Loads and agrees");
        assertThat(text("export-logit")).isEqualTo("1.9e-4");
        assertThat(text("export-top1")).isEqualTo("100.0");
        assertThat(text("export-kl")).isEqualTo("4.4e-8");
        assertThat(engine.exported).singleElement().satisfies(request -> {
            assertThat(request.checkpoint()).isEqualTo("50");
            assertThat(request.type()).isEqualTo(WeightType.BFLOAT16);
        });
        assertThat(isStartDisabled()).as("the folder is there now").isTrue();
    }

    @Test
    void theFolderThatWasWrittenIsShownInTheFileManager() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, run(4));
        robot.clickOn("#export-start");
        until(() -> room.stage().getScene().lookup("#export-show-folder") != null);
        robot.clickOn("#export-show-folder");
        until(() -> !text("export-show-failed").isEmpty());
        assertThat(shownFolders).containsExactly(home.resolve("sample/exports/update-50-hf-float32"));
        assertThat(text("export-show-failed")).isEqualTo("No file manager could be started.");
    }

    @Test
    void anotherChoiceIsNotTakenForProvenAndTheOneThatIsStaysNamed() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, run(4));
        robot.clickOn("#export-start");
        until(() -> room.stage().getScene().lookup("#export-verdict") != null);
        assertThat(text("export-limit")).isEqualTo("Limit for float32: largest logit difference 1.0e-3.");
        robot.clickOn("#checkpoint-150");
        until(() -> room.stage().getScene().lookup("#export-verdict") == null);
        assertThat(text("export-before")).isEqualTo("Exported last: Update 50, Hugging Face folder, float32. It loads and agrees.");
        assertThat(isStartDisabled()).isFalse();
        room.shot("export-before-other-1600-light");
    }

    @Test
    void trainingThatHasEndedDoesNotGoOn() throws Exception {
        open(Theme.Mode.LIGHT, 1024, 628, run(2));
        assertThat(text("export-background")).isEqualTo("Runs in the background.");
    }

    @Test
    void theAdaptersOfARunThatTrainedThemMayBeWrittenAlone() throws Exception {
        ScriptedRun run = new ScriptedRun(home.resolve("sample"),
                RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "student", "small"), "adaptation.form", "lora"));
        run.checkpoints.add(new CheckpointInfo(50, ADAPTER, true, true, 2.4, 0.4, 1_000_000));
        open(Theme.Mode.DARK, 1024, 700, run);
        robot.clickOn("Adapter folder (PEFT)");
        assertThat(view.model().target().textProperty().get()).as("both in one folder").endsWith("update-50");
        robot.clickOn("#export-format-hf");
        assertThat(view.model().target().textProperty().get()).endsWith("update-50-adapter");
        long matrices = Safetensors.open(ADAPTER.resolve("adapter_model.safetensors")).entries().values().stream()
                .mapToLong(Safetensors.Entry::elementCount).sum();
        assertThat(view.model().formats().sizeBytes()).isEqualTo(4 * matrices);
        assertThat(text("export-command")).contains("--format adapter --precision float32");
        room.shot("export-adapter-1024-dark");
        robot.clickOn("#export-start");
        until(() -> !engine.exported.isEmpty());
        assertThat(engine.exported.get(0).format().word()).isEqualTo("adapter");
    }

    @Test
    void aRunThatTrainedAllWeightsHasNoAdapterToOffer() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, run(4));
        assertThat(onFx(() -> room.stage().getScene().lookup("#export-format-adapter").isDisabled())).isTrue();
        assertThat(text("export-missing-adapter")).contains("only a run with adaptation.form lora trains adapters");
        assertThat(text("export-command")).contains("--format hf");
    }

    @Test
    void whatACheckpointIsStandsWholeInANarrowWindow() throws Exception {
        ScriptedRun run = run(2);
        run.checkpoints.add(new CheckpointInfo(123_456, MODEL, true, true, 2.2, 0.4, 19_000_000));
        open(Theme.Mode.LIGHT, 1024, 628, run);
        Label note = onFx(() -> (Label) room.stage().getScene().lookup("#checkpoint-note-123456"));
        assertThat(note.getText()).isEqualTo("best, newest");
        assertThat(onFx(() -> ((Text) note.lookup(".text")).getText())).as("what is drawn of it").isEqualTo("best, newest");
        room.shot("export-notes-1024-light");
    }

    private boolean isStartDisabled() throws Exception {
        return onFx(() -> ((Button) room.stage().getScene().lookup("#export-start")).isDisabled());
    }

    @Test
    void aCheckpointIsChosenByKeyboard() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, run(4));
        onFx(() -> {
            room.stage().getScene().lookup("#checkpoint-150").requestFocus();
            return null;
        });
        robot.type(KeyCode.SPACE);
        until(() -> view.model().checkpoints().chosenProperty().get().update() == 150);
    }

    @Test
    void aRunWithoutCheckpointsSaysWhenTheyCome() throws Exception {
        open(Theme.Mode.LIGHT, 1600, 928, run(0));
        assertThat(isStartDisabled()).isTrue();
        assertThat(text("export-obstacle")).contains("no checkpoint");
        assertThat(text("export-background")).as("beside the button, too").isEqualTo(text("export-obstacle"));
        room.shot("export-empty-1600-light");
    }

    @Test
    void aFailureSaysWhatAndWhereAndOffersAnotherTry() throws Exception {
        engine.exports = request -> CompletableFuture.failedFuture(
                UserError.disk("%s cannot be written (no space left on device). Free space, or choose another folder.", request.target()));
        open(Theme.Mode.DARK, 1600, 928, run(4));
        robot.clickOn("#export-start");
        until(() -> room.stage().getScene().lookup("#export-failure") != null);
        assertThat(text("export-failure")).contains("no space left").contains("choose another folder");
        room.shot("export-failed-1600-dark");
        engine.exports = request -> CompletableFuture.completedFuture(written(request, false));
        robot.clickOn("#export-again");
        until(() -> room.stage().getScene().lookup("#export-verdict") != null);
        assertThat(text("export-verdict")).isEqualTo("Does not agree");
        assertThat(text("export-obstacle")).doesNotContain("proved");
        room.shot("export-unproven-1600-dark");
    }

    @Test
    void earlierExportsStandInTheirColumnHoweverLongTheirPathsAre() throws Exception {
        ScriptedRun run = run(2);
        Path place = Files
                .createDirectories(home.resolve("a-folder-with-a-name-that-is-longer-than-any-column-of-this-window-is-wide/export"));
        Files.createDirectories(home.resolve("sample"));
        Files.writeString(home.resolve("sample/run.json"), "{\"exports\": [{\"at\": \"2026-03-01T10:00:00Z\", \"folder\": \"" + place
                + "\", \"update\": 5, \"format\": \"hf\", \"precision\": \"bfloat16\", \"sizeBytes\": 12, \"roundingKlBits\": 0.001}]}");
        open(Theme.Mode.LIGHT, 1024, 628, run);
        until(() -> room.stage().getScene().lookup("#export-earlier .hyperlink") != null);
        onFx(() -> {
            room.stage().getScene().getRoot().layout();
            return null;
        });
        Bounds pane = onFx(() -> room.stage().getScene().lookup("#export-earlier").localToScene(
                room.stage().getScene().lookup("#export-earlier").getLayoutBounds()));
        assertThat(pane.getMaxX()).as("the right border of the column").isLessThanOrEqualTo(1024);
        room.shot("export-earlier-1024-light");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1024, 900", "DARK, 1440, 828"})
    void twoEarlierExportsAreTickedAndCompared(Theme.Mode mode, int width, int height) throws Exception {
        List<String> exports = new ArrayList<>();
        for (String name : new String[] {"hf-float32", "hf-bfloat16", "gguf-q8_0"}) {
            Path place = Files.createDirectories(home.resolve("exports").resolve(name));
            exports.add("{\"at\": \"2026-03-0" + (exports.size() + 1) + "T10:00:00Z\", \"folder\": \"" + place
                    + "\", \"update\": 50, \"format\": \"hf\", \"precision\": \"" + name.replaceFirst(".*-", "")
                    + "\", \"sizeBytes\": 2360000, \"maxAbsLogitDifference\": 0.00019, \"top1Equal\": 1}");
        }
        Files.createDirectories(home.resolve("sample"));
        Files.writeString(home.resolve("sample/run.json"), "{\"exports\": [" + String.join(", ", exports) + "]}");
        engine.comparisons = (first, second) -> CompletableFuture.completedFuture(ComparedExportsTest.found());
        open(mode, width, height, run(2));
        until(() -> room.stage().getScene().getRoot().lookupAll("#export-earlier .check-box").size() == 3);
        assertThat(onFx(() -> room.stage().getScene().lookup("#export-compare").isDisabled())).isTrue();
        onFx(() -> {
            room.stage().getScene().getRoot().lookupAll("#export-earlier .check-box").stream().limit(2)
                    .forEach(box -> ((CheckBox) box).fire());
            return null;
        });
        onFx(() -> {
            ((Button) room.stage().getScene().lookup("#export-compare")).fire();
            return null;
        });
        until(() -> ((VBox) room.stage().getScene().lookup("#export-compared")).getChildren().size() == 6);
        onFx(() -> {
            // Down to what was found.
            room.stage().getScene().getRoot().lookupAll(".scroll-pane").forEach(pane -> ((ScrollPane) pane).setVvalue(1));
            return null;
        });
        room.shot("export-compared-" + width + "-" + mode.name().toLowerCase(Locale.ROOT));
        assertThat(engine.compared).containsExactly(List.of(home.resolve("exports/gguf-q8_0"), home.resolve("exports/hf-bfloat16")));
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1600, 928", "LIGHT, 1024, 628"})
    void everySizeAndThemeCanBeLookedAt(Theme.Mode mode, int width, int height) throws Exception {
        CompletableFuture<ExportReport> slow = new CompletableFuture<>();
        engine.exports = request -> slow;
        String suffix = "-" + width + "-" + mode.name().toLowerCase(Locale.ROOT);
        open(mode, width, height, run(4));
        room.shot("export-before" + suffix);
        onFx(() -> {
            view.model().export();
            return null;
        });
        until(() -> room.stage().getScene().lookup("#export-cancel") != null);
        room.shot("export-running" + suffix);
        slow.complete(written(engine.exported.get(0), true));
        until(() -> room.stage().getScene().lookup("#export-verdict") != null);
        room.shot("export" + suffix);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1600, 928", "DARK, 1024, 628"})
    void everySizeAndThemeCanBeLookedAtInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        everySizeAndThemeCanBeLookedAt(mode, width, height);
    }
}
