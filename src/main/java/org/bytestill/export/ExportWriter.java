package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Progress;

/**
 * Writes an export in any format: beside its place, reloaded and compared there, and only then renamed. It is whole and proven, or
 * not there.
 */
public final class ExportWriter {
    private static final String CARD = "README.md";
    /** More than configuration, tokenizer and card take. */
    private static final long SMALL_FILES_BYTES = 32 << 20;

    private final BiFunction<Path, WeightType, Reloaded> opener;

    /** @param opener opens what was written anew */
    ExportWriter(BiFunction<Path, WeightType, Reloaded> opener) {
        this.opener = opener;
    }

    /**
     * What was written.
     *
     * @param sizeBytes size of all files; if the proof failed, of what was written and removed again
     * @param steps     what was done and checked, in sentences
     */
    public record Result(long sizeBytes, ProofOfExport proof, List<String> steps) {}

    /** Free bytes that so many bytes of weights need on the drive of the target: a fifth to spare, as other files grow meanwhile. */
    public static long neededBytes(long sizeBytes) {
        return (sizeBytes + SMALL_FILES_BYTES) * 6 / 5;
    }

    /**
     * @param target what to make: a folder, which may be there if it is empty, or a file
     * @throws UserError if the format cannot hold the checkpoint, the target is taken, the disk has no room or refuses, or what was
     *                   written does not load
     */
    public static Result write(ExportFormat format, ExportSource source, Path target, WeightType type, ModelCard card,
            Progress progress) {
        return new ExportWriter(Reloaded::open).writeTo(format, source, target, type, card, progress);
    }

    Result writeTo(ExportFormat format, ExportSource source, Path target, WeightType type, ModelCard card, Progress progress) {
        requireFit(format, source, type);
        Path place = place(target);
        // What reads files may go by their ending.
        Path beside = place.resolveSibling(place.getFileName() + ".bytestill.tmp" + format.fileEnding());
        try {
            prepare(format, place, beside, neededBytes(format.sizeBytes(source, type)));
            List<String> steps = new ArrayList<>(format.write(source, beside, type, progress));
            ProofOfExport proof = proof(format, source, beside, type);
            describe(format, source, proof, steps);
            // A card is a file of its own: a format of one file has no room for it.
            Optional<ModelCard> written = format.fileEnding().isEmpty() ? format.card(card, source) : Optional.empty();
            if (written.isPresent()) {
                Files.writeString(beside.resolve(CARD), written.get().text(proof, type));
            }
            long size = size(beside);
            if (proof.proven()) {
                Files.deleteIfExists(place);
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            } else {
                steps.add("The differences are larger than the number format allows: what was written was removed again.");
            }
            return new Result(size, proof, steps);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", place, e.getMessage()).causedBy(e);
        } finally {
            AtomicFile.deleteFolder(beside);
        }
    }

    private ProofOfExport proof(ExportFormat format, ExportSource source, Path written, WeightType type) {
        Path model = format.model(source, written);
        // An installed program may hold no Java that could be started.
        try (Reloaded export = opener.apply(model, type)) {
            return ProofOfExport.of(source.checkpoint(), export, format, type);
        }
    }

    private static Path place(Path target) {
        try {
            return AtomicFile.followed(target);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose a folder you may write to.", target, e).causedBy(e);
        }
    }

    private static void requireFit(ExportFormat format, ExportSource source, WeightType type) {
        format.missing(source).ifPresent(ExportWriter::refuse);
        List<String> words = format.types().stream().map(WeightType::word).toList();
        Check.that(words.contains(type.word()), "In format %s weights are written as %s, not as %s. Choose %s.", format.word(),
                String.join(" or ", words), type.word(), words.get(0));
        format.missing(source, type).ifPresent(ExportWriter::refuse);
    }

    private static void refuse(String reason) {
        throw UserError.badInput("%s", reason);
    }

    private static void describe(ExportFormat format, ExportSource source, ProofOfExport proof, List<String> steps) {
        if (!format.leavesOut(source).isEmpty()) {
            steps.add(format.leavesOut(source));
        }
        for (HeadComparison head : proof.heads()) {
            steps.add(String.format(Locale.ROOT, "Reloaded it %s and compared the %s head at %d positions with the checkpoint: %s.",
                    proof.where(), head.predicts(), head.positions(), head.found()));
        }
        proof.chat().map(ChatProof::found).ifPresent(steps::add);
        if (proof.roundingKlBits() > 0) {
            steps.add(String.format(Locale.ROOT, "Rounding the weights costs %.2g bits of KL a token.", proof.roundingKlBits()));
        }
    }

    /** Makes what is needed beside the target, after looking whether the target is free and the disk large enough. */
    private static void prepare(ExportFormat format, Path target, Path beside, long needed) {
        boolean isFolder = format.fileEnding().isEmpty();
        try {
            requireFree(target, isFolder);
            AtomicFile.deleteFolder(beside);
            Files.createDirectories(isFolder ? beside : beside.getParent());
            long free = Files.getFileStore(beside.getParent()).getUsableSpace();
            if (free < needed) {
                throw UserError.disk("The export needs %,d MB in %s, %,d MB are free. Free space or choose a folder on another disk.",
                        needed / 1_000_000, target.getParent(), free / 1_000_000);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose a folder you may write to.", target, e).causedBy(e);
        }
    }

    private static void requireFree(Path target, boolean isFolder) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!isFolder) {
            throw UserError.disk("%s exists; a new file is needed for the export. Choose another name.", target);
        }
        if (!Files.isDirectory(target)) {
            throw UserError.disk("%s is a file; a folder is needed for the export. Choose another name.", target);
        }
        try (Stream<Path> content = Files.list(target)) {
            Check.that(content.findAny().isEmpty(), "%s is not empty. Choose an empty or a new folder.", target);
        }
    }

    private static long size(Path written) throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }
}
