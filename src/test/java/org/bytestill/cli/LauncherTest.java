package org.bytestill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script in the environments of containers, clusters and odd folders: what it calls Java with, or its one sentence. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script of the shell")
class LauncherTest {
    @TempDir
    Path folder;
    private Path java;

    /** In place of Java a script that says how it was called. */
    @BeforeEach
    void writeJava() throws IOException {
        java = Files.createDirectories(folder.resolve("java/bin"));
        Path script = Files.writeString(java.resolve("java"),
                "#!/bin/sh\necho \"locale ${LC_ALL-none}\"\nfor word; do echo \"word $word\"; done\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private Path install(String name) throws IOException {
        Path script = Files.createDirectories(folder.resolve(name).resolve("bin")).resolve("bytestill");
        Files.copy(Path.of("src/main/launcher/bytestill"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private record Said(int exitCode, String text) {
        String classPath() {
            return text.lines().dropWhile(line -> !line.equals("word -cp")).skip(1).findFirst().orElse("").replace("word ", "");
        }
    }

    private Said run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG", "CDPATH", "JAVA_OPTS"));
        builder.environment().putAll(Map.of("JAVA_HOME", folder.resolve("java").toString(), "HOME", folder.toString(), "LANG", "C.UTF-8"));
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Said run(Map<String, String> environment, Path script) throws Exception {
        return run(environment, List.of(script.toString(), "--version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "größer", "漢字", "a;b$c'd"})
    void itRunsFromFoldersOfAnyName(String name) throws Exception {
        Said said = run(Map.of(), install(name));
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.classPath()).isEqualTo(folder.resolve(name).toRealPath() + "/lib/*");
        assertThat(said.text()).endsWith("word --version\n");
    }

    @Test
    void aPackageRunsOnItsOwnJava() throws Exception {
        Path script = install("package");
        Path own = Files.createDirectories(folder.resolve("package/lib/runtime/bin")).resolve("java");
        Files.copy(java.resolve("java"), own);
        assertThat(own.toFile().setExecutable(true)).isTrue();
        Said said = run(Map.of("JAVA_HOME", "/nowhere"), script);
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.classPath()).isEqualTo(folder.resolve("package").toRealPath() + "/lib/app/*");
        assertThat(said.text()).contains("--add-exports=javafx.graphics/");
        assertThat(run(Map.of(), install("plain")).text()).as("there JavaFX is on the class path").doesNotContain("--add-exports");
    }

    @Test
    void theWindowStartsAlikeAloneAndByOpen() throws Exception {
        String script = install("plain").toString();
        for (List<String> words : List.of(List.<String>of(), List.of("open"), List.of("open", "my run"))) {
            Said said = run(Map.of(), Stream.concat(Stream.of(script), words.stream()).toList());
            assertThat(said.exitCode()).as(said.text()).isZero();
            assertThat(said.text()).as("keeps the classes of its first start").contains("word -XX:ArchiveClassesAtExit=");
            assertThat(said.text())
                    .endsWith(Stream.concat(Stream.of("org.bytestill.Main"), words.stream()).map(word -> "word " + word + "\n")
                            .collect(Collectors.joining()));
        }
        for (List<String> words : List.of(List.of("open", "--help"), List.of("check", "open"), List.of("open", "a", "b"))) {
            Said said = run(Map.of(), Stream.concat(Stream.of(script), words.stream()).toList());
            assertThat(said.text()).as("is a command").contains("word -XX:+UseSerialGC").doesNotContain("Archive");
        }
    }

    @Test
    void aFolderWithAColonIsUsedByALink() throws Exception {
        Said said = run(Map.of(), install("a:b"));
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.classPath()).doesNotContain(":").startsWith(folder.resolve(".cache/bytestill/").toString());
        Path link = Path.of(said.classPath().replace("/lib/*", ""));
        assertThat(link.toRealPath()).isEqualTo(folder.resolve("a:b").toRealPath());
        Said homeless = run(Map.of("HOME", "/dev/null"), folder.resolve("a:b/bin/bytestill"));
        assertThat(homeless.exitCode()).isEqualTo(2);
        assertThat(homeless.text()).contains("its path holds a colon. Move the folder").hasLineCount(1);
    }

    @Test
    void aFolderWithAnEmojiIsToldInASentence() throws Exception {
        Said said = run(Map.of(), install("in 😀"));
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.text()).contains("its path holds an emoji. Move the folder").hasLineCount(1);
    }

    @Test
    void anExportedPathOfFoldersDoesNotLeadElsewhere() throws Exception {
        install("inst");
        Files.createDirectories(folder.resolve("elsewhere/inst/bin"));
        for (String path : List.of(folder.resolve("elsewhere").toString(), ".", "elsewhere:.")) {
            Said said = run(Map.of("CDPATH", path), List.of("inst/bin/bytestill", "--version"));
            assertThat(said.classPath()).as(said.text()).isEqualTo(folder.resolve("inst").toRealPath() + "/lib/*");
        }
    }

    @Test
    void aLinkToTheScriptIsFollowed() throws Exception {
        Path script = install("inst");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.relativize(script));
        assertThat(run(Map.of(), link).classPath()).isEqualTo(folder.resolve("inst").toRealPath() + "/lib/*");
    }

    @Test
    void aLocaleWithoutUtf8IsReplacedAndAnotherIsKept() throws Exception {
        Path script = install("inst");
        assertThat(run(Map.of("LC_ALL", "C"), script).text()).contains("locale C.UTF-8");
        assertThat(run(Map.of("LC_ALL", "POSIX"), script).text()).contains("locale C.UTF-8");
        assertThat(run(Map.of("LANG", ""), script).text()).contains("locale C.UTF-8");
        assertThat(run(Map.of("LC_ALL", "xx_YY.UTF-8"), script).text()).as("one that is not installed, or was kept").contains("UTF-8");
        assertThat(run(Map.of(), script).text()).contains("locale none");
    }

    @Test
    void tooFewOpenFilesAreToldBeforeJavaFailsOnThem() throws Exception {
        Path script = install("inst");
        Said few = run(Map.of(), List.of("sh", "-c", "ulimit -n 40; exec '" + script + "' --version"));
        assertThat(few.exitCode()).isEqualTo(2);
        assertThat(few.text()).contains("lets a program open 40 files; 64 are needed").hasLineCount(1);
        assertThat(run(Map.of(), List.of("sh", "-c", "ulimit -n 64; exec '" + script + "' --version")).exitCode()).isZero();
    }
}
