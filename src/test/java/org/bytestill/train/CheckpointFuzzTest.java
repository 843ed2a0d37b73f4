package org.bytestill.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.run.RunFolder;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.FileManifest;

/** {@code manifest.json} of a checkpoint, and {@code state.json} whose forged hash fits it. */
class CheckpointFuzzTest extends ReaderFuzz {
    private static final String STATE = "{\"update\":5,\"documentPosition\":10,\"bytes\":1000,\"activeSeconds\":1.5,\"bestUpdate\":5,\"bestBitsPerByte\":2.5}";

    @Override
    protected List<byte[]> seeds() throws IOException {
        Path folder = Files.createTempDirectory("seed");
        try {
            Files.writeString(folder.resolve("state.json"), STATE);
            return List.of(STATE.getBytes(StandardCharsets.UTF_8), FileManifest.of(folder).toString().getBytes(StandardCharsets.UTF_8));
        } finally {
            AtomicFile.deleteFolder(folder);
        }
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        AtomicFile.deleteFolder(run.checkpoints());
        Path checkpoint = Files.createDirectories(run.checkpoints().resolve("step-5"));
        if (new String(content, StandardCharsets.ISO_8859_1).contains("sha256")) {
            Files.writeString(checkpoint.resolve("state.json"), STATE);
            put(checkpoint.resolve(FileManifest.NAME), content);
        } else {
            put(checkpoint.resolve("state.json"), content);
            Files.writeString(checkpoint.resolve(FileManifest.NAME), FileManifest.of(checkpoint).toString());
        }
        CheckpointStore store = new CheckpointStore(run);
        store.newestState();
        store.newestWhole(new ArrayList<>());
    }
}
