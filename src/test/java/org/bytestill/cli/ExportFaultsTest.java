package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.util.AtomicFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every format of a run with a byte head, and the adapter of one that trains adapters, is exported to a disk that is filled, and by
 * processes that are killed, {@code -Dfaults.exports} times each: nothing stands under the final name but what is whole. Filling needs the
 * right to mount a disk. {@code -Dfaults.formats} takes one format alone.
 */
@Tag("faults")
@EnabledOnOs(OS.LINUX)
class ExportFaultsTest {
    private static final String FORMATS = System.getProperty("faults.formats", "");
    private static final int TIMES = Integer.getInteger("faults.exports", 4);

    @TempDir
    private Path folder;
    private Path run;
    private Path adapters;

    @BeforeEach
    void train() throws IOException {
        run = folder.resolve("run");
        adapters = folder.resolve("adapters");
        Path yaml = Commands.smallRun(folder);
        Commands.run("train", yaml, "--run", run, "--set", "training.updates=5", "--json").ok();
        Commands.run("train", yaml, "--run", adapters, "--set", "training.updates=5", "--set", "adaptation.form=lora", "--json").ok();
    }

    private Path run(String format) {
        return format.equals("adapter") ? adapters : run;
    }

    /** The words of the formats that can hold the checkpoint. */
    private List<String> formats() {
        List<String> possible = new ArrayList<>();
        for (ExportFormat format : ExportFormats.ALL) {
            Path out = folder.resolve("all").resolve(format.word() + format.fileEnding());
            boolean isWanted = FORMATS.isEmpty() || FORMATS.equals(format.word());
            if (isWanted && Commands.run("export", run(format.word()), "--checkpoint", "last", "--to", out, "--format", format.word(),
                    "--no-others").exitCode() == 0) {
                possible.add(format.word() + format.fileEnding());
            }
        }
        return possible;
    }

    private static String[] command(Path run, Path target, String format) {
        return new String[] {"export", run.toString(), "--checkpoint", "last", "--to", target.toString(), "--format",
            format.replaceFirst("\\..*", ""), "--no-others", "--json"};
    }

    private static List<String> filesBelow(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).filter(file -> !file.toString().contains(".bytestill.tmp"))
                    .map(file -> place.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void aKilledExportLeavesNothingUnderItsName() throws Exception {
        Random random = new Random(9);
        int kills = 0;
        List<String> formats = formats();
        assertThat(formats).isNotEmpty();
        for (String format : formats) {
            List<String> whole = filesBelow(folder.resolve("all").resolve(format));
            for (int number = 0; number < TIMES; number++) {
                Path target = folder.resolve("killed-" + number + "-" + format);
                Process process = Commands.start(folder, command(run(format), target, format));
                boolean ended = process.waitFor(1000 + random.nextInt(4000), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                kills += ended ? 0 : 1;
                List<String> found = Files.exists(target) ? filesBelow(target) : List.of();
                if (!found.isEmpty()) {
                    assertThat(found).as(format).isEqualTo(whole);
                } else {
                    Process again = Commands.start(folder, command(run(format), target, format));
                    assertThat(again.waitFor()).as(format).isZero();
                    assertThat(filesBelow(target)).as(format).isEqualTo(whole);
                }
            }
        }
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(file -> file.toString().contains(".bytestill.tmp"))).isEmpty();
        }
        System.out.printf("%d exports killed%n", kills);
    }

    @Test
    void aFullDiskEndsAnExportWith5AndASentence() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", disk.toString()).start();
        assumeThat(mount.waitFor()).as("may mount a disk").isZero();
        int told = 0;
        try {
            Random random = new Random(11);
            for (String format : formats()) {
                for (int number = 0; number < TIMES; number++) {
                    Path target = disk.resolve("full-" + format);
                    Process process = Commands.start(folder, command(run(format), target, format));
                    process.waitFor(1000 + random.nextInt(1500), TimeUnit.MILLISECONDS);
                    fill(disk);
                    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
                    String said = Files.readString(folder.resolve("messages"));
                    assertThat(process.exitValue()).as("%s: %s", format, said).isIn(0, 5);
                    if (process.exitValue() == 5) {
                        told++;
                        assertThat(target).doesNotExist();
                        assertThat(said).containsAnyOf("Free space", "are free").doesNotContain("\tat ");
                    }
                    try (Stream<Path> all = Files.walk(disk)) {
                        assertThat(all.filter(file -> file.toString().contains(".bytestill.tmp"))).isEmpty();
                    }
                    AtomicFile.deleteFolder(target);
                    Files.delete(disk.resolve("filler"));
                }
            }
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
        System.out.printf("%d exports met a full disk%n", told);
    }

    private static void fill(Path disk) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("No space left");
        }
    }
}
