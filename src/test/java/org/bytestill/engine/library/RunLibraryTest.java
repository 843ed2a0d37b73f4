package org.bytestill.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLibraryTest {
    @TempDir
    Path home;

    private RunLibrary library() {
        return new RunLibrary(home.resolve("runs"));
    }

    private Path run(String folder, String name, String student) throws IOException {
        Path path = home.resolve(folder);
        Files.createDirectories(path.resolve("checkpoints/step-5"));
        Files.write(path.resolve("checkpoints/step-5/model.safetensors"), new byte[1000]);
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.recommended(), "name", name), "student", student);
        Files.writeString(path.resolve("run.yaml"), RunConfigFile.write(config));
        RunManifest manifest = RunManifest.create(new RunFolder(path)).state(RunState.DONE);
        manifest.root().put("name", name);
        manifest.write();
        return path;
    }

    private Path run(String name) throws IOException {
        return run("runs/" + name, name, "/models/student");
    }

    @Test
    void aRunIsFoundByItsFolderByItsNameAndByAPath() throws IOException {
        Path first = run("first");
        Path second = run("runs/second-folder", "second", "");
        assertThat(library().find("first")).isEqualTo(first);
        assertThat(library().find("second")).isEqualTo(second);
        assertThat(library().find(second.toString())).isEqualTo(second);
        assertThatThrownBy(() -> library().find("firts")).isInstanceOf(UserError.class).hasMessageContaining("did you mean \"first\"?");
        run("runs/third", "second", "");
        assertThatThrownBy(() -> library().find("second")).hasMessageContaining("2 runs are called \"second\"")
                .hasMessageContaining("second-folder, third");
    }

    @Test
    void aRenamedRunHasItsNameInBothFilesAndItsFolderWithIt() throws IOException {
        Path before = run("before");
        Path after = library().rename(before, "after");
        assertThat(after).isEqualTo(home.resolve("runs/after"));
        assertThat(before).doesNotExist();
        assertThat(RunConfigFile.read(after.resolve("run.yaml")).name()).isEqualTo("after");
        assertThat(RunManifest.read(new RunFolder(after)).root().path("name").asText()).isEqualTo("after");
        assertThat(RunLock.holder(new RunFolder(after))).isEmpty();
        assertThat(after.resolve("checkpoints/step-5/model.safetensors")).exists();
    }

    @Test
    void aRunWhoseCheckpointAnotherOneReadsKeepsItsFolder() throws IOException {
        Path parent = run("parent");
        run("runs/child", "child", parent.resolve("checkpoints/step-5").toString());
        assertThat(library().readersOf(parent)).containsExactly("child");
        assertThat(library().rename(parent, "elder")).isEqualTo(parent);
        assertThat(RunConfigFile.read(parent.resolve("run.yaml")).name()).isEqualTo("elder");
    }

    @Test
    void aNameThatIsTakenOrNoNameIsRefused() throws IOException {
        Path one = run("one");
        run("two");
        assertThatThrownBy(() -> library().rename(one, "two")).hasMessageContaining("already");
        assertThatThrownBy(() -> library().rename(one, "../two")).hasMessageContaining("no name for a run");
        assertThatThrownBy(() -> library().rename(one, ".bin")).hasMessageContaining("no name for a run");
        assertThat(RunConfigFile.read(one.resolve("run.yaml")).name()).isEqualTo("one");
    }

    @Test
    void aDeletedRunIsInTheBinAndComesBack() throws IOException {
        Path run = run("gone");
        long bytes = library().bytes(run);
        // The configuration, the manifest and a checkpoint of 1,000 bytes.
        assertThat(bytes).isEqualTo(1000 + Files.size(run.resolve("run.yaml")) + Files.size(run.resolve("run.json")));
        RunBin.Entry entry = library().delete(run);
        assertThat(run).doesNotExist();
        assertThat(entry.name()).isEqualTo("gone");
        assertThat(entry.bytes()).isEqualTo(bytes);
        assertThat(library().runs()).isEmpty();
        assertThat(library().bin().entries()).containsExactly(entry);
        assertThat(library().bin().restore(entry)).isEqualTo(run);
        assertThat(library().runs()).containsExactly(run);
        assertThat(library().bin().entries()).isEmpty();
    }

    @Test
    void aRunWhoseNameWasTakenMeanwhileComesBackWithANumber() throws IOException {
        RunBin.Entry first = library().delete(run("sample"));
        RunBin.Entry second = library().delete(run("sample"));
        run("sample");
        assertThat(library().bin().entries()).containsExactly(second, first);
        assertThat(library().bin().restore(first)).isEqualTo(home.resolve("runs/sample-2"));
        library().bin().empty(List.of(second));
        assertThat(library().bin().entries()).isEmpty();
        assertThatThrownBy(() -> library().bin().restore(second)).hasMessageContaining("not in the bin any more");
    }

    @Test
    void aRunThatIsComputedIsNeitherRenamedNorDeleted() throws IOException {
        Path run = run("active");
        try (RunLock lock = RunLock.take(new RunFolder(run))) {
            assertThatThrownBy(() -> library().delete(run)).isInstanceOf(UserError.class).hasMessageContaining("is computed by process");
            assertThatThrownBy(() -> library().rename(run, "other")).hasMessageContaining("is computed by process");
        }
        assertThat(run).exists();
    }

    @Test
    void nothingOutsideTheFolderIsTouched() throws IOException {
        run("inside");
        Path outside = run("elsewhere/outside", "outside", "");
        assertThatThrownBy(() -> library().delete(outside)).isInstanceOf(UserError.class).hasMessageContaining("does not lie in the runs");
        assertThatThrownBy(() -> library().rename(outside, "mine")).hasMessageContaining("does not lie in the runs");
        assertThatThrownBy(() -> library().delete(home.resolve("runs/inside/../../elsewhere/outside")))
                .hasMessageContaining("does not lie");
        assertThat(outside).exists();
    }

    @Test
    void ofALinkOnlyTheLinkIsDeletedAndItComesBack() throws IOException {
        run("inside");
        Path outside = run("elsewhere/outside", "outside", "");
        Path link = Files.createSymbolicLink(home.resolve("runs/linked"), outside);
        assertThat(library().bytes(link)).isZero();
        assertThatThrownBy(() -> library().rename(link, "mine")).hasMessageContaining("is a link");
        RunBin.Entry entry = library().delete(link);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(outside.resolve("run.json")).exists();
        assertThat(library().bin().restore(entry)).isEqualTo(link);
        library().bin().empty(List.of(library().delete(link)));
        assertThat(outside.resolve("checkpoints/step-5/model.safetensors")).exists();
    }

    @Test
    void emptyingTheBinFollowsNoLinkOutOfARun() throws IOException {
        Path precious = Files.createDirectories(home.resolve("precious"));
        Files.writeString(precious.resolve("kept.txt"), "kept");
        Path run = run("with-link");
        Files.createSymbolicLink(run.resolve("text"), precious);
        RunBin.Entry entry = library().delete(run);
        library().bin().empty(List.of(entry));
        assertThat(entry.folder()).doesNotExist();
        assertThat(precious.resolve("kept.txt")).hasContent("kept");
    }

    @Test
    void aBinThatLeadsElsewhereIsNotUsed() throws IOException {
        Path run = run("run");
        Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("runs/.bin"), home.resolve("elsewhere"));
        assertThatThrownBy(() -> library().delete(run)).hasMessageContaining("is a link");
        assertThat(run).exists();
    }
}
