package org.bytestill.corpus.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.JsonLinesFormat;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ByteRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleReaderTest {
    @TempDir
    Path folder;

    private List<Sample> read(String lines, String... map) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (SampleReader reader = reader(lines, map)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                samples.add(row.sample());
            }
        }
        return samples;
    }

    private SampleReader reader(String lines, String... map) throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), lines);
        return new SampleReader(file, new JsonLinesFormat().open(DataFile.at(file)), Mapping.of(List.of(map)));
    }

    private AbstractThrowableAssert<?, ?> refused(String lines, String... map) {
        return assertThatThrownBy(() -> read(lines, map)).isInstanceOf(UserError.class);
    }

    private static String messages(Sample sample) {
        return ((Sample.Chat) sample).conversation().messages().toString();
    }

    @Test
    void theFirstShapeThatFitsAllColumnsIsTaken() throws IOException {
        assertThat(reader("{\"text\": \"x\", \"prompt\": \"p\", \"completion\": \"c\"}").shapeName()).isEqualTo("prompt-completion");
        assertThat(reader("{\"text\": \"x\"}\n{\"messages\": []}").shapeName()).isEqualTo("messages");
        assertThat(reader("{\"instruction\": \"x\", \"text\": \"y\", \"output\": \"z\"}").shapeName()).isEqualTo("alpaca");
    }

    @Test
    void aMappedFieldDecidesWhateverOtherColumnsThereAre() throws IOException {
        Sample sample = read("{\"messages\": [], \"body\": \"x\"}", "text=body").get(0);
        assertThat(((Sample.Text) sample).bytes()).asString(UTF_8).isEqualTo("x");
        List<Sample> pairs = read("{\"q\": \"é\", \"a\": \"b\"}", "prompt=q", "completion=a");
        assertThat(((Sample.Text) pairs.get(0)).supervised()).containsExactly(new ByteRange(2, 3));
    }

    @Test
    void aMappingOfAMissingColumnOrAnUnknownFieldIsToldWithWhatThereIs() {
        refused("{\"body\": \"x\"}", "text=boddy").hasMessageContaining("no column \"boddy\"")
                .hasMessageContaining("its columns are \"body\"");
        refused("{\"body\": \"x\"}", "txet=body").hasMessageContaining("did you mean \"text\"?");
        refused("{\"body\": \"x\"}", "text").hasMessageContaining("FIELD=COLUMN");
        refused("{\"body\": \"x\"}").hasMessageContaining("its columns are \"body\"").hasMessageContaining("text=COLUMN");
    }

    @Test
    void aLaterRowOfAnotherShapeIsToldAndNotReadAsWhatTheOthersAre() {
        String texts = "{\"text\": \"x\"}\n".repeat(1500);
        refused(texts + "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}").hasMessageContaining("line 1501")
                .hasMessageContaining("make it \"messages\", the rows before are \"text\"");
    }

    @Test
    void whatIsWrongWithARowIsToldWhenItIsReached() throws IOException {
        try (SampleReader reader = reader("{\"text\": \"x\"}\nno JSON")) {
            assertThat(reader.next()).isNotNull();
            assertThatThrownBy(reader::next).isInstanceOf(UserError.class).hasMessageContaining("line 2");
            assertThatThrownBy(reader::next).isInstanceOf(UserError.class).hasMessageContaining("line 2");
        }
    }

    @Test
    void emptyRowsAreCountedAndAFileOfThemIsRefused() throws IOException {
        assertThat(read("{\"text\": \"\"}\n{}\n{\"text\": null}\n{\"text\": \" \"}")).map(Sample.Nothing.class::isInstance)
                .containsExactly(true, true, true, false);
        refused("{\"text\": \"\"}\n{\"text\": null}").hasMessageContaining("in none of its 2 rows").hasMessageContaining("column \"text\"");
        refused("\n\n").hasMessageContaining("holds no row");
    }

    @Test
    void speakersOfShareGptBecomeRolesAndACallOfAFunctionBecomesToolCalls() throws IOException {
        Sample sample = read(
                "{\"system\": \"S\", \"conversations\": [{\"from\": \"human\", \"value\": \"h\"}, {\"from\": \"function_call\","
                        + " \"value\": \"{\\\"name\\\": \\\"f\\\", \\\"arguments\\\": {\\\"x\\\": 1}}\"}, {\"from\": \"observation\", \"value\": \"o\"},"
                        + " {\"from\": \"gpt\", \"value\": \"g\"}, {\"from\": \"judge\", \"value\": \"j\"}]}")
                .get(0);
        assertThat(messages(sample)).isEqualTo("[{\"role\":\"system\",\"content\":\"S\"}, {\"role\":\"user\",\"content\":\"h\"},"
                + " {\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]},"
                + " {\"role\":\"tool\",\"content\":\"o\"}, {\"role\":\"assistant\",\"content\":\"g\"}, {\"role\":\"judge\",\"content\":\"j\"}]");
    }

    @Test
    void keysWithNullAreLeftOutOfMessagesAndOtherValuesKept() throws IOException {
        Sample sample = read(
                "{\"messages\": [{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"x\": null}], \"name\": null}],"
                        + " \"tools\": \"[]\"}")
                .get(0);
        assertThat(messages(sample)).isEqualTo("[{\"role\":\"assistant\",\"tool_calls\":[{\"x\":null}]}]");
        assertThat(((Sample.Chat) sample).conversation().tools()).isNull();
    }

    @Test
    void aValueOfAWrongTypeIsToldWithMessageAndColumn() {
        refused("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}, {\"role\": \"assistant\", \"content\": 7}]}")
                .hasMessageContaining("line 1: column \"messages\": message 2 has a number as \"content\"");
        refused("{\"messages\": [{\"content\": \"x\"}]}").hasMessageContaining("message 1 has no \"role\"");
        refused("{\"messages\": [{\"role\": \"user\"}]}").hasMessageContaining("message 1 has no \"content\"");
        refused("{\"messages\": [\"x\"]}").hasMessageContaining("message 1 is a text");
        refused("{\"conversations\": [{\"from\": \"gpt\"}]}").hasMessageContaining("message 1 has no \"value\"");
        refused("{\"conversations\": [{\"from\": \"function_call\", \"value\": \"f(x)\"}]}").hasMessageContaining("not JSON");
        refused("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": 5}")
                .hasMessageContaining("column \"tools\" holds a number");
        refused("{\"prompt\": 1, \"completion\": \"c\"}").hasMessageContaining("column \"prompt\" holds a number");
        refused("{\"prompt\": \"p\", \"completion\": [{\"role\": \"user\", \"content\": \"x\"}]}")
                .hasMessageContaining("column \"prompt\"");
        refused("{\"instruction\": \"i\", \"output\": \"o\", \"history\": [[\"q\"]]}").hasMessageContaining("list of pairs");
    }

    @Test
    void halfASurrogatePairIsToldWhereItMattersAlone() throws IOException {
        assertThat(read("{\"text\": \"x\", \"id\": \"\\ud83d\"}")).hasSize(1);
        refused("{\"text\": \"x\\ud83d\"}").hasMessageContaining("\\ud83d");
        refused("{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"\\ude00\"}]}]}").hasMessageContaining("\\ude00");
    }
}
