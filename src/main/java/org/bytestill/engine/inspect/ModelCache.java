package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bytestill.engine.machine.Machines;
import org.bytestill.engine.reading.FileStamp;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.model.Checkpoint;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/**
 * The models that the inspector used last, kept open. It takes no memory that a run may need: a share of the machine's stays
 * free, and of the rest a reading gets a quarter. Weights stored as float32 are mapped and cost none; others are loaded only if
 * they fit. When memory gets short, what is kept for speed alone gives way: keys and values at single bytes first, then models
 * that are not needed now. For one thread.
 */
final class ModelCache implements AutoCloseable {
    /** Two models of a comparison, and two to go back to. */
    private static final int MODELS_KEPT = 4;
    /** Share of the machine's memory that stays free for others. */
    private static final double MARGIN = 0.1;
    /** Of what is free beyond that, a reading takes this part at most. */
    private static final int PARTS = 4;
    /** A reading of one window needs some memory, however little there is. */
    private static final long LEAST_BYTES = 32L << 20;

    private final LongSupplier freeMemory;
    private final long margin;
    private final Map<Path, LoadedModel> models = new LinkedHashMap<>(8, 0.75f, true);
    /** Models of a question that is worked on: while it is interrupted by a smaller one, they stay open. */
    private List<Path> held = List.of();

    /** @param freeMemory bytes of memory that nobody uses and no run will need */
    ModelCache(LongSupplier freeMemory) {
        this(freeMemory, (long) (MARGIN * Machines.totalMemory()));
    }

    /** @param margin bytes of memory to leave free */
    ModelCache(LongSupplier freeMemory, long margin) {
        this.freeMemory = freeMemory;
        this.margin = margin;
    }

    /** The models, which stay open until {@link #release}, whatever is asked in between. Throws as {@link #models}. */
    List<LoadedModel> hold(List<Path> folders) {
        List<LoadedModel> opened = models(folders);
        held = folders.stream().map(ModelCache::key).toList();
        return opened;
    }

    void release() {
        held = List.of();
    }

    /**
     * Models by their folders, in that order, as they are on disk now.
     *
     * @throws UserError if one cannot be read, or does not fit beside what is in memory
     */
    List<LoadedModel> models(List<Path> folders) {
        List<Path> keys = folders.stream().map(ModelCache::key).toList();
        List<LoadedModel> opened = new ArrayList<>();
        for (Path key : keys) {
            LoadedModel known = models.get(key);
            if (known != null && !held.contains(key) && !known.stamp().equals(FileStamp.of(key))) {
                models.remove(key).close();
                known = null;
            }
            if (known == null) {
                makeRoom(key, keys);
                known = new LoadedModel(key, Dtype.FLOAT32, Device.CPU);
                models.put(key, known);
            }
            opened.add(known);
        }
        while (models.size() > MODELS_KEPT && dropOldest(keys)) {
            // One of those that were used last stays, the oldest goes.
        }
        return opened;
    }

    /**
     * The model as it was when its files had that stamp, if it is open; one whose files are gone since, as a run's older
     * checkpoints are, is whole.
     *
     * @throws UserError if its files were written anew: the open model may be torn, and its weights are no longer those on disk
     */
    Optional<LoadedModel> unchanged(Path folder, FileStamp stamp) {
        LoadedModel known = models.get(key(folder));
        FileStamp now = FileStamp.of(folder);
        if (!now.equals(stamp) && !(now.isGone() && known != null)) {
            throw UserError.badInput(now.isGone() ? "%s is no longer there. Choose another model, or a newer checkpoint."
                    : "%s was written anew after this text was read with it, so tokens cannot be shown beside these bytes. Read the text again.", folder);
        }
        return Optional.ofNullable(known).filter(model -> model.stamp().equals(stamp));
    }

    /** Most memory of keys and values for a reading that begins now, in bytes. */
    long budget() {
        return Math.max(LEAST_BYTES, (freeMemory.getAsLong() - margin) / PARTS);
    }

    /** If memory is short, gives up what is kept for speed alone. */
    void giveWay(List<Path> needed) {
        List<Path> keys = needed.stream().map(ModelCache::key).toList();
        if (freeMemory.getAsLong() >= margin) {
            return;
        }
        models.values().forEach(LoadedModel::forgetFlows);
        while (freeMemory.getAsLong() < margin && dropOldest(keys)) {
            // The oldest that is not needed has given way; look again.
        }
    }

    private void makeRoom(Path folder, List<Path> needed) {
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
        Checkpoint checkpoint = Checkpoint.open(folder);
        long asFloats = checkpoint.architecture().parameterCount() * Float.BYTES;
        return checkpoint.bytes() >= asFloats ? 0 : asFloats;
    }

    private boolean dropOldest(List<Path> needed) {
        for (Path key : models.keySet()) {
            if (!needed.contains(key) && !held.contains(key)) {
                models.remove(key).close();
                return true;
            }
        }
        return false;
    }

    private static Path key(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    @Override
    public void close() {
        models.values().forEach(LoadedModel::close);
        models.clear();
    }
}
