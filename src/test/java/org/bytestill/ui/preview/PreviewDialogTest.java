package org.bytestill.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.preview.ChatModels;
import org.bytestill.engine.preview.TextPreview;
import org.bytestill.problem.UserError;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preview as a person meets it, over texts and tokenizers as they are. */
@Tag("ui")
class PreviewDialogTest {
    @TempDir
    Path home;
    private final ScriptedEngine engine = new ScriptedEngine();
    private final UserRobot robot = new UserRobot();
    private final AtomicReference<String> wanted = new AtomicReference<>();
    private FxRoom room;

    @BeforeEach
    void readAsTheEngineDoes() throws Exception {
        engine.previews = (request, shown) -> {
            try {
                return CompletableFuture.completedFuture(new TextPreview().read(request, shown, Progress.NONE));
            } catch (UserError e) {
                return CompletableFuture.failedFuture(e);
            }
        };
        room = new FxRoom();
    }

    @AfterEach
    void closeWindows() throws Exception {
        onFx(() -> {
            dialog().ifPresent(Window::hide);
            return null;
        });
        room.close();
    }

    private void open(RunConfig config, Theme.Mode mode, int width, int height) throws Exception {
        Theme theme = FxRoom.theme(mode);
        Stage owner = room.show(theme, Region::new, width, height);
        onFx(() -> {
            new PreviewDialog(new PreviewViewModel(engine, config, home, Platform::runLater), theme, wanted::set).show(owner);
            return null;
        });
        until(() -> dialog().isPresent());
        FxRoom.settle();
    }

    private static Optional<Window> dialog() {
        return Window.getWindows().stream().filter(window -> window.isShowing() && "preview".equals(window.getScene().getRoot().getId()))
                .findFirst();
    }

    private static Scene scene() {
        return dialog().orElseThrow().getScene();
    }

    private static <N extends Node> N find(String id) throws Exception {
        @SuppressWarnings("unchecked")
        N node = (N) onFx(() -> scene().lookup("#" + id));
        assertThat(node).as(id).isNotNull();
        return node;
    }

    private static String text(String id) throws Exception {
        return PreviewDialogTest.<Label>find(id).getText();
    }

    private static List<String> rows() {
        return List.of(ChatModels.row("at", "in the"), ChatModels.row("at", "in the"), ChatModels.row("où 日本 🙂", "Voilà:\\n\\tit is 42."),
                ChatModels.row("Tell of the licence", "of the ".repeat(40)), "{\"messages\": [{\"role\": \"user\", \"content\": \"or\"}]}",
                "{\"messages\": null}");
    }

    @Test
    void aConversationIsSeenAsBothModelsReadIt() throws Exception {
        open(ChatModels.config(home, ChatModels.ROWS), Theme.Mode.LIGHT, 1200, 800);
        ListView<?> documents = find("preview-documents");
        until(() -> documents.getItems().size() == 2 && documents.getSelectionModel().getSelectedIndex() == 0);
        assertThat(text("preview-figures-student"))
                .isEqualTo("57 bytes, 18 tokens, 6 bytes supervised");
        assertThat(text("preview-ids-student")).isEqualTo("First ids 1 87 85 263 201 271 2 201 1 476");
        assertThat(text("preview-figures-teacher")).isEqualTo("39 bytes, 19 tokens, 6 bytes supervised");
        assertThat(text("preview-figure-documents")).isEqualTo("2");
        assertThat(text("preview-figure-supervised")).isEqualTo("10.5 %");
        assertThat(text("preview-figure-duplicates")).isEqualTo("1");
        assertThat(text("preview-figure-skipped")).isEqualTo("1");
        assertThat(text("preview-figure-unsupervised")).isEqualTo("1");
        assertThat(text("preview-counted")).isEqualTo("Counted over all of the text");
        assertThat(
                onFx(() -> scene().lookup("#preview-notes").lookupAll(".label").stream().map(label -> ((Label) label).getText()).toList()))
                .anyMatch(note -> note.contains("2 of 3 conversations are used"));
    }

