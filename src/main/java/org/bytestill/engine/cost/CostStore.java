package org.bytestill.engine.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytestill.engine.cost.Correction.Origin;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonLines;
import org.bytestill.util.UserFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code costs.jsonl} in the user's folder: what runs and dry runs on this machine used. Estimates are corrected by it. A file
 * that cannot be written or read costs the correction alone.
 */
public final class CostStore {
    /** Names another file; {@code none} keeps nothing. */
    public static final String PROPERTY = "bytestill.costs";
    private static final String NONE = "none";
    private static final Logger LOG = LoggerFactory.getLogger(CostStore.class);
    /** Older ones are forgotten when there are twice as many. */
    private static final int KEPT = 500;
    /** The newest are believed: a machine changes. */
    private static final int BELIEVED = 5;

    private final Optional<Path> file;

    /** @param file need not exist */
    public CostStore(Path file) {
        this.file = Optional.of(file);
    }

    private CostStore() {
        file = Optional.empty();
    }

    /** That of the user. */
    public static CostStore ofUser() {
        String named = System.getProperty(PROPERTY, "");
        if (named.equals(NONE)) {
            return none();
        }
        return new CostStore(named.isEmpty() ? UserFolder.path().resolve("costs.jsonl") : Path.of(named));
    }

    /** Keeps nothing: every estimate is the formula's. */
    public static CostStore none() {
        return new CostStore();
    }

    /** Keeps what a run used. */
    public synchronized void add(UsedCost cost) {
        file.ifPresent(path -> {
            try {
                Files.createDirectories(path.toAbsolutePath().getParent());
                new JsonLines(path).append(cost.json());
                forgetOld(path);
            } catch (IOException | UserError e) {
                LOG.warn("What a run used is not kept, so estimates stay the formula's: {}", e.getMessage());
            }
        });
    }

    private void forgetOld(Path path) {
        List<UsedCost> all = all();
        if (all.size() >= 2 * KEPT) {
            AtomicFile.write(path, all.subList(all.size() - KEPT, all.size()).stream().map(cost -> cost.json() + "\n")
                    .collect(Collectors.joining()));
        }
    }

    /** All that is kept under the formula of today, the oldest first. */
    public synchronized List<UsedCost> all() {
        List<UsedCost> all = new ArrayList<>();
        try {
            file.ifPresent(path -> new JsonLines(path).readNew(line -> {
                if (UsedCost.isOfToday(line)) {
                    all.add(UsedCost.of(line));
                }
            }));
        } catch (UserError e) {
            LOG.warn("What former runs used cannot be read, so estimates are the formula's: {}", e.getMessage());
        }
        return all;
    }

    /**
     * What is known for a configuration: by a dry run of it; by former runs of it, of others with its models, or at least, for times, of
     * others on this device.
     */
    public Correction correction(CostKey key) {
        List<UsedCost> here = all().stream().filter(cost -> cost.key().device().equals(key.device())).toList();
        List<UsedCost> same = here.stream().filter(cost -> cost.key().hash().equals(key.hash())).toList();
        List<UsedCost> dry = same.stream().filter(UsedCost::isDry).toList();
        if (!dry.isEmpty()) {
            List<UsedCost> newest = newest(dry, 1);
            return Correction.of(Origin.MEASURED, newest, newest);
        }
        List<UsedCost> kin = here.stream().filter(cost -> cost.key().kin().equals(key.kin())).toList();
        List<UsedCost> times = newest(!same.isEmpty() ? same : !kin.isEmpty() ? kin : here, BELIEVED);
        return times.isEmpty() ? Correction.NONE
                : Correction.of(Origin.PAST_RUNS, times, newest(same.isEmpty() ? kin : same, BELIEVED));
    }

    private static List<UsedCost> newest(List<UsedCost> costs, int count) {
        return costs.subList(Math.max(0, costs.size() - count), costs.size());
    }
}
