package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bytestill.engine.reading.FileStamp;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.reading.WeightMemory;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/**
 * The model cache of the inspector: keeps the most recently used models open (LRU). It leaves memory to runs:
 * a share of the machine's memory stays free, and a reading may use a quarter of the rest for keys and values. Float32 weights are memory
 * mapped and cost nothing; others are loaded only if they fit. When memory is short, the cached token flows are dropped first, then models
 * that are not in use. For one thread.
 */
final class ModelCache implements AutoCloseable {
    /** Capacity: two models of a comparison, and two earlier ones. */
    private static final int MODELS_KEPT = 4;
    /** A reading uses at most one in so many parts of the memory that is free beyond the margin. */
    private static final int PARTS = 4;
    /** Minimum memory of a reading, enough for one window. */
    private static final long LEAST_BYTES = 32L << 20;

    private final LongSupplier freeMemory;
    private final long margin;
    private final Map<Path, LoadedModel> models = new LinkedHashMap<>(8, 0.75f, true);
    /** Models of the current request: they stay open while an urgent request interrupts it. */
    private List<Path> held = List.of();

    /** @param freeMemory bytes of free memory that no run will need */
    ModelCache(LongSupplier freeMemory) {
        this(freeMemory, WeightMemory.usualMargin());
    }

    /** @param margin bytes of memory to leave free */
    ModelCache(LongSupplier freeMemory, long margin) {
        this.freeMemory = freeMemory;
        this.margin = margin;
    }

    /** Opens models and pins them until {@link #release}, whatever is requested in between. Throws as {@link #models}. */
    List<LoadedModel> hold(List<Path> folders) {
        List<LoadedModel> opened = models(folders);
        held = folders.stream().map(ModelCache::key).toList();
        return opened;
    }

    void release() {
        held = List.of();
    }

    /**
     * The models of these folders, in that order; reloaded if their files have changed.
     *
     * @throws UserError if one cannot be read or does not fit into the free memory
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
            // Evict the least recently used model.
        }
        return opened;
    }

    /**
     * The cached model, if it was loaded from files with this stamp. A deleted model, such as an old checkpoint of a run, stays usable
     * while it is cached.
     *
     * @throws UserError if its files were rewritten: the mapped weights may be a mixture of old and new
     */
    Optional<LoadedModel> unchanged(Path folder, FileStamp stamp) {
        LoadedModel known = models.get(key(folder));
        FileStamp now = FileStamp.of(folder);
        if (!now.equals(stamp) && !(now.isGone() && known != null)) {
            throw UserError.badInput(now.isGone() ? "%s is no longer there. Choose another model, or a newer checkpoint."
                    : "%s was written anew after this text was read with it, so tokens cannot be shown beside these bytes. Read the text again.",
                    folder);
        }
        return Optional.ofNullable(known).filter(model -> model.stamp().equals(stamp));
    }

    /** Limit of the key-value cache of a reading that begins now, in bytes. */
    long budget() {
        return Math.max(LEAST_BYTES, (freeMemory.getAsLong() - margin) / PARTS);
    }

    /** If memory is short, drops cached token flows, then models that are not needed. */
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
        long wanted = WeightMemory.bytes(folder);
        while (wanted > 0 && wanted + margin > freeMemory.getAsLong() && dropOldest(needed)) {
            // The oldest that is not needed has given way; look again.
        }
        WeightMemory.require(folder, freeMemory.getAsLong(), margin, "inspected");
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
