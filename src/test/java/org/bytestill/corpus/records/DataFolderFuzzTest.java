package org.bytestill.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** What {@code datasets.save_to_disk} writes beside its data; the files that it names lie in the folder. */
class DataFolderFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("{\"_data_files\": [{\"filename\": \"a.jsonl\"}, {\"filename\": \"b.jsonl\"}], \"_split\": \"train\"}",
                "{\"splits\": [\"train\", \"test\"]}").stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        boolean isSplits = new String(content, StandardCharsets.ISO_8859_1).contains("split");
        for (String name : List.of("a.jsonl", "b.jsonl", "train/c.jsonl", "test/d.jsonl")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "{\"text\": \"x\"}\n");
        }
        put(folder.resolve("state.json"), isSplits ? "{}".getBytes(StandardCharsets.UTF_8) : content);
        put(folder.resolve("dataset_dict.json"), isSplits ? content : "{}".getBytes(StandardCharsets.UTF_8));
        for (Path file : DataFolder.of(folder, ending -> ending.equals("jsonl"), ending -> false).files()) {
            assertThat(file.normalize()).startsWith(folder);
        }
    }
}
