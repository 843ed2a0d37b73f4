package org.bytestill.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.DataFolder;
import org.bytestill.corpus.shapes.Mapping;
import org.bytestill.corpus.shapes.Row;
import org.bytestill.corpus.shapes.Sample;
import org.bytestill.corpus.shapes.SampleReader;
import org.bytestill.problem.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data files written by Python (pyarrow, datasets, zstandard), and what a reference reader finds in them. */
class DataGoldensTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens/records");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What of a row is compared where several containers share one expectation. */
    private static final Set<String> PLACES = Set.of("row", "line");
    /** Files whose rows may be used or refused as a whole. */
    private static final Set<
            String> USABLE = Set.of("broken/duplicate-key.jsonl", "broken/text-and-chat.jsonl", "broken/no-assistant.jsonl",
                    "broken/all-refused.jsonl");

    static Stream<String> files() throws IOException {
        return names("files.json");
    }

    static Stream<String> brokenFiles() throws IOException {
        return names("broken.json");
    }

    private static Stream<String> names(String list) throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(GOLDENS.resolve(list).toFile()).fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileHoldsWhatTheReferenceReaderFinds(String name) throws IOException {
        JsonNode golden = JSON.readTree(GOLDENS.resolve("files.json").toFile()).get(name);
        List<String> map = new ArrayList<>();
        golden.path("mapping").fields().forEachRemaining(entry -> map.add(entry.getKey() + "=" + entry.getValue().asText()));
        Path path = GOLDENS.resolve("data").resolve(name);
        if (name.contains("brotli")) {
            assertThat(catchThrowableOfType(UserError.class, () -> rows(path, Mapping.NONE))).hasMessageContaining("compressed with brotli")
                    .hasMessageContaining("Write the file again with snappy, zstd or gzip");
            return;
        }
        List<ObjectNode> rows = rows(path, Mapping.of(map));
        List<ObjectNode> expected = new ArrayList<>();
        for (String line : Files.readString(GOLDENS.resolve(golden.get("expected").asText())).split("\n")) {
            expected.add((ObjectNode) JSON.readTree(line));
        }
        if (!hasOwnRows(name, golden.get("expected").asText())) {
            Stream.of(rows, expected).forEach(all -> all.forEach(row -> row.remove(PLACES)));
            Stream.of(rows, expected).forEach(all -> all.removeIf(row -> row.has("skipped")));
        }
        assertThat(rows).isEqualTo(expected);
        if (golden.has("skipped_empty") && hasOwnRows(name, golden.get("expected").asText())) {
            assertThat(rows.stream().filter(row -> row.has("skipped"))).hasSize(golden.get("skipped_empty").asInt());
        }
    }

    /** Whether the expectation was made of this file, as its name tells. */
    private static boolean hasOwnRows(String name, String expected) {
        return expected.equals("expected/" + name.replace("/", "").replace('.', '-') + ".jsonl");
    }

    private static List<ObjectNode> rows(Path path, Mapping mapping) throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        for (Path file : Files.isDirectory(path) ? TextFormats.in(path).files() : List.of(path)) {
            DataFile data = DataFile.at(file);
            boolean lines = !Files.isDirectory(path) && TextFormats.of(data).rowsAreLines();
            try (SampleReader reader = new SampleReader(file, TextFormats.of(data).open(data), mapping)) {
                for (Row row = reader.next(); row != null; row = reader.next()) {
                    rows.add(row(row, rows.size(), lines));
                }
            }
        }
        return rows;
    }

    private static ObjectNode row(Row row, int number, boolean lines) throws IOException {
        ObjectNode object = JSON.createObjectNode().put("row", number);
        if (lines) {
            object.put("line", (int) row.record().line());
        }
        if (row.sample() instanceof Sample.Text text) {
            object.put("text", new String(text.bytes(), StandardCharsets.UTF_8));
            if (!text.supervised().isEmpty()) {
                text.supervised().forEach(range -> object.withArray("supervised").addArray().add(range.start()).add(range.end()));
            }
        } else if (row.sample() instanceof Sample.Chat chat) {
            object.putArray("messages").addAll(chat.conversation().messages());
            if (chat.conversation().tools() != null) {
                object.set("tools", chat.conversation().tools());
            }
            if (chat.firstSupervisedMessage() > 0) {
                object.put("first_supervised_message", chat.firstSupervisedMessage());
            }
        } else {
            object.put("skipped", "empty");
        }
        // Numbers as a file of JSON has them: those of a record are long, those of the expectation int.
        return (ObjectNode) JSON.readTree(object.toString());
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void everyBrokenFileIsToldWithItsPlace(String name) throws IOException {
        JsonNode golden = JSON.readTree(GOLDENS.resolve("broken.json").toFile()).get(name);
        Path path = GOLDENS.resolve("data").resolve(name);
        if (USABLE.contains(name)) {
            assertThat(rows(path, Mapping.NONE)).isNotEmpty();
            return;
        }
        UserError error = catchThrowableOfType(UserError.class, () -> rows(path, Mapping.NONE));
        assertThat(error).as(name).isNotNull().hasMessageStartingWith(path.toString());
        if (golden.has("line")) {
            assertThat(error).hasMessageContaining("line " + golden.get("line").asInt());
        }
        if (golden.has("byte_offset")) {
            assertThat(error).hasMessageContaining("byte offset " + golden.get("byte_offset").asInt());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theFilesOfAFolderAreReadInOrderAndTheOthersListed(Map.Entry<String, JsonNode> golden) {
        Path path = GOLDENS.resolve("data").resolve(golden.getKey());
        DataFolder folder = TextFormats.in(path);
        assertThat(folder.files().stream().map(file -> path.relativize(file).toString())).isEqualTo(strings(golden.getValue().get("read")));
        assertThat(folder.notRead()).isEqualTo(strings(golden.getValue().get("not_read")));
    }

    static Stream<Map.Entry<String, JsonNode>> folders() throws IOException {
        return JSON.readTree(GOLDENS.resolve("files.json").toFile()).properties().stream().filter(entry -> entry.getKey().endsWith("/"));
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(each -> strings.add(each.asText()));
        return strings;
    }
}
