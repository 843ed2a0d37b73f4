package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three forms of an inspection hold the same numbers. */
class InspectCommandTest {
    private static final Path STUDENT = Commands.GOLDENS.resolve("models/smollm2");

    @TempDir
    private Path folder;
    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.write(folder.resolve("t.txt"), new byte[] {'a', ' ', (byte) 0xC3, (byte) 0xA9, '<', '\n', (byte) 0xFF, 'b'});
    }

    private List<JsonNode> json(Object... more) {
        return Commands.run(with(more, "--json")).ok().objects();
    }

    private Object[] with(Object[] more, Object... last) {
        Object[] all = new Object[] {"inspect", "--model", Commands.TEACHER, "--text", text};
        Object[] words = Arrays.copyOf(all, all.length + more.length + last.length);
        System.arraycopy(more, 0, words, all.length, more.length);
        System.arraycopy(last, 0, words, all.length + more.length, last.length);
        return words;
    }

    private void assertSame(Object... model) throws IOException {
        Path csv = folder.resolve("t.csv");
        Path svg = folder.resolve("t.svg");
        Commands.run(with(model, "--csv", csv, "--svg", svg)).ok();
        List<JsonNode> objects = json(model);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(9);
        String[] names = lines.get(0).split(",");
        for (int row = 0; row < 8; row++) {
            String[] values = lines.get(row + 1).split(",");
            for (int column = 0; column < names.length; column++) {
                JsonNode same = objects.get(row).path(names[column]);
                if (same.isNumber()) {
                    assertThat(Double.parseDouble(values[column])).as(names[column] + " of byte " + row).isEqualTo(same.asDouble());
                } else {
                    assertThat(values[column]).as(names[column] + " of byte " + row).isEqualTo(same.isNull() ? "inf" : same.asText());
                }
            }
        }
        String picture = Files.readString(svg);
        assertThat(picture).startsWith("<?xml").contains(">C3<", ">é<", ">&lt;<", ">FF<").doesNotContain("<image", "NaN");
    }

    @Test
    void aTableOfOneModelHoldsWhatItsJsonHolds() throws IOException {
        assertSame("--method", "cover");
    }

    @Test
    void aTableOfTwoModelsHoldsWhatItsJsonHolds() throws IOException {
        assertSame("--method", "cover", "--against", STUDENT);
    }

    @Test
    void theConvertersErrorIsTheDivergenceFromTheReferenceReadSeparately() throws IOException {
        assertSame("--threshold", "0.3", "--converter-error");
        List<JsonNode> measured = json("--threshold", "0.3", "--converter-error");
        List<JsonNode> compared = json("--threshold", "0.3", "--against", Commands.TEACHER, "--against-width", "64", "--against-threshold",
                "1e-6", "--converter-error");
        for (int i = 0; i < 8; i++) {
            double expected = compared.get(i).path("jsdBits").asDouble();
            assertThat(measured.get(i).path("converterJsdBits").asDouble()).as("byte %d", i).isCloseTo(expected, within(1e-9));
            assertThat(compared.get(i).path("teacherConverterJsdBits").asDouble()).isCloseTo(expected, within(1e-9));
        }
        assertThat(measured).as("so coarse a beam loses something")
                .anySatisfy(row -> assertThat(row.path("converterJsdBits").asDouble()).isPositive());
        Commands.Result table = Commands.run(with(new Object[] {"--threshold", "0.3", "--converter-error"})).ok();
        assertThat(table.out()).contains("Converter error: mean JSD");
    }

    @Test
    void thePictureHasALaneOfTheConvertersErrorIfItWasMeasured() throws IOException {
        Path svg = folder.resolve("t.svg");
        for (Object[] models : new Object[][] {{}, {"--against", STUDENT}}) {
            Commands.run(with(models, "--threshold", "0.3", "--svg", svg)).ok();
            String without = Files.readString(svg);
            assertThat(without).doesNotContain("conv. error");
            Commands.run(with(models, "--threshold", "0.3", "--svg", svg, "--converter-error")).ok();
            String picture = Files.readString(svg);
            assertThat(picture).contains(">conv. error<").doesNotContain("NaN");
            assertThat(picture.split("<title>converter error ", -1)).as("a bar a byte").hasSize(1 + 8);
            assertThat(height(picture)).isGreaterThan(height(without));
        }
    }

    private static int height(String picture) {
        return Integer.parseInt(picture.replaceAll("(?s).*?<svg [^>]*? height=\"(\\d+)\".*", "$1"));
    }

    @Test
    void ofTwoModelsTheMostProbableOutcomesAndTheRestSumToOne() {
        assertThat(json("--method", "cover", "--against", STUDENT)).allSatisfy(row -> {
            for (String model : new String[] {"teacher", "student"}) {
                assertThat(row.path(model + "Top")).hasSize(16);
                double sum = row.path(model + "Other").asDouble();
                for (JsonNode outcome : row.path(model + "Top")) {
                    sum += outcome.path("p").asDouble();
                }
                assertThat(sum).as(model).isCloseTo(1, within(1e-6));
                assertThat(row.path(model + "Top").get(0).path("outcome").asInt()).isEqualTo(row.path(model + "Top1").asInt());
            }
        });
    }

    @Test
    void aModelDiffersFromItselfOnlyIfItIsReadByAnotherConverter() {
        assertThat(json("--method", "cover", "--against", Commands.TEACHER)).hasSize(8)
                .allSatisfy(row -> assertThat(row.path("klBits").asDouble()).isZero());
        List<JsonNode> readings = json("--method", "beam", "--threshold", "0.01", "--against", Commands.TEACHER, "--against-threshold",
                "0");
        assertThat(readings).anySatisfy(row -> assertThat(row.path("jsdBits").asDouble()).isPositive());
        double beam = json("--method", "beam", "--threshold", "0").get(3).path("p").asDouble();
        assertThat(readings.get(3).path("studentP").asDouble()).as("read by itself it gives the same").isCloseTo(beam, within(1e-9));
    }

    @Test
    void whatAProgramReadsIsJsonAlsoWhereATableIsWritten() {
        Path csv = folder.resolve("t.csv");
        for (Object[] models : new Object[][] {{}, {"--against", STUDENT}}) {
            List<JsonNode> objects = json(Stream.concat(Arrays.stream(models), Stream.of("--method", "cover", "--csv", csv)).toArray());
            assertThat(objects).singleElement().satisfies(object -> {
                assertThat(object.path("file").asText()).isEqualTo(csv.toString());
                assertThat(object.path("bytes").asInt()).isEqualTo(8);
            });
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnyModelIsRead() {
        Path file = folder.resolve("nowhere/t.svg");
        Commands.Result result = Commands.run("inspect", "--model", folder.resolve("no model"), "--text", text, "--svg", file);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no folder " + file.getParent());
        assertThat(Commands.run(with(new Object[] {"--csv", folder})).err()).contains("is a folder");
    }

    @Test
    void aWayToReadASecondModelNeedsASecondModel() {
        Commands.Result result = Commands.run(with(new Object[] {"--against-width", "3"}));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Add --against");
    }

    @Test
    void aModelWithoutAByteHeadSaysSo() {
        Commands.Result result = Commands.run(with(new Object[] {"--against", STUDENT, "--against-head", "byte"}));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("byte_head.safetensors").contains("Read it by its token head");
    }
}
