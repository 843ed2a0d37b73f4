package org.bytestill.engine.dryrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.student.Student;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.train.CheckpointStore;
import org.bytestill.train.Optimizer;
import org.bytestill.util.FileManifest;
import org.bytestill.util.Sha256;

/**
 * Proof that a run can be taken up again from its checkpoint: weights and moments are wiped out, read back, and compared with what they
 * were, bit for bit; then written once more and the files compared.
 *
 * @param sizeBytes bytes of the checkpoint
 * @param seconds   reading it back
 * @param isSame    whether nothing differs
 */
record CheckpointProof(long sizeBytes, double seconds, boolean isSame) {
    /** @throws UserError if there is no whole checkpoint, or it cannot be read */
    static CheckpointProof of(Student student, Path studentFolder, Optimizer optimizer, CheckpointStore store) {
        CheckpointStore.Stored stored = store.newestWhole(new ArrayList<>())
                .orElseThrow(() -> UserError.corruptFile("The checkpoint that was just written cannot be read."));
        List<String> before = digests(student);
        wipe(student, optimizer);
        long started = System.nanoTime();
        store.load(stored, student, optimizer);
        double seconds = (System.nanoTime() - started) / 1e9;
        boolean sameWeights = digests(student).equals(before);
        Path again = stored.path().resolveSibling("again");
        store.saveIn(again, student, studentFolder, optimizer, stored.state(), stored.good());
        try {
            boolean sameFiles = FileManifest.of(stored.path()).equals(FileManifest.of(again.resolve(stored.path().getFileName())));
            return new CheckpointProof(size(stored.path()), seconds, sameWeights && sameFiles);
        } catch (IOException e) {
            throw UserError.disk("The checkpoint %s cannot be read back: %s.", stored.path(), e.getMessage()).causedBy(e);
        }
    }

    private static void wipe(Student student, Optimizer optimizer) {
        try (Scope scope = Scope.open("wiped", student.weights().device())) {
            for (Tensor trained : student.trained(true)) {
                try (Tensor zeros = TensorOps.zerosLike(scope, trained)) {
                    TensorOps.copyInto(trained, zeros);
                }
            }
        }
        optimizer.forget();
    }

    private static List<String> digests(Student student) {
        List<String> digests = new ArrayList<>();
        for (Tensor tensor : student.trained(true)) {
            MessageDigest digest = Sha256.digest();
            digest.update(tensor.bytes());
            digests.add(Sha256.hex(digest));
        }
        return digests;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