    @Test
    void tokensAreReadByTheKeyboardAndSaidInWords() throws Exception {
        open(ChatModels.config(home, ChatModels.ROWS), Theme.Mode.LIGHT, 1200, 800);
        until(() -> !text("preview-token-student").isEmpty());
        assertThat(text("preview-token-student"))
                .isEqualTo("Special token 1 “<|im_start|>”, id 1, before the text: context, it is read alone.");
        onFx(() -> {
            scene().lookup("#preview-tokens-student").requestFocus();
            return null;
        });
        robot.type(KeyCode.RIGHT);
        assertThat(text("preview-token-student")).isEqualTo("Token 2 “u”, id 87, bytes 0 to 1: context, it is read alone.");
        robot.type(KeyCode.END, KeyCode.LEFT);
        assertThat(text("preview-token-student"))
                .isEqualTo("Special token 18 “<|im_end|>”, id 2, bytes 46 to 56: supervised, the student learns to write it.");
        robot.type(KeyCode.UP);
        assertThat(text("preview-token-student")).as("the token above").startsWith("Special token 9 ").contains("context");
        robot.type(KeyCode.HOME);
        Node tokens = find("preview-tokens-student");
        assertThat(tokens.getAccessibleText()).startsWith("Student: 57 bytes, 18 tokens").contains("Special token 1 ");
    }

    @Test
    void theKeyboardIsAtTheDocumentsAndEscapeClosesThePreview() throws Exception {
        open(ChatModels.config(home, rows()), Theme.Mode.LIGHT, 1200, 800);
        ListView<?> documents = find("preview-documents");
        until(() -> documents.isFocused() && documents.getSelectionModel().getSelectedIndex() == 0);
        robot.type(KeyCode.DOWN, KeyCode.DOWN);
        assertThat(text("preview-figures-student")).startsWith("82 bytes");
        robot.type(KeyCode.ESCAPE);
        until(() -> dialog().isEmpty());
    }

    @Test
    void whatIsMissingLeadsToItsField() throws Exception {
        open(RunConfig.recommended(), Theme.Mode.LIGHT, 1200, 800);
        assertThat(engine.previewed).isEmpty();
        FxRoom.shot(scene(), "preview-missing-light");
        robot.clickOn(PreviewDialogTest.<Node>find("preview-go"));
        until(() -> dialog().isEmpty());
        assertThat(wanted.get()).isEqualTo("student");
    }

    @Test
    void aRowThatCannotBeReadIsNamedAboveTheDocumentsBeforeIt() throws Exception {
        open(ChatModels.config(home, List.of(ChatModels.row("at", "in"), "{\"messages\": 7"), "teacher", ""), Theme.Mode.DARK, 1024, 700);
        until(() -> scene().lookup("#preview-failure") != null);
        assertThat(text("preview-failure")).contains("chats.jsonl, line 2");
        assertThat(PreviewDialogTest.<ListView<?>>find("preview-documents").getItems()).hasSize(1);
        assertThat(PreviewDialogTest.<Node>find("preview-no-teacher")).isNotNull();
        FxRoom.shot(scene(), "preview-failure-dark");
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1440, 900", "LIGHT, 1024, 700"})
    void itCanBeLookedAt(Theme.Mode mode, int width, int height) throws Exception {
        open(ChatModels.config(home, rows()), mode, width, height);
        ListView<?> documents = find("preview-documents");
        until(() -> documents.getItems().size() == 4);
        onFx(() -> {
            documents.getSelectionModel().select(2);
            return null;
        });
        FxRoom.shot(scene(), "preview-chat-" + width + "-" + mode.name().toLowerCase(Locale.ROOT));
        onFx(() -> {
            documents.getSelectionModel().select(3);
            return null;
        });
        FxRoom.shot(scene(), "preview-long-" + width + "-" + mode.name().toLowerCase(Locale.ROOT));
        assertThat(onFx(() -> scene().getRoot().minHeight(-1))).isLessThan(height);
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1024, 700"})
    void itCanBeLookedAtInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        itCanBeLookedAt(mode, width, height);
    }

    @Test
    void aDocumentOfManyTokensIsDrawnOnlyWhereItIsSeen() throws Exception {
        open(ChatModels.config(home, List.of(ChatModels.row("at", "in the ".repeat(20_000))), "text.document_bytes", "1000000"),
                Theme.Mode.LIGHT, 1200, 800);
        until(() -> !text("preview-token-student").isEmpty());
        onFx(() -> {
            scene().lookup("#preview-tokens-student").requestFocus();
            return null;
        });
        robot.type(KeyCode.END);
        assertThat(text("preview-token-student")).startsWith("Token 4").contains("bytes 140,0");
    }
}
