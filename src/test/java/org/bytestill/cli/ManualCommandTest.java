package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bytestill.cli.manual.CommandPage;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of the commands outside of them: man pages, completion, the page of the user guide. */
class ManualCommandTest {
    @TempDir
    Path folder;

    private static CommandPage root() {
        return CommandPage.of(Bytestill.commandLine(file -> {}));
    }

    private static List<CommandPage> all(CommandPage page) {
        List<CommandPage> pages = new ArrayList<>(List.of(page));
        page.subcommands().forEach(below -> pages.addAll(all(below)));
        return pages;
    }

    /** What a program prints, standard error included; the test is skipped where it is not installed. */
    private static String output(String... command) throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, command[0]))),
                command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private Path script(String shell) throws IOException {
        return Files.writeString(folder.resolve("completion"), Commands.run("completion", shell).ok().out());
    }

    @Test
    void everyCommandHasAManPageWithAllItsOptions() throws IOException {
        Commands.run("manual", "--to", folder).ok();
        List<CommandPage> pages = all(root());
        assertThat(pages).extracting(CommandPage::name).contains("bytestill", "bytestill train", "bytestill cache merge");
        for (CommandPage page : pages) {
            String text = Files.readString(folder.resolve(page.name().replace(' ', '-') + ".1"));
            assertThat(text).startsWith(".TH ").contains(".SH SYNOPSIS");
            page.options().forEach(option -> assertThat(text).as(page.name()).contains(option.longest().replace("-", "\\-")));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSameSizeAs(pages);
        }
    }

    @Test
    void groffHasNothingToSayAboutAManPage() throws Exception {
        Commands.run("manual", "--to", folder).ok();
        String text = output("groff", "-man", "-Tascii", "-P-cbou", "-ww", folder.resolve("bytestill-train.1").toString());
        assertThat(text).contains("bytestill-train", "--run DIR").doesNotContain("warning", "error:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commands", "settings"})
    void aPageOfTheGuideIsWhatTheProgramSays(String page) throws IOException {
        Path file = Path.of("resources/help", page + ".md");
        assertThat(Files.readString(file)).as("write it anew: bytestill manual --markdown %s > %s", page, file)
                .isEqualTo(Commands.run("manual", "--markdown", page).ok().out());
    }

    @Test
    void bashCompletesACommandAndItsOptions() throws Exception {
        String words = "compopt() { :; }; source " + script("bash")
                + "; COMP_WORDS=(bytestill %s); COMP_CWORD=%d; _complete_bytestill; echo ${COMPREPLY[@]}";
        assertThat(output("bash", "-c", String.format(words, "tra", 1)).strip()).isEqualTo("train");
        assertThat(output("bash", "-c", String.format(words, "convert --teac", 2)).strip()).startsWith("--teacher");
        assertThat(output("bash", "-c", String.format(words, "completion z", 2)).strip()).isEqualTo("zsh");
    }

    @Test
    void zshTakesItsScript() throws Exception {
        assertThat(output("zsh", "-n", script("zsh").toString())).isEmpty();
    }

    @Test
    void fishCompletesACommandAndItsOptions() throws Exception {
        String read = "source " + script("fish") + "; complete -C ";
        assertThat(output("fish", "-c", read + "'bytestill tra'")).startsWith("train");
        assertThat(output("fish", "-c", read + "'bytestill convert --teac'")).startsWith("--teacher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zsh", "fish"})
    void everyOptionIsCompleted(String shell) throws IOException {
        String text = Files.readString(script(shell));
        for (CommandPage page : all(root())) {
            assertThat(text).contains(page.word());
            page.options().forEach(option -> assertThat(text).as(page.name())
                    .contains(shell.equals("zsh") ? "*" + option.longest() + "[" : "-l " + option.longest().substring(2)));
        }
    }

    @Test
    void theVersionSaysWhatWasBuiltAndWhatItRunsOn() {
        List<String> lines = Commands.run("--version").ok().out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("bytestill ");
        assertThat(lines.get(1)).startsWith("commit    ");
        assertThat(lines.get(2)).contains(System.getProperty("java.version"));
        assertThat(lines.get(3)).startsWith("libtorch  ");
    }

    @Test
    void theWindowIsOpenedWithTheFile() throws IOException {
        AtomicReference<Optional<Path>> opened = new AtomicReference<>();
        Path yaml = Files.writeString(folder.resolve("run.yaml"), "name: a\n");
        assertThat(Bytestill.commandLine(opened::set).execute("open", yaml.toString())).isZero();
        assertThat(opened.get()).contains(yaml.toAbsolutePath());
        assertThat(Bytestill.commandLine(opened::set).execute("open")).isZero();
        assertThat(opened.get()).isEmpty();
        Commands.Result result = Commands.run("open", folder.resolve("none.gguf"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(result.err()).contains("none.gguf: no such file or folder.");
    }

    @Test
    void theManualIsToldWhatToWrite() {
        for (Object[] arguments : List.of(new Object[] {"manual"}, new Object[] {"manual", "--markdown", "commands", "--to", folder})) {
            assertThat(Commands.run(arguments).err()).contains("--to DIR", "--markdown", "Give one of them.");
        }
    }
}
