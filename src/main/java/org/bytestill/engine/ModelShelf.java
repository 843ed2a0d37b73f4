package org.bytestill.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.ModelConfig;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/**
 * The models that the inspector used last, kept open. It takes no memory that a run may need: weights stored as float32 are
 * mapped, and others are loaded only if enough stays free; models that are not needed now give way first. For one thread.
 */
final class ModelShelf implements AutoCloseable {
    /** Two models of a comparison, and two to go back to. */
    private static final int MODELS_KEPT = 4;
    /** Share of the machine's memory that stays free for others. */
    private static final double MARGIN = 0.1;

    private final LongSupplier freeMemory;
    private final long margin;
    private final Map<String, LoadedModel> models = new LinkedHashMap<>(8, 0.75f, true);

    ModelShelf() {
        this(Machines::freeMemory, (long) (MARGIN * Machines.totalMemory()));
    }

    /** @param margin bytes of memory to leave free */
    ModelShelf(LongSupplier freeMemory, long margin) {
        this.freeMemory = freeMemory;
        this.margin = margin;
    }

    /**
     * Models by their folders, in that order. A folder written anew is another model.
     *
     * @throws UserError if one cannot be read, or does not fit beside what is in memory
     */
    List<LoadedModel> models(List<Path> folders) {
        List<String> keys = folders.stream().map(ModelShelf::key).toList();
        List<LoadedModel> opened = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            LoadedModel known = models.get(keys.get(i));
            if (known == null) {
                makeRoom(folders.get(i), keys);
                known = new LoadedModel(folders.get(i), Dtype.FLOAT32, Device.CPU);
                models.put(keys.get(i), known);
            }
            opened.add(known);
        }
        while (models.size() > MODELS_KEPT) {
            dropOldest(keys);
        }
        return opened;
    }

    private void makeRoom(Path folder, List<String> needed) {
        long wanted = loadedBytes(folder);
        while (wanted > 0 && wanted + margin > freeMemory.getAsLong() && dropOldest(needed)) {
            // The oldest that is not needed has given way; look again.
        }
        long free = freeMemory.getAsLong();
        if (wanted > 0 && wanted + margin > free) {
            throw UserError.of(ExitCode.WILL_NOT_FIT, "%s needs %.1f GiB of memory to be inspected, and %.1f GiB are free; %.1f GiB of those are left to "
                    + "other programs and runs. Choose a smaller model, or wait until the run has ended.", folder, gib(wanted), gib(free), gib(margin));
        }
    }

    private static double gib(long bytes) {
        return bytes / (double) (1 << 30);
    }

    /** Memory the weights take besides their files, in bytes; 0 if the files are used as they are. */
    private static long loadedBytes(Path folder) {
        ModelConfig config = ModelConfig.read(folder);
        long asFloats = Checkpoint.parameterCount(config) * Float.BYTES;
        return Checkpoint.open(folder, config).bytes() >= asFloats ? 0 : asFloats;
    }

    private boolean dropOldest(List<String> needed) {
        for (String key : models.keySet()) {
            if (!needed.contains(key)) {
                models.remove(key).close();
                return true;
            }
        }
        return false;
    }

    private static String key(Path folder) {
        return folder.toAbsolutePath().normalize() + "@" + changedAt(folder);
    }

    private static FileTime changedAt(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // opening it will say what is wrong
        }
    }

    @Override
    public void close() {
        models.values().forEach(LoadedModel::close);
        models.clear();
    }
}
