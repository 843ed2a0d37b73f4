package org.bytestill.export;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.student.ByteHead;
import org.bytestill.util.BaseModel;

/**
 * A checkpoint of a run, as export formats see it.
 *
 * @param checkpoint folder of the checkpoint, itself a model folder
 * @param update     after how many updates it was saved; 0 for the student before training
 * @param config     what the run was told, paths absolute
 */
public record ExportSource(Path checkpoint, int update, RunConfig config) {
    /** True if the checkpoint is an adapter, which needs its base. */
    boolean isAdapter() {
        return BaseModel.isAdapter(checkpoint);
    }

    /** True if a byte head was saved with the checkpoint. */
    boolean hasByteHead() {
        return Files.isRegularFile(checkpoint.resolve(ByteHead.FILE));
    }

    /** The run's name as part of the name of a file. */
    String fileName() {
        String name = config.name().strip().replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        return name.isEmpty() ? "model" : name;
    }
}
