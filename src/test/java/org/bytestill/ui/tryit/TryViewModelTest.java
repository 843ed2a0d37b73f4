package org.bytestill.ui.tryit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.job.GenerateBytesRequest;
import org.bytestill.engine.job.GenerateRequest;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.generation.StopReason;
import org.bytestill.problem.UserError;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.ScriptedSpeaker;
import org.bytestill.ui.common.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TryViewModelTest {
    private final ScriptedEngine engine = new ScriptedEngine();
    private final ScriptedSpeaker teacher = engine.speakers.get(0);
    private final ScriptedSpeaker student = engine.speakers.get(1);
    private final TryViewModel model = new TryViewModel(engine, Runnable::run);

    @BeforeEach
    void show() {
        model.show(run("/runs/first"));
        model.promptProperty().set("It's a");
    }

    private static ScriptedRun run(String folder) {
        return new ScriptedRun(Path.of(folder), RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/teacher"));
    }

    private List<String> said(Side side) {
        return model.answer(side).tokens().stream().map(SpokenToken::text).toList();
    }

    private Writing.State state(Side side) {
        return model.answer(side).stateProperty().get();
    }

    @Test
    void tokensOfBothModelsArriveOneByOneAndEachEndsForItself() {
        model.ask();
        assertThat(state(Side.TEACHER)).isEqualTo(Writing.State.OPENING);
        assertThat(teacher.writes(" fine")).isTrue();
        assertThat(said(Side.TEACHER)).containsExactly(" fine");
        assertThat(said(Side.STUDENT)).isEmpty();
        assertThat(student.writes(" cold")).isTrue();
        assertThat(teacher.writes(" day")).isTrue();
        assertThat(said(Side.TEACHER)).containsExactly(" fine", " day");
        assertThat(said(Side.STUDENT)).containsExactly(" cold");
        teacher.ends(StopReason.END, 2);
        assertThat(state(Side.TEACHER)).isEqualTo(Writing.State.ENDED);
        assertThat(model.answer(Side.TEACHER).noteProperty().get()).isEqualTo("2 tokens in 2.0 s (1.0 a second); ended by the model");
        assertThat(state(Side.STUDENT)).isEqualTo(Writing.State.WRITING);
        assertThat(model.busyProperty().get()).isTrue();
        student.ends(StopReason.LENGTH, 1);
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void stopEndsBothAtTheNextTokenAndKeepsWhatWasWritten() {
        model.ask();
        teacher.writes(" fine");
        model.stop();
        assertThat(teacher.writes(" day")).isFalse();
        assertThat(student.writes(" cold")).isFalse();
        teacher.ends(StopReason.CANCELLED, 2);
        assertThat(said(Side.TEACHER)).containsExactly(" fine", " day");
        assertThat(model.answer(Side.TEACHER).noteProperty().get()).endsWith("stopped");
    }

    @Test
    void whatGoesWrongWithOneModelIsSaidAndTheOtherGoesOn() {
        model.ask();
        teacher.answer.completeExceptionally(UserError.badInput("The teacher is gone."));
        assertThat(state(Side.TEACHER)).isEqualTo(Writing.State.FAILED);
        assertThat(model.answer(Side.TEACHER).noteProperty().get()).isEqualTo("The teacher is gone.");
        assertThat(student.writes(" cold")).isTrue();
        assertThat(said(Side.STUDENT)).containsExactly(" cold");
    }

    @Test
    void theSettingsAreAskedForAsTheyAreTyped() {
        model.settings().property(Field.LENGTH).set("5");
        model.settings().property(Field.TEMPERATURE).set("0.7");
        model.settings().property(Field.TOP_K).set("40");
        model.settings().property(Field.STOPS).set("\\n\\n| user");
        model.checkpointProperty().set("first");
        model.ask();
        GenerateRequest asked = student.asked.get(0);
        assertThat(asked.model()).isEqualTo(Path.of("/runs/first"));
        assertThat(asked.checkpoint()).isEqualTo("first");
        assertThat(asked.maxNewTokens()).isEqualTo(5);
        assertThat(asked.temperature()).isEqualTo(0.7);
        assertThat(asked.topK()).isEqualTo(40);
        assertThat(asked.stops()).containsExactly("\n\n", " user");
        assertThat(asked.prompts().get(0).text()).asString().isEqualTo("It's a");
        assertThat(teacher.asked.get(0).model()).isEqualTo(Path.of("/models/teacher"));
    }

    @Test
    void inAChatThePromptIsWhatTheUserSays() {
        model.chatProperty().set(true);
        model.ask();
        assertThat(teacher.asked.get(0).prompts().get(0).conversation().messages()).singleElement()
                .hasToString("{\"role\":\"user\",\"content\":\"It's a\"}");
    }

    @Test
    void aChatGoesOnWithWhatEachModelSaidItselfUntilItBeginsAnew() {
        model.chatProperty().set(true);
        model.ask();
        teacher.writes(" fine");
        teacher.writes(" day");
        teacher.ends(StopReason.END, 2);
        student.writes(" cold");
        student.ends(StopReason.END, 1);
        assertThat(model.earlier(Voice.TEACHER)).as("what is answered is no past yet").isEmpty();
        model.promptProperty().set("And tomorrow's?");
        model.ask();
        assertThat(model.earlier(Voice.TEACHER)).containsExactly("It's a", " fine day");
        assertThat(messages(teacher)).containsExactly("user: It's a", "assistant:  fine day", "user: And tomorrow's?");
        assertThat(messages(student)).containsExactly("user: It's a", "assistant:  cold", "user: And tomorrow's?");
        assertThat(model.command(Voice.STUDENT)).isEqualTo("printf '%s\\n' '{\"messages\":[{\"role\":\"user\",\"content\":\"It'\\''s a\"},"
                + "{\"role\":\"assistant\",\"content\":\" cold\"},{\"role\":\"user\",\"content\":\"And tomorrow'\\''s?\"}]}' > chat.jsonl"
                + " && bytestill generate /runs/first --checkpoint best --prompt-file chat.jsonl --max-new-tokens 128");
        teacher.answer.completeExceptionally(UserError.badInput("The teacher is gone."));
        student.ends(StopReason.END, 0);
        model.ask();
        assertThat(model.earlier(Voice.TEACHER)).as("without an answer there is no turn").hasSize(2);
        assertThat(model.earlier(Voice.STUDENT)).hasSize(4);
        teacher.ends(StopReason.END, 0);
        student.ends(StopReason.END, 0);
        model.beginAnew();
        assertThat(model.earlier(Voice.STUDENT)).isEmpty();
        model.ask();
        assertThat(messages(teacher)).containsExactly("user: And tomorrow's?");
    }

    private static List<String> messages(ScriptedSpeaker speaker) {
        return speaker.asked.get(speaker.asked.size() - 1).prompts().get(0).conversation().messages().stream()
                .map(message -> message.path("role").asText() + ": " + message.path("content").asText()).toList();
    }

    @Test
    void aSettingThatIsNoNumberIsNamedAndNothingIsAsked() {
        model.settings().property(Field.TOP_P).set("much");
        model.ask();
        assertThat(model.problemProperty().get()).isEqualTo("Top-p: \"much\" is no number. Write one such as 0.7.");
        assertThat(teacher.asked).isEmpty();
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void theCommandWritesTheSame() {
        assertThat(model.command(Voice.TEACHER))
                .isEqualTo("bytestill generate /models/teacher --prompt 'It'\\''s a' --max-new-tokens 128");
        model.settings().property(Field.TOP_K).set("40");
        model.settings().property(Field.STOPS).set("\\n");
        model.chatProperty().set(true);
        assertThat(model.command(Voice.STUDENT)).as("with a filter the command would draw at temperature 1")
                .isEqualTo("bytestill generate /runs/first --checkpoint best --prompt 'It'\\''s a' --chat --max-new-tokens 128"
                        + " --temperature 0 --top-k 40 --stop '\n'");
        model.promptProperty().set("-1 +");
        assertThat(model.command(Voice.TEACHER)).contains("--prompt='-1 +'");
    }

    @Test
    void atAChosenTokenBothModelsSayWhatTheyExpectedThere() {
        model.ask();
        teacher.writes(" fine");
        teacher.writes(" day");
        student.writes(" cold");
        model.choose(Voice.TEACHER, 1);
        assertThat(teacher.beginnings.get(0).own()).isTrue();
        assertThat(teacher.beginnings.get(0).tokens()).extracting(SpokenToken::text).containsExactly(" fine");
        assertThat(student.beginnings.get(0).own()).as("the student reads the teacher's text in its own tokens").isFalse();
        assertThat(student.beginnings.get(0).tokens()).extracting(SpokenToken::text).containsExactly(" fine");
        student.candidates.complete(List.of(ScriptedSpeaker.candidate(" night", 0.75)));
        assertThat(model.answer(Side.STUDENT).candidatesProperty().get()).singleElement().extracting("probability").isEqualTo(0.75);
        assertThat(model.answer(Side.TEACHER).candidatesNoteProperty().get()).isNotEmpty();
        teacher.candidates.completeExceptionally(UserError.badInput("Too long."));
        assertThat(model.answer(Side.TEACHER).candidatesNoteProperty().get()).isEqualTo("Too long.");
    }

    @Test
    void aTokenThatIsNotThereIsNotChosen() {
        model.ask();
        teacher.writes(" fine");
        model.choose(Voice.TEACHER, 1);
        model.choose(Voice.TEACHER, -1);
        assertThat(model.chosenProperty().get()).isNull();
    }

    private void writeTogether(ByteBlend.Kind kind) {
        model.together().kindProperty().set(kind);
        model.ask();
    }

    @Test
    void bothAreAskedTogetherOnlyWhereThatIsChosen() {
        model.ask();
        assertThat(engine.together.asked).isEmpty();
        assertThat(model.command(Voice.TOGETHER)).isEmpty();
        teacher.ends(StopReason.END, 0);
        student.ends(StopReason.END, 0);
        model.settings().property(Field.WEIGHT).set("2");
        model.settings().property(Field.BYTES).set("40");
        model.settings().property(Field.STOPS).set("\\n");
        model.checkpointProperty().set("last");
        writeTogether(ByteBlend.Kind.PRODUCT);
        GenerateBytesRequest asked = engine.together.asked.get(0);
        assertThat(asked.models()).containsExactly(Path.of("/models/teacher"), Path.of("/runs/first"));
        assertThat(asked.checkpoint()).isEqualTo("last");
        assertThat(asked.blend().kind()).isEqualTo(ByteBlend.Kind.PRODUCT);
        assertThat(asked.blend().weights()).containsExactly(2, 1);
        assertThat(asked.converter()).as("the command's own").isEqualTo(ConverterSettings.beam(10, 0.01));
        assertThat(asked.maxBytes()).isEqualTo(40);
        assertThat(asked.stops()).containsExactly("\n");
        assertThat(model.command(Voice.TOGETHER)).isEqualTo("bytestill generate /models/teacher /runs/first --checkpoint last --bytes"
                + " --mix product --weights 2,1 --prompt 'It'\\''s a' --max-new-bytes 40 --stop '\n'");
    }

    @Test
    void whatBothWriteComesByteByByteAndIsStoppedWithTheOthers() {
        writeTogether(ByteBlend.Kind.ARITHMETIC);
        assertThat(engine.together.writes("né")).isTrue();
        assertThat(model.together().writing().pieces()).hasSize(3);
        assertThat(model.together().text()).isEqualTo("né");
        teacher.ends(StopReason.END, 0);
        student.ends(StopReason.END, 0);
        assertThat(model.busyProperty().get()).isTrue();
        model.stop();
        assertThat(engine.together.writes("e")).isFalse();
        engine.together.ends(StopReason.CANCELLED, 4);
        assertThat(model.together().writing().noteProperty().get()).isEqualTo("4 bytes in 2.0 s (2.0 a second); stopped");
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    void atAByteOfWhatBothWriteNobodyIsAskedAgain() {
        writeTogether(ByteBlend.Kind.ARITHMETIC);
        engine.together.writes("né");
        model.choose(Voice.TOGETHER, 1);
        assertThat(model.words(model.chosenProperty().get())).isEqualTo("C3 of \"é\"");
        assertThat(teacher.beginnings).isEmpty();
        model.choose(Voice.TOGETHER, 3);
        assertThat(model.chosenProperty().get().at()).as("there is no such byte").isEqualTo(1);
        model.together().kindProperty().set(null);
        assertThat(model.chosenProperty().get()).isNull();
        assertThat(engine.together.answer).isCancelled();
        assertThat(engine.together.forgotten).isEqualTo(1);
        assertThat(model.together().writing().pieces()).isEmpty();
    }

    @Test
    void aWeightThatIsNoneIsNamedAndNothingIsAsked() {
        model.settings().property(Field.WEIGHT).set("-1");
        model.ask();
        assertThat(teacher.asked).as("nobody sees the weight").hasSize(1);
        teacher.ends(StopReason.END, 0);
        student.ends(StopReason.END, 0);
        writeTogether(ByteBlend.Kind.ARITHMETIC);
        assertThat(model.problemProperty().get()).isEqualTo("Weight 1 is -1.0; choose a number from 0 to 100.");
        model.settings().property(Field.WEIGHT).set("much");
        model.ask();
        assertThat(model.problemProperty().get()).isEqualTo("Teacher’s weight: \"much\" is no number. Write one such as 0.7.");
        assertThat(teacher.asked).hasSize(1);
        assertThat(engine.together.asked).isEmpty();
    }

    @Test
    void aChatGoesOnWithWhatBothSaidTogether() {
        model.chatProperty().set(true);
        writeTogether(ByteBlend.Kind.ENTROPY);
        engine.together.writes("né");
        engine.together.ends(StopReason.END, 4);
        teacher.answer.completeExceptionally(UserError.badInput("The teacher is gone."));
        student.ends(StopReason.END, 0);
        model.promptProperty().set("Who?");
        model.ask();
        assertThat(model.earlier(Voice.TOGETHER)).containsExactly("It's a", "né");
        assertThat(engine.together.asked.get(1).prompts().get(0).conversation().messages()).extracting(
                message -> message.path("role").asText() + ": " + message.path("content").asText())
                .containsExactly("user: It's a", "assistant: né", "user: Who?");
        assertThat(model.command(Voice.TOGETHER)).startsWith("printf ").contains("\"content\":\"né\"").endsWith("&& bytestill generate"
                + " /models/teacher /runs/first --checkpoint best --bytes --mix entropy --prompt-file chat.jsonl");
    }

    @Test
    void anotherRunBeginsWithoutAnswersAndLateTokensAreDropped() {
        model.ask();
        teacher.writes(" fine");
        model.show(run("/runs/second"));
        assertThat(said(Side.TEACHER)).isEmpty();
        assertThat(teacher.answer).isCancelled();
        assertThat(teacher.writes(" day")).isFalse();
        assertThat(said(Side.TEACHER)).isEmpty();
        assertThat(model.busyProperty().get()).isFalse();
        assertThat(model.promptProperty().get()).isEqualTo("It's a");
    }

    @Test
    void aRunWithoutATeacherIsAnsweredByTheStudentAlone() {
        model.show(new ScriptedRun(Path.of("/runs/alone"), RunConfig.defaults()));
        model.ask();
        assertThat(teacher.asked).isEmpty();
        assertThat(student.asked).hasSize(1);
        assertThat(model.command(Voice.TEACHER)).isEmpty();
        model.together().kindProperty().set(ByteBlend.Kind.PRODUCT);
        student.ends(StopReason.END, 0);
        model.ask();
        assertThat(engine.together.asked).as("there is nobody to write with").isEmpty();
    }

    @Test
    void whoLeavesTheTabGivesTheModelsMemoryBack() {
        model.leave();
        assertThat(List.of(teacher.forgotten, student.forgotten, engine.together.forgotten)).containsExactly(1, 1, 1);
    }
}
