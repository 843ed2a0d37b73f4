package org.bytestill.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that is opened or dropped becomes in a new run. */
class RunTemplateTest {
    @TempDir
    Path folder;

    @Test
    void aConfigurationIsTheStartAModelTheTeacherAndAnythingElseTheText() {
        assertThat(RunTemplate.ofFile(Path.of("a/Run.YML"))).isEqualTo(new RunTemplate(Optional.of(Path.of("a/Run.YML")), Map.of()));
        assertThat(RunTemplate.ofFile(Path.of("big.GGUF")).replaced()).isEqualTo(Map.of("teacher", "big.GGUF"));
        assertThat(RunTemplate.ofFile(folder).replaced()).isEqualTo(Map.of("teacher", folder.toString()));
        assertThat(RunTemplate.ofFile(Path.of("chats.jsonl")).replaced()).isEqualTo(Map.of("text.train", "chats.jsonl"));
    }
}
