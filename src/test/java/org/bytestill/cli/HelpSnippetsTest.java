package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Python in the page on files, run on a run folder; where a Python with numpy and safetensors is found ({@code -Dexample.python=} names
 * one).
 */
class HelpSnippetsTest {
    private static final String PYTHON = System.getProperty("example.python", "python3");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```python\n(.*?)```");
    @TempDir
    Path folder;

    private String python(String code) throws Exception {
        Process process = new ProcessBuilder(PYTHON, "-c", code).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? text : "failed: " + text;
    }

    @Test
    void everySnippetReadsTheFilesOfARun() throws Exception {
        assumeTrue(python("import numpy, safetensors").isEmpty(), PYTHON + " lacks numpy or safetensors");
        Path run = folder.resolve("run");
        Commands.run("train", Commands.smallRun(folder), "--run", run).ok();
        Path program = Files.writeString(folder.resolve("bytestill"),
                "#!/bin/sh\nexec " + String.join(" ", Commands.command()) + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String given = "RUN = '" + run + "'\nBYTESTILL = '" + program + "'\n";
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("resources/help/files.md"))).results().map(hit -> hit.group(1))
                .toList();
        assertThat(snippets).hasSize(5);
        String first = python(given + snippets.get(0));
        assertThat(first).startsWith("[(0, ").contains("(12, ");
        for (String snippet : snippets) {
            assertThat(python(given + snippet)).as(snippet).isNotBlank().doesNotContain("failed: ");
        }
    }
}
