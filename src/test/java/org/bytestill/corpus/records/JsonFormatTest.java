package org.bytestill.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFormatTest {
    @TempDir
    Path folder;

    private List<Record> json(String content) throws IOException {
        return read(new JsonFormat(), "a.json", content.getBytes(StandardCharsets.UTF_8));
    }

    private List<Record> lines(String content) throws IOException {
        return read(new JsonLinesFormat(), "a.jsonl", content.getBytes(StandardCharsets.UTF_8));
    }

    private List<Record> read(RecordFormat format, String name, byte[] content) throws IOException {
        List<Record> records = new ArrayList<>();
        try (RecordReader reader = format.open(DataFile.at(Files.write(folder.resolve(name), content)))) {
            for (Record record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    @Test
    void valuesAreWhatPythonReads() throws IOException {
        Map<String,
                Object> values = lines(
                        "{\"a\": 1, \"b\": 12345678901234567890, \"c\": -0.5, \"d\": NaN, \"e\": -Infinity, \"f\": [true, null],"
                                + " \"g\": {\"h\": \"\\ud83d\"}, \"a\": 1e400, \"i\": 1E5}")
                        .get(0).values();
        assertThat(values.get("a")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(values.get("b")).isEqualTo(new BigInteger("12345678901234567890"));
        assertThat(values.get("c")).isEqualTo(-0.5);
        assertThat(values.get("d")).isEqualTo(Double.NaN);
        assertThat(values.get("e")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(values.get("f")).isEqualTo(Arrays.asList(true, null));
        assertThat(values.get("g")).isEqualTo(Map.of("h", "\ud83d"));
        assertThat(values.keySet()).containsExactly("a", "b", "c", "d", "e", "f", "g", "i");
    }

    @Test
    void aRowKnowsItsLineAndTheByteAtWhichThatBegins() throws IOException {
        List<Record> records = lines("\ufeff{\"a\": \"é\"}\r\n \t\r\n{\"a\": 2}");
        assertThat(records).extracting(Record::row, Record::line, Record::offset)
                .containsExactly(tuple(0L, 1L, 3L), tuple(1L, 3L, 20L));
        assertThat(records.get(1).where()).endsWith("a.jsonl, line 3");
    }

    @Test
    void oneObjectOfColumnsGivesTheRowsOfAListOfObjects() throws IOException {
        List<Record> columns = json("{\"a\": [1, {\"x\": [2]}, null],\n \"b\": [\"p\", \"q\", \"r\"]}");
        List<Record> rows = json("[{\"a\": 1, \"b\": \"p\"}, {\"a\": {\"x\": [2]}, \"b\": \"q\"},\n{\"a\": null, \"b\": \"r\"}]");
        assertThat(columns).extracting(Record::values).isEqualTo(rows.stream().map(Record::values).toList());
        assertThat(rows.get(2).where()).endsWith("a.json, row 2 (line 2)");
    }

    @Test
    void aFileOfAnotherFormIsToldWithItsPlace() {
        refused("[1]").hasMessageContaining("row 0 (line 1): expected is an object, found is a number");
        refused("\"a\"").hasMessageContaining("line 1").hasMessageContaining("a list of objects");
        refused("[{\"a\": 1},\n {\"a\": }]").hasMessageContaining("line 2, column 9");
        refused("[{\"a\": 1}").hasMessageContaining("line 1, column 10").hasMessageContaining("end-of-input");
        refused("[{\"a\": 1}] 2").hasMessageContaining("behind its end stands more");
        refused("{\"a\": 1, \"b\": [2]}").hasMessageContaining("\"a\" is no list");
        refused("{\"text\": \"x\"}\n{\"text\": \"y\"}\n").hasMessageContaining("let its name end in .jsonl");
        refused("{\"a\": [1], \"a\": [2]}").hasMessageContaining("\"a\" is there twice");
        refused("[{\"a\": \"\u0001\"}]").hasMessageContaining("line 1, column");
    }

    private AbstractThrowableAssert<?, ?> refused(String content) {
        return assertThatThrownBy(() -> json(content)).isInstanceOf(UserError.class).hasMessageContaining("a.json");
    }

    @Test
    void bytesThatAreNoUtf8AreToldWithLineAndOffset() {
        byte[] odd = "[{\"a\": \"x\"},\n{\"a\": \"y\"}]".getBytes(StandardCharsets.UTF_8);
        odd[20] = (byte) 0xE9;
        assertThatThrownBy(() -> read(new JsonFormat(), "a.json", odd)).isInstanceOf(UserError.class)
                .hasMessageContaining("a.json, line 2, byte offset 20: not UTF-8, the byte E9");
        byte[] atEnd = {'{', '"', 'a', '"', ':', '"', (byte) 0xE9, '"', '}', '\n'};
        assertThatThrownBy(() -> read(new JsonLinesFormat(), "a.jsonl", atEnd)).isInstanceOf(UserError.class)
                .hasMessageContaining("a.jsonl, line 1, byte offset 6");
    }

    @Test
    void linesAndListsHaveNoSurplus() {
        assertThatThrownBy(() -> lines("{} {}")).isInstanceOf(UserError.class).hasMessageContaining("behind the value stands more");
        assertThatThrownBy(() -> lines("[1]")).isInstanceOf(UserError.class).hasMessageContaining("line 1: expected is an object");
    }

    @Test
    void deepNestingIsToldAndNoStackOverflow() {
        assertThatThrownBy(() -> lines("{\"a\": " + "[".repeat(100_000))).isInstanceOf(UserError.class).hasMessageContaining("line 1");
    }
}
