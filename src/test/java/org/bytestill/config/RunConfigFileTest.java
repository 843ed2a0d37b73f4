package org.bytestill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigFileTest {
    @Test
    void anEmptyFileGivesTheDefaults() {
        assertThat(RunConfigFile.parse("", "run.yaml")).isEqualTo(RunConfig.defaults());
        assertThat(RunConfigFile.parse("# only a comment\ntraining:\n", "run.yaml")).isEqualTo(RunConfig.defaults());
    }

    @Test
    void aFileThatNamesNoObjectiveMeansThePublishedOneAsItAlwaysDid() {
        assertThat(RunConfigFile.parse("name: old\n", "run.yaml").objective()).isEqualTo("bld");
        assertThat(RunConfig.recommended().objective()).isEqualTo("covering");
        assertThat(RunConfig.recommended().covering().klWeight()).isEqualTo(5);
    }

    @Test
    void keysAreReadWhereTheyStandAndTheRestKeepsItsDefault() {
        RunConfig config = RunConfigFile.parse("""
                name: quick
                objective: sft
                text:
                  train: [a.txt, "b c.txt"]
                converter: {method: cover, threshold: 1e-3}
                training:
                  updates: 1_000
                  learning_rate: 2.5e-4
                """, "run.yaml");
        assertThat(config.name()).isEqualTo("quick");
        assertThat(config.objective()).isEqualTo("sft");
        assertThat(config.text().train()).containsExactly("a.txt", "b c.txt");
        assertThat(config.converter()).isEqualTo(new RunConfig.Converter(Method.COVER, 10, 0.001, 0.999, 0));
        assertThat(config.training().updates()).isEqualTo(1000);
        assertThat(config.training().learningRate()).isEqualTo(0.00025);
        assertThat(config.checkpoint()).isEqualTo(RunConfig.defaults().checkpoint());
    }

    @Test
    void writingAndReadingGivesAnEqualConfigurationForAnyValues() {
        Random random = new Random(11);
        String[] awkward = {"", "null", "yes", "12", "~", "a: b", " # no comment", "[x]", "C:\\models\\t", "Prüfung \ud83d\ude00",
            "line\nbreak", "'\"", "-", "."};
        for (int round = 0; round < 300; round++) {
            RunConfig config = RunConfig.defaults();
            for (SettingInfo setting : RunConfigFile.settings()) {
                if (!setting.choices().isEmpty()) {
                    config = RunConfigFile.with(config, setting.path(), setting.choices().get(random.nextInt(setting.choices().size())));
                } else if (setting.type() == String.class) {
                    config = RunConfigFile.with(config, setting.path(), awkward[random.nextInt(awkward.length)]);
                } else if (setting.type() == double.class) {
                    double from = Math.max(0, setting.atLeast());
                    double to = Math.min(1e12, setting.atMost());
                    config = RunConfigFile.with(config, setting.path(),
                            Double.toString(from + (to - from) * Math.pow(random.nextDouble(), 9)));
                } else if (setting.type() == long.class) {
                    config = RunConfigFile.with(config, setting.path(), Long.toString(random.nextLong() >>> (1 + random.nextInt(60))));
                }
            }
            config = RunConfigFile.with(config, "text.train", List.of(awkward[round % awkward.length] + "x", "y"));
            assertThat(RunConfigFile.parse(RunConfigFile.write(config), "round trip")).isEqualTo(config);
        }
    }

    @Test
    void theWrittenFileExplainsEveryKey() {
        String yaml = RunConfigFile.write(RunConfig.defaults());
        for (SettingInfo setting : RunConfigFile.settings()) {
            String key = setting.path().substring(setting.path().lastIndexOf('.') + 1);
            assertThat(yaml).contains("# " + setting.comment()).containsPattern("(?m)^ *" + key + ": ");
        }
    }

    @Test
    void anUnknownKeyIsToldWithItsLineAndTheNearestKey() {
        assertThatThrownBy(() -> RunConfigFile.parse("name: x\ntraining:\n  update: 3\n", "runs/run.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessage("runs/run.yaml, line 3: unknown key \"training.update\"; did you mean \"training.updates\"?")
                .satisfies(error -> assertThat(((UserError) error).exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    }

    @Test
    void aKeyInTheWrongSectionIsFoundInItsOwn() {
        assertThatThrownBy(() -> RunConfigFile.parse("learning_rate: 1e-4\n", "run.yaml"))
                .hasMessageContaining("did you mean \"training.learning_rate\"");
        assertThatThrownBy(() -> RunConfigFile.parse("loss:\n  every_update: 1\n", "run.yaml")).hasMessageContaining(".every_updates\"");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> RunConfigFile.parse("""
                objective: distill
                converter:
                  threshold: 1.5
                  width: 2.5
                training:
                  updates: many
                  updates: 3
                text: a.txt
                seed:
                """, "run.yaml"))
                .hasMessageContaining("run.yaml has 7 problems")
                .hasMessageContaining("line 1: objective: \"distill\" is not allowed; expected is "
                        + String.join(" or ", RunConfigFile.setting("objective").choices()))
                .hasMessageContaining("line 3: converter.threshold: \"1.5\" is not allowed; expected is a number from 0 to 0.999")
                .hasMessageContaining("line 4: converter.width: \"2.5\" is not allowed; expected is a whole number, at least 1")
                .hasMessageContaining("line 6: training.updates: \"many\"")
                .hasMessageContaining("line 7: training.updates is there twice")
                .hasMessageContaining("line 8: expected are keys with values below text")
                .hasMessageContaining("line 9: seed: there is no value");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        for (String bad : new String[] {"NaN", ".inf", "1e999", "-1", "1e999999999", "0x10", "[1]", "{a: 1}", "''"}) {
            assertThatThrownBy(() -> RunConfigFile.parse("loss: {kl_weight: " + bad + "}", "run.yaml")).as(bad)
                    .isInstanceOf(UserError.class).hasMessageContaining("line 1: loss.kl_weight").hasMessageContaining("at least 0");
        }
        assertThatThrownBy(() -> RunConfigFile.parse("seed: 1e999999", "run.yaml")).hasMessageContaining("a whole number");
        assertThatThrownBy(() -> RunConfigFile.parse("training: {updates: 2147483648}", "run.yaml")).hasMessageContaining("a whole number");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        assertThatThrownBy(() -> RunConfigFile.parse("name: x\ntext: [a, b\ntraining:\n", "run.yaml"))
                .isInstanceOf(UserError.class).hasMessageMatching("(?s)run.yaml, line \\d: not valid YAML.*");
    }

    @Test
    void aMissingFileAndOneThatIsNotTextAreTold(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> RunConfigFile.read(folder.resolve("run.yaml"))).isInstanceOf(UserError.class)
                .hasMessageContaining("no such file");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'n', ':', ' ', (byte) 0xE4});
        assertThatThrownBy(() -> RunConfigFile.read(latin)).isInstanceOf(UserError.class).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> RunConfigFile.read(folder)).isInstanceOf(UserError.class).hasMessageContaining("cannot be read");
    }

    @Test
    void oneValueIsReplacedByItsPath() {
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "training.updates", "500");
        assertThat(config.training().updates()).isEqualTo(500);
        assertThat(RunConfigFile.value(config, "training.updates")).isEqualTo(500);
        config = RunConfigFile.with(config, "text.train", "[a.txt, 'b, c.txt']");
        assertThat(config.text().train()).containsExactly("a.txt", "b, c.txt");
        assertThat(RunConfigFile.text(config, "text.train")).isEqualTo("[a.txt, \"b, c.txt\"]");
        assertThat(RunConfigFile.with(config, "text.train", "C:\\one, two.txt").text().train()).containsExactly("C:\\one, two.txt");
        assertThatThrownBy(() -> RunConfigFile.with(RunConfig.defaults(), "training.lerning_rate", "1"))
                .isInstanceOf(UserError.class).hasMessageContaining("did you mean \"training.learning_rate\"");
        assertThatThrownBy(() -> RunConfigFile.with(RunConfig.defaults(), "training.updates", "0"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("training.updates: \"0\" is not allowed; expected is a whole number, at least 1");
    }

    @Test
    void relativePathsAreMeantFromTheFilesFolder() {
        RunConfig config = RunConfigFile.parse("teacher: ../teacher\ntext: {train: a.txt, validation: [/data/v.txt]}\n"
                + "chat: {template: chat.jinja}\n", "run.yaml");
        RunConfig resolved = RunConfigFile.resolved(config, Path.of("/home/me/project"));
        assertThat(resolved.teacher()).isEqualTo("/home/me/teacher");
        assertThat(resolved.student()).isEmpty();
        assertThat(resolved.text().train()).containsExactly("/home/me/project/a.txt");
        assertThat(resolved.text().validation()).containsExactly("/data/v.txt");
        assertThat(resolved.chat().template()).isEqualTo("/home/me/project/chat.jinja");
        assertThat(resolved.training()).isEqualTo(config.training());
    }

    @Test
    void theHomeFolderMayBeWrittenAsShellsTakeIt() {
        RunConfig config = RunConfigFile.parse("teacher: ~/models/t\nstudent: \"~\"\ntext: {train: ~x/a.txt}\n", "run.yaml");
        RunConfig resolved = RunConfigFile.resolved(config, Path.of("/project"));
        assertThat(resolved.teacher()).isEqualTo(System.getProperty("user.home") + "/models/t");
        assertThat(resolved.student()).isEqualTo(System.getProperty("user.home"));
        assertThat(resolved.text().train()).as("another user's home is not known").containsExactly("/project/~x/a.txt");
    }

    @Test
    void aSettingKnowsItsHelpDefaultAndRange() {
        SettingInfo coverage = RunConfigFile.setting("converter.coverage");
        assertThat(coverage.defaultText()).isEqualTo("0.999");
        assertThat(coverage.allowed()).isEqualTo("a number from 0.5 to 1");
        assertThat(RunConfigFile.setting("training.learning_rate").defaultText()).isEqualTo("1.0e-5");
        assertThat(RunConfigFile.setting("training.step1_backbone").choices()).containsExactly("frozen", "trained");
    }

    @Test
    void editDistanceCountsAddedLostAndExchangedLetters() {
        assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
        assertThat(NearestWord.distance("same", "same")).isZero();
    }

    @Test
    void columnsAreSpelledAsNamesWithTheirValuesOrAsAList() {
        List<String> map = List.of("text=content", "prompt=a: b, c");
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "text.map", map);
        assertThat(RunConfigFile.text(config, "text.map")).isEqualTo("{text: content, prompt: \"a: b, c\"}");
        assertThat(RunConfigFile.parse(RunConfigFile.write(config), "x.yaml")).isEqualTo(config);
        assertThat(RunConfigFile.with(config, "text.map", "{text: content, prompt: \"a: b, c\"}").text().map()).isEqualTo(map);
        assertThat(RunConfigFile.with(config, "text.map", "text=content").text().map()).containsExactly("text=content");
        assertThat(RunConfigFile.parse("text: {map: [text=content]}", "x.yaml").text().map()).containsExactly("text=content");
        assertThat(RunConfigFile.parse("text:\n  map:\n    text: content\n", "x.yaml").text().map()).containsExactly("text=content");
        for (String noPairs : List.of("{text: [a]}", "content", "[content]", "=content")) {
            assertThatThrownBy(() -> RunConfigFile.parse("text: {map: " + noPairs + "}", "x.yaml")).isInstanceOf(UserError.class)
                    .hasMessageContaining("text.map").hasMessageContaining("names with their values such as {one: two}");
        }
        assertThatThrownBy(() -> RunConfigFile.with(config, "text.map", "content")).isInstanceOf(UserError.class)
                .hasMessageContaining("names with their values such as {one: two}");
        assertThatThrownBy(() -> RunConfigFile.parse("text: {train: {a: b}}", "x.yaml")).isInstanceOf(UserError.class);
    }
}
