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
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Progress;

/**
 * Writes an export in any format: beside its place, reloaded and compared there, and only then renamed. It is whole and proven, or
 * not there.
 */
public final class ExportWriter {
    private static final String CARD = "README.md";

    private final BiFunction<Path, WeightType, Reloaded> opener;
    private final Optional<SecondOpinions> others;

    /** @param opener opens what was written anew */
    ExportWriter(BiFunction<Path, WeightType, Reloaded> opener) {
        this(opener, Optional.empty());
    }

    /** @param others programs that are asked too */
    ExportWriter(BiFunction<Path, WeightType, Reloaded> opener, Optional<SecondOpinions> others) {
        this.opener = opener;
        this.others = others;
    }

    /** Writes and proves in a fresh process, and asks the programs of others if that is wanted and they are there. */
    public static ExportWriter asking(boolean others) {
        return new ExportWriter(Reloaded::open, others ? SecondOpinions.onThisMachine() : Optional.empty());
    }

    /**
     * What was written.
     *
     * @param place     the folder or file; if the proof failed, it is not there
     * @param sizeBytes size of all files; if the proof failed, of what was written and removed again
     * @param steps     what was done and checked, in sentences
     */
    public record Result(Path place, long sizeBytes, ProofOfExport proof, List<String> steps) {}

    /**
     * Writes and proves.
     *
     * @throws UserError if the format cannot hold the checkpoint, the target is taken, the disk has no room or refuses, or what was
     *                   written does not load
     */
    public Result write(ExportSource source, ExportTarget target, ModelCard card, Progress progress) {
        target.requireFit(source);
        Path place = target.place(source);
        Path beside = target.beside(source);
        List<Path> made = new ArrayList<>();
        try {
            made.addAll(target.prepare(source));
            LastProgress last = new LastProgress(progress);
            List<String> steps = new ArrayList<>(target.format().write(source, beside, target.type(), last));
            ProofOfExport proof = proof(source, target, beside, last);
            describe(target.format(), source, target.type(), proof, steps);
            writeCard(source, target, card, proof);
            long size = size(beside);
            if (proof.proven()) {
                Files.deleteIfExists(place);
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
                made.clear();
            } else {
                steps.add("The differences are larger than the number format allows: what was written was removed again.");
            }
            return new Result(place, size, proof, steps);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Free space or choose another folder.", place, e.getMessage()).causedBy(e);
        } finally {
            AtomicFile.deleteFolder(beside);
            ExportTarget.remove(made);
        }
    }

    private ProofOfExport proof(ExportSource source, ExportTarget target, Path written, LastProgress progress) {
        ExportFormat format = target.format();
        Path model = format.model(source, written, target.type());
        try (Reloaded export = opener.apply(model, target.type())) {
            ProofOfExport proof = ProofOfExport.of(source.checkpoint(), export, format, target.type(), progress::again);
            boolean asked = format.isLoadedByOthers() && proof.proven();
            return asked ? proof.with(others.map(programs -> programs.of(model, export)).orElse(List.of())) : proof;
        }
    }

    /** A card is a file of its own: a format of one file has no room for it. */
    private static void writeCard(ExportSource source, ExportTarget target, ModelCard card, ProofOfExport proof) throws IOException {
        Optional<ModelCard> written = target.format().fileEnding().isEmpty() ? target.format().card(card, source) : Optional.empty();
        if (written.isPresent()) {
            Files.writeString(target.beside(source).resolve(CARD), written.get().text(proof, target.type()));
        }
    }

    private static void describe(ExportFormat format, ExportSource source, WeightType type, ProofOfExport proof, List<String> steps) {
        if (!format.leavesOut(source).isEmpty()) {
            steps.add(format.leavesOut(source));
        }
        for (HeadComparison head : proof.heads()) {
            steps.add(String.format(Locale.ROOT, "Reloaded it %s and compared the %s head at %d positions with the checkpoint: %s.",
                    proof.where(), head.predicts(), head.positions(), head.found()));
        }
        proof.chat().map(ChatProof::found).ifPresent(steps::add);
        if (proof.roundingKlBits() > 0) {
            steps.add(String.format(Locale.ROOT, "%s the weights costs %.2g bits of KL a token%s.",
                    type.isQuantised() ? "Quantising" : "Rounding",
                    proof.roundingKlBits(), type.isQuantised() ? "; this is told, not judged" : ""));
        }
        proof.others().forEach(other -> steps.add(other.program() + ": " + other.found()));
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
