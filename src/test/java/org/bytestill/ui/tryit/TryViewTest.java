package org.bytestill.ui.tryit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.generation.StopReason;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.ScriptedSpeaker;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Language;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TryViewTest {
    private static final String[] TEACHERS = "The| library| opens| at| nine| in| the| morning|,| and| closes| at| six|.|\n|On| Sundays| it| is| closed|."
            .split("\\|");
    private static final String[] STUDENTS = "The| library| opens| at| ten| o|'|clock|,| and| the| café| beside| it| at| noon|."
            .split("\\|");

    private final ScriptedEngine engine = new ScriptedEngine();
    private FxRoom room;
    private TryView view;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    private void show(Theme.Mode mode, int width, int height) throws Exception {
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/a-teacher-with-a-long-name/SmolLM2-1.7B-Instruct");
        room.show(FxRoom.theme(mode), () -> {
            view = new TryView(new TryViewModel(engine, Platform::runLater));
            return (Parent) view.node();
        }, width, height);
        FxRoom.onFx(() -> {
            view.show(new ScriptedRun(Path.of("/home/somebody/bytestill/runs/covering-1"), config));
            return null;
        });
    }

    private void press(String id) throws Exception {
        FxRoom.onFx(() -> {
            ((Button) view.node().lookup(id)).fire();
            return null;
        });
    }

    private TextFlow text(String side) {
        return (TextFlow) view.node().lookup("#tryit-text-" + side);
    }

    private void say(String prompt) throws Exception {
        FxRoom.onFx(() -> {
            ((TextArea) view.node().lookup("#tryit-prompt")).setText(prompt);
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1440, 828", "LIGHT, 1024, 628"})
    void bothAnswersAreWrittenAndATokenShowsWhatBothExpected(Theme.Mode mode, int width, int height) throws Exception {
        ScriptedSpeaker teacher = engine.speakers.get(0);
        ScriptedSpeaker student = engine.speakers.get(1);
        show(mode, width, height);
        say("When does the library open?");
        press("#tryit-ask");
        for (String token : TEACHERS) {
            teacher.writes(token);
        }
        teacher.ends(StopReason.END, TEACHERS.length);
        for (String token : STUDENTS) {
            student.writes(token);
        }
        FxRoom.until(
                () -> text("teacher").getChildren().size() == TEACHERS.length && text("student").getChildren().size() == STUDENTS.length);
        teacher.candidates = CompletableFuture.completedFuture(List.of(ScriptedSpeaker.candidate(" nine", 0.62),
                ScriptedSpeaker.candidate(" eight", 0.2), ScriptedSpeaker.candidate(" ten", 0.11), ScriptedSpeaker.candidate("\n", 0.02)));
        student.candidates = CompletableFuture.completedFuture(List.of(ScriptedSpeaker.candidate(" ten", 0.5),
                ScriptedSpeaker.candidate(" nine", 0.41), ScriptedSpeaker.candidate(" noon", 0.05)));
        FxRoom.onFx(() -> {
            text("student").fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
            for (int step = 0; step < 4; step++) {
                text("student").fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
            }
            return null;
        });
        FxRoom.until(() -> ((VBox) view.node().lookup("#tryit-candidates-teacher")).getChildren().size() == 4);
        room.shot("tryit-" + mode + "-" + width);
        assertThat(text("student").getChildren().get(4).getStyleClass()).contains("chosen");
        assertThat(text("student").getChildren().get(3).getStyleClass()).doesNotContain("chosen");
        assertThat(((VBox) view.node().lookup("#tryit-candidates-student")).getChildren()).hasSize(3);
        assertThat(((Label) view.node().lookup("#tryit-note-teacher")).getText()).endsWith("ended by the model");
        assertThat(view.node().lookup("#tryit-stop").isDisabled()).as("the student still writes").isFalse();
        assertThat(text("teacher").getParent().getParent().getLayoutBounds().getHeight()).as("room of an answer").isGreaterThan(40);
        assertThat(view.node().lookup("#tryit-prompt").getLayoutBounds().getHeight()).as("the prompt leaves it the room").isEqualTo(72);
    }

    private void choose(ByteBlend.Kind kind) throws Exception {
        FxRoom.onFx(() -> {
            ComboBox<Optional<ByteBlend.Kind>> kinds = (ComboBox<Optional<ByteBlend.Kind>>) view.node().lookup("#tryit-together");
            kinds.setValue(Optional.ofNullable(kind));
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1024, 628, en", "DARK, 1440, 828, zh-Hans"})
    void bothWriteAThirdAnswerTogetherAndAByteShowsWhatEachExpected(Theme.Mode mode, int width, int height, String language)
            throws Exception {
        try {
            FxRoom.onFx(() -> {
                Language.use(Language.ofTag(language).orElseThrow());
                return null;
            });
            show(mode, width, height);
            assertThat(view.node().lookup("#tryit-answer-together").isManaged()).isFalse();
            choose(ByteBlend.Kind.PRODUCT);
            say("When does the library open?");
            press("#tryit-ask");
            for (String token : TEACHERS) {
                engine.speakers.get(0).writes(token);
            }
            for (String token : STUDENTS) {
                engine.speakers.get(1).writes(token);
            }
            engine.together.writes("The library opens at nine, and the café beside it opens at noon.");
            engine.together.writes(ByteDistribution.EOS, "");
            engine.together.ends(StopReason.END, 66);
            FxRoom.until(() -> text("together").getChildren().size() == 65);
            FxRoom.onFx(() -> {
                for (int step = 0; step <= 38; step++) {
                    text("together").fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.RIGHT, false, false, false, false));
                }
                return null;
            });
            FxRoom.settle();
            room.shot("tryit-together-" + mode + "-" + width + "-" + language);
            Node accented = text("together").getChildren().get(38);
            assertThat(((Text) accented).getText()).isEqualTo("é");
            assertThat(accented.getStyleClass()).contains("chosen");
            FxRoom.onFx(() -> {
                accented.getOnMouseEntered().handle(null);
                return null;
            });
            assertThat(((Tooltip) accented.getUserData()).getText().lines()).as("a line for each of its bytes").hasSize(2);
            for (String side : List.of("teacher", "student", "together")) {
                VBox rows = (VBox) view.node().lookup("#tryit-candidates-" + side);
                assertThat(rows.getChildren()).hasSizeBetween(2, 3);
                assertThat(rows.getBoundsInLocal().getWidth()).as("a third").isCloseTo((width - 56) / 3.0, within(4.0));
            }
            choose(null);
            assertThat(view.node().lookup("#tryit-answer-together").isManaged()).isFalse();
            assertThat(text("together").getChildren()).isEmpty();
        } finally {
            FxRoom.onFx(() -> {
                Language.use(Language.ENGLISH);
                return null;
            });
        }
    }

    /** With {@code -Pdesktop}, for people to look at. */
    @Tag("desktop")
    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 828", "DARK, 1024, 628"})
    void bothAnswersAreWrittenAndATokenShowsWhatBothExpectedInOtherLooks(Theme.Mode mode, int width, int height) throws Exception {
        bothAnswersAreWrittenAndATokenShowsWhatBothExpected(mode, width, height);
    }

    @Test
    void aChatShowsWhatWasSaidBeforeAndATokenItsProbabilityWhenItIsPointedAt() throws Exception {
        ScriptedSpeaker teacher = engine.speakers.get(0);
        ScriptedSpeaker student = engine.speakers.get(1);
        show(Theme.Mode.DARK, 1024, 628);
        FxRoom.onFx(() -> {
            ((SegmentedButton) view.node().lookup("#tryit-kind")).getButtons().get(1).fire();
            return null;
        });
        say("When does the library open?");
        answer(teacher, TEACHERS);
        answer(student, STUDENTS);
        say("And on Sundays?");
        press("#tryit-ask");
        teacher.writes("It");
        teacher.writes(" is closed.");
        FxRoom.until(() -> text("teacher").getChildren().size() == 2);
        VBox earlier = (VBox) view.node().lookup("#tryit-earlier-student");
        assertThat(earlier.getChildren()).extracting(node -> ((Label) node).getText())
                .containsExactly("When does the library open?", String.join("", STUDENTS));
        FxRoom.onFx(() -> {
            Node token = text("teacher").getChildren().get(0);
            token.getOnMouseEntered().handle(null);
            assertThat(((Tooltip) token.getUserData()).getText()).isEqualTo("\"It\", 50.0 % by the model itself");
            return null;
        });
        room.shot("tryit-chat-dark");
        teacher.ends(StopReason.END, 2);
        student.ends(StopReason.END, 0);
        FxRoom.until(() -> !view.node().lookup("#tryit-anew").isDisabled());
        press("#tryit-anew");
        assertThat(earlier.getChildren()).isEmpty();
        assertThat(text("teacher").getChildren()).isEmpty();
    }

    private void answer(ScriptedSpeaker speaker, String... tokens) throws Exception {
        if (speaker.asked.isEmpty()) {
            press("#tryit-ask");
        }
        for (String token : tokens) {
            speaker.writes(token);
        }
        speaker.ends(StopReason.END, tokens.length);
        FxRoom.settle();
    }

    @Test
    void theCommandFollowsWhatIsTypedAndAMistakeIsSaid() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 628);
        say("one\ntwo");
        Label command = (Label) view.node().lookup("#tryit-command-student");
        assertThat(command.getText()).isEqualTo("bytestill generate /home/somebody/bytestill/runs/covering-1 --checkpoint best"
                + " --prompt 'one\\ntwo' --max-new-tokens 128");
        FxRoom.onFx(() -> {
            ((TextField) view.node().lookup("#tryit-length")).setText("many");
            return null;
        });
        assertThat(command.getText()).endsWith("--max-new-tokens many");
        press("#tryit-ask");
        assertThat(((Label) view.node().lookup("#tryit-problem")).getText()).startsWith("Length: \"many\"");
        room.shot("tryit-mistake-light");
        assertThat(engine.speakers.get(0).asked).isEmpty();
    }
}
