package org.bytestill.corpus.shapes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.JsonLinesFormat;
import org.bytestill.fuzz.ReaderFuzz;

/** Records of every shape. */
class ShapesFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of(
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}, {\"role\": \"assistant\", \"content\": [{\"type\": \"text\","
                        + " \"text\": \"So\"}]}], \"tools\": \"[{\\\"type\\\": \\\"function\\\"}]\"}\n",
                "{\"conversations\": [{\"from\": \"human\", \"value\": \"x\"}, {\"from\": \"gpt\", \"value\": \"y\"}], \"system\": \"z\"}\n",
                "{\"prompt\": [{\"role\": \"user\", \"content\": \"x\"}], \"completion\": [{\"role\": \"assistant\", \"content\": \"y\"}]}\n",
                "{\"prompt\": \"x\", \"completion\": \"y\"}\n{\"prompt\": \"\", \"completion\": \"caf\\u00e9\"}\n",
                "{\"instruction\": \"x\", \"input\": \"\", \"output\": \"y\"}\n", "{\"text\": \"x\"}\n{\"text\": null}\n").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        DataFile file = DataFile.at(put(folder.resolve("data.jsonl"), content));
        try (SampleReader reader = new SampleReader(file.path(), new JsonLinesFormat().open(file), Mapping.of(List.of()))) {
            while (reader.next() != null) {
                reader.fraction();
            }
            reader.notes();
        }
    }
}
