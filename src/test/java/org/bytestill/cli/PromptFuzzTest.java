package org.bytestill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;
import picocli.CommandLine;

/** Prompts, a JSON value a line. */
class PromptFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("\"The cost of\"\n{\"prompt\": \"caf\\u00e9\"}\n", "{\"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]}\n",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [{\"type\": \"function\"}], \"variables\": {\"a\": 1}}")
                .stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        Path file = put(folder.resolve("prompts.jsonl"), content);
        CommandLine.populateCommand(new PromptOptions(), "--prompt-file", file.toString()).prompts(InputStream.nullInputStream());
    }
}
