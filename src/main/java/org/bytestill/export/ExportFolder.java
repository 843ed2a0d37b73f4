package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;

/** The folder of an export: made beside its place, filled and proven there, and only then renamed; whole and proven, or not there. */
public final class ExportFolder {
    private ExportFolder() {}

    /**
     * What was written.
     *
     * @param sizeBytes size of the folder; if the proof failed, of what was written and removed again
     * @param steps     what was done and checked, in sentences
     */
    public record Result(long sizeBytes, ProofOfExport proof, List<String> steps) {}

    /** Fills a folder, says in {@code steps} what it did, and proves the result. */
    @FunctionalInterface
    interface Content {
        ProofOfExport writeInto(Path folder, List<String> steps) throws IOException;
    }

    /**
     * @param target folder to make; absent or empty
     * @param bytes  about how much will be written
     * @throws UserError if the target is not empty, the disk has no room or refuses, or the written folder does not load
     */
    static Result write(Path target, long bytes, Content content) {
        Path folder = target.toAbsolutePath().normalize();
        Path beside = prepare(folder, bytes);
        List<String> steps = new ArrayList<>();
        try {
            ProofOfExport proof = content.writeInto(beside, steps);
            steps.add(String.format(Locale.ROOT, "Reloaded the folder and compared %d positions with the checkpoint: largest logit difference %.2g, "
                    + "same most probable token at %.1f %%.", proof.positions(), proof.maxAbsLogitDifference(), 100 * proof.top1Equal()));
            if (proof.roundingKlBits() > 0) {
                steps.add(String.format(Locale.ROOT, "Rounding the weights costs %.2g bits of KL a token.", proof.roundingKlBits()));
            }
            long size = size(beside);
            if (proof.proven()) {
                Files.deleteIfExists(folder);
                Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
            } else {
                steps.add("The differences are larger than the number format allows: the folder was removed again.");
            }
            return new Result(size, proof, steps);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", folder, e.getMessage()).causedBy(e);
        } finally {
            AtomicFile.deleteFolder(beside);
        }
    }

    /** Makes the folder beside the target, after looking whether the target is free and the disk large enough. */
    private static Path prepare(Path target, long bytes) {
        try {
            if (Files.exists(target) && !Files.isDirectory(target)) {
                throw UserError.disk("%s is a file; a folder is needed for the export. Choose another name.", target);
            }
            if (Files.isDirectory(target)) {
                try (Stream<Path> content = Files.list(target)) {
                    Check.that(content.findAny().isEmpty(), "%s is not empty. Choose an empty or a new folder.", target);
                }
            }
            Path beside = target.resolveSibling(target.getFileName() + ".bytestill.tmp");
            AtomicFile.deleteFolder(beside);
            Files.createDirectories(beside);
            long free = Files.getFileStore(beside).getUsableSpace();
            // A fifth to spare, as other files grow meanwhile.
            long needed = bytes * 6 / 5;
            if (free < needed) {
                AtomicFile.deleteFolder(beside);
                throw UserError.disk("The export needs %,d MB in %s, %,d MB are free. Free space or choose a folder on another disk.", needed / 1_000_000,
                        target.toAbsolutePath().getParent(), free / 1_000_000);
            }
            return beside;
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose a folder you may write to.", target, e).causedBy(e);
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }
}
