package org.bytestill.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepetitionTest {
    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private RunConfig config() throws Exception {
        return SmallRun.config(folder, "objective", "sft", "training.updates", "6", "evaluation.every_updates", "6",
                "checkpoint.every_updates", "6");
    }

    @Test
    void theSameConfigurationSeedAndTextGiveTheSameWeights() throws Exception {
        Run first = engine.start(config(), folder, folder.resolve("runs/small"));
        SmallRun.awaitEnd(first);
        Repetition repetition = Repetition.of(first.folder());
        assertThat(repetition.differences()).isEmpty();
        assertThat(repetition.config().name()).isEqualTo("small-2");
        Run again = engine.start(repetition.config(), folder, repetition.folder());
        SmallRun.awaitEnd(again);
        assertThat(SmallRun.hash(again.folder().resolve("checkpoints/step-6")))
                .isEqualTo(SmallRun.hash(first.folder().resolve("checkpoints/step-6")));
        assertThat(Repetition.of(again.folder()).folder()).isEqualTo(folder.resolve("runs/small-3"));
    }

    @Test
    void aTextThatHasChangedIsNamedWithBothHashes() throws Exception {
        Run first = engine.start(config(), folder, folder.resolve("runs/small"));
        SmallRun.awaitEnd(first);
        String hash = RunManifest.read(new RunFolder(first.folder())).root().path("trainText").path("fingerprint").asText();
        Files.writeString(folder.resolve("train.txt"), "Quite another text, and long enough to be two documents of a hundred bytes each. "
                + "Quite another text, and long enough to be two documents of a hundred bytes each.\n");
        assertThat(Repetition.of(first.folder()).differences()).singleElement().asString().startsWith("The training text has changed")
                .contains("hash " + hash.substring(0, 8));
        Files.delete(folder.resolve("train.txt"));
        assertThatThrownBy(() -> Repetition.of(first.folder())).isInstanceOf(UserError.class).hasMessageContaining("train.txt");
    }

    @Test
    void aSettingThatWasChangedOnTheWayHasItsFirstValueAgain() throws Exception {
        Run first = engine.start(config(), folder, folder.resolve("runs/small"));
        SmallRun.awaitEnd(first);
        engine.resume(first.folder(), new Resumption(Optional.empty(), Map.of("training.updates", "8")));
        SmallRun.awaitEnd(first);
        Repetition repetition = Repetition.of(first.folder());
        assertThat(repetition.config().training().updates()).isEqualTo(6);
        assertThat(repetition.differences()).containsExactly(
                "training.updates was changed after 6 updates, from 6 to 8; the repetition keeps 6 throughout.");
    }
}
