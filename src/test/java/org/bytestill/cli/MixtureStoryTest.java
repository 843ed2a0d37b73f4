package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.bytes.Mixture;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two teachers of different tokenizers, from conversion to training. */
class MixtureStoryTest {
    @TempDir
    private Path folder;
    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(folder.resolve("text.txt"), "The license may be held by no one.\nIt may not be lent.\n");
    }

    @Test
    void eachTeacherIsConvertedForItselfAndTheSameFoldersServeEveryMixture() {
        List<JsonNode> first = convert("geometric", Commands.TEACHER, Commands.STUDENT);
        assertThat(first).extracting(line -> line.path("kind").asText()).containsExactly("convert", "convert", "mixture");
        assertThat(folder.resolve("rows/manifest.json")).exists();
        assertThat(folder.resolve("rows-2/manifest.json")).exists();
        List<JsonNode> second = convert("arithmetic", Commands.TEACHER, Commands.STUDENT);
        assertThat(second.get(0).path("reusedBytes").asLong()).isEqualTo(second.get(0).path("bytes").asLong());
        assertThat(second.get(1).path("reusedBytes").asLong()).isEqualTo(second.get(1).path("bytes").asLong());
        assertThat(second.get(2).path("bitsPerByte").asDouble()).isNotEqualTo(first.get(2).path("bitsPerByte").asDouble());
    }

    @Test
    void aTeacherMixedWithItselfIsItself() {
        double arithmetic = convert("arithmetic", Commands.TEACHER, Commands.TEACHER).get(2).path("bitsPerByte").asDouble();
        double geometric = convert("geometric", Commands.TEACHER, Commands.TEACHER).get(2).path("bitsPerByte").asDouble();
        assertThat(geometric).as("rows on disk are float32 of half precision").isCloseTo(arithmetic, within(1e-6));
    }

    private List<JsonNode> convert(String mix, Path one, Path other) {
        return Commands.run("convert", "--teacher", one, "--teacher", other, "--mix", mix, "--text", text, "--method", "cover", "--out",
                folder.resolve("rows"), "--json").ok().objects();
    }

    @Test
    void aModelIsMeasuredAgainstAMixture() {
        JsonNode alone = Commands.run("eval", Commands.STUDENT, "--text", text, "--teacher", Commands.STUDENT, "--json").ok().object();
        JsonNode mixed = Commands
                .run("eval", Commands.STUDENT, "--text", text, "--teacher", Commands.STUDENT, "--teacher", Commands.TEACHER, "--mix",
                        "entropy", "--json")
                .ok().object();
        assertThat(alone.path("klBits").asDouble()).isCloseTo(0, within(1e-6));
        assertThat(mixed.path("klBits").asDouble()).isGreaterThan(0.01);
        assertThat(mixed.path("teacher").asText()).contains(" + ");
    }

    @Test
    void anInspectedMixtureIsTheMeanOfItsTeachersAtEveryByte() {
        List<JsonNode> first = inspect("--model", Commands.TEACHER);
        List<JsonNode> second = inspect("--model", Commands.STUDENT);
        List<JsonNode> mixed = inspect("--teacher", Commands.TEACHER, "--teacher", Commands.STUDENT);
        assertThat(mixed).hasSameSizeAs(first).hasSizeGreaterThan(50);
        for (int i = 0; i < mixed.size(); i++) {
            double mean = (first.get(i).path("p").asDouble() + second.get(i).path("p").asDouble()) / 2;
            assertThat(mixed.get(i).path("p").asDouble()).isCloseTo(mean, within(1e-9));
            assertThat(mixed.get(i).path("tokenId").asInt()).as("tokens of the first").isEqualTo(first.get(i).path("tokenId").asInt());
        }
        assertThat(inspect("--teacher", Commands.TEACHER)).as("one alone is not mixed").isEqualTo(first);
    }

    @Test
    void aMixtureIsComparedWithAnotherModel() {
        List<JsonNode> compared = inspect("--teacher", Commands.TEACHER, "--teacher", Commands.STUDENT, "--mix", "geometric", "--against",
                Commands.TEACHER);
        List<JsonNode> mixed = inspect("--teacher", Commands.TEACHER, "--teacher", Commands.STUDENT, "--mix", "geometric");
        assertThat(compared).extracting(row -> row.path("teacherP").asDouble())
                .isEqualTo(mixed.stream().map(row -> row.path("p").asDouble()).toList());
        assertThat(compared).anySatisfy(row -> assertThat(row.path("klBits").asDouble()).isGreaterThan(0.01));
    }

    @Test
    void whatIsInspectedIsNamedOnce() {
        assertThat(Commands.run("inspect", "--text", text).err()).contains("No model is named").contains("--teacher");
        Commands.Result both = Commands.run("inspect", "--text", text, "--model", Commands.TEACHER, "--teacher", Commands.STUDENT);
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--model and --teacher both name what is inspected");
    }

    private List<JsonNode> inspect(Object... models) {
        Object[] rest = {"--text", text, "--method", "cover", "--json"};
        return Commands.run(Stream.of(new Object[] {"inspect"}, models, rest).flatMap(Stream::of).toArray()).ok().objects();
    }

    @Test
    void aRunLearnsFromAMixtureAndItsFolderHoldsTheBytesOfEach() throws IOException {
        Path yaml = Commands.smallRun(folder);
        Path run = folder.resolve("mixed");
        Commands.run("train", yaml, "--set", "more_teachers=[" + Commands.STUDENT.toAbsolutePath() + "]", "--set", "mix=geometric", "--run",
                run).ok();
        assertThat(run.resolve("teacher-bytes/manifest.json")).exists();
        assertThat(run.resolve("teacher-bytes-2/manifest.json")).exists();
        assertThat(Files.readString(run.resolve("run.json"))).contains("geometric");
    }

    @Test
    void aConfigurationIsWrittenWithSeveralTeachersAndHowTheyAreMixed() {
        Path yaml = folder.resolve("new.yaml");
        Commands.run("init", yaml, "--teacher", folder.resolve("big"), "--teacher", folder.resolve("models/other"), "--mix", "entropy")
                .ok();
        RunConfig config = RunConfigFile.read(yaml);
        assertThat(config.teachers()).containsExactly(folder.resolve("big").toString(), folder.resolve("models/other").toString());
        assertThat(config.mix()).isEqualTo(Mixture.ENTROPY);
        assertThat(Commands.run("init", "--help").ok().out()).contains("--teacher", "the teachers are mixed",
                "--mix=arithmetic|geometric|entropy");
    }

    @Test
    void aTeacherThatIsNotThereIsNamedBeforeTheRunStarts() throws IOException {
        Commands.Result result = Commands.run("check", Commands.smallRun(folder), "--set", "more_teachers=[nowhere]");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out() + result.err()).contains("nowhere");
    }
}
