package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bytestill.cli.Commands.Result;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path folder;

    @Test
    void theHelpExplainsEveryFormatInTheRegistrysOrder() {
        String help = Commands.run("export", "--help").ok().out().replaceAll("\\s+", " ");
        assertThat(help).containsSubsequence(ExportFormats.ALL.stream().map(format -> format.word() + ": " + format.label()).toList());
        assertThat(help).contains(ExportFormats.ALL.stream().map(ExportFormat::about).toList());
        assertThat(help).contains("Which file format: hf, adapter");
    }

    @Test
    void aFormatOrNumberFormatThatIsNotKnownIsAnsweredWithThoseThatAre() {
        Result format = Commands.run("export", folder, "--to", folder.resolve("out"), "--format", "onnx");
        assertThat(format.exitCode()).isEqualTo(2);
        assertThat(format.err()).contains("\"onnx\" is not known").contains("hf (Hugging Face folder)");
        Result precision = Commands.run("export", folder, "--to", folder.resolve("out"), "--precision", "int4");
        assertThat(precision.exitCode()).isEqualTo(2);
        assertThat(precision.err()).containsIgnoringCase("float32").containsIgnoringCase("bfloat16").doesNotContain("Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
