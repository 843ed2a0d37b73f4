package org.bytestill.bytes.beam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.LogSpace;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenChains;
import org.jspecify.annotations.Nullable;

/**
 * One step of the beam search (method.md 1.2): extend all candidates, compute the distribution of the next byte, prune, and
 * consume the byte of the text. Extensions without any distribution are left out; {@link #addMissing} lists those that the
 * exact result needs.
 */
final class BeamStep {
    private final BeamParameters parameters;
    private final List<Candidate> beam;
    private final int position;
    private final boolean consumes;
    private final double logZ;
    /** For each candidate the tokens that end at its node. */
    private final List<List<Extension>> extensions;
    /** Number of candidates that survive pruning; they are the first ones. */
    private int kept;
    private final List<Candidate> advanced = new ArrayList<>();
    private double rowTotal;
    private double consumeTotal = LogSpace.ZERO;
    /** The heaviest extension, evaluated whatever its weight, if without extensions no byte had a probability; else null. */
    private final @Nullable Extension onlyContinuation;

    /**
     * @param beam     candidates at the position, heaviest first, not empty
     * @param position the byte whose distribution is computed
     * @param consumes false at the last byte, after which no beam is needed
     */
    BeamStep(BeamParameters parameters, List<Candidate> beam, int position, boolean consumes) {
        this.parameters = parameters;
        this.beam = beam;
        this.position = position;
        this.consumes = consumes;
        this.logZ = Candidate.logSum(beam);
        this.extensions = new ArrayList<>(beam.size());
        this.rowTotal = logZ;
        for (Candidate candidate : beam) {
            List<Extension> ending = extensionsOf(candidate, position);
            extensions.add(ending);
            rowTotal = add(rowTotal, ending);
        }
        this.onlyContinuation = onlyContinuation();
        if (consumes) {
            prune();
        }
    }

    private @Nullable Extension onlyContinuation() {
        Extension heaviest = null;
        for (int i = 0; i < beam.size(); i++) {
            if (beam.get(i).context().mass().goesOn(beam.get(i).level(position))) {
                return null;
            }
            for (Extension extension : extensions.get(i)) {
                boolean heavier = heaviest == null || extension.logWeight() > heaviest.logWeight();
                heaviest = heavier && parameters.fits(extension.parent()) ? extension : heaviest;
            }
        }
        return heaviest;
    }

    static List<Extension> extensionsOf(Candidate candidate, int position) {
        int level = candidate.level(position);
        PrefixMass mass = candidate.context().mass();
        List<Extension> ending = new ArrayList<>(mass.endCount(level));
        for (int end = 0; end < mass.endCount(level); end++) {
            double probability = mass.endProbability(level, end);
            if (probability > 0) {
                ending.add(new Extension(candidate.context(), mass.endToken(level, end),
                        candidate.logWeight() + Math.log(probability) - Math.log(mass.mass(level))));
            }
        }
        return ending;
    }

    private static double add(double logTotal, List<Extension> ending) {
        double total = logTotal;
        for (Extension extension : ending) {
            total = LogSpace.add(total, extension.logWeight());
        }
        return total;
    }

    /**
     * Keeps the K heaviest candidates above the threshold; the heaviest always survives, since a beam of many equals would lose
     * all of them.
     */
    private void prune() {
        kept = 1;
        while (kept < Math.min(beam.size(), parameters.width()) && parameters.isAbove(beam.get(kept).logWeight(), logZ)) {
            kept++;
        }
        for (Candidate candidate : kept()) {
            addIfAlive(advanced, candidate.advance(position));
        }
        consumeTotal = Candidate.logSum(advanced);
        for (int i = 0; i < kept; i++) {
            consumeTotal = add(consumeTotal, extensions.get(i));
        }
    }

    private static void addIfAlive(List<Candidate> candidates, @Nullable Candidate candidate) {
        if (candidate != null) {
            candidates.add(candidate);
        }
    }

    /** Candidates that survive pruning, heaviest first. */
    List<Candidate> kept() {
        return beam.subList(0, kept);
    }

    private boolean isForRow(Extension extension) {
        return extension == onlyContinuation || parameters.isWanted(extension, rowTotal);
    }

    private boolean isForConsumption(int candidate, Extension extension) {
        return consumes && candidate < kept && parameters.isWanted(extension, consumeTotal);
    }

    /** Adds the extensions that must be evaluated first; true if there are any. */
    boolean addMissing(List<Extension> missing) {
        int before = missing.size();
        for (int i = 0; i < beam.size(); i++) {
            for (Extension extension : extensions.get(i)) {
                if (!extension.isEvaluated() && (isForRow(extension) || isForConsumption(i, extension))) {
                    missing.add(extension);
                }
            }
        }
        return missing.size() > before;
    }

    /**
     * Writes the distribution of the byte at the position.
     *
     * @param dropped weights of the paths that were pruned at the previous byte although they continue with it
     * @param healed  whether this beam comes from token healing
     */
    void writeRow(RowTable rows, int row, Dropped dropped, boolean healed) {
        double[] distribution = new double[ByteDistribution.OUTCOMES];
        double residual = 0;
        double unread = 0;
        double tokenEnds = 0;
        int livePaths = beam.size();
        for (int i = 0; i < beam.size(); i++) {
            Candidate candidate = beam.get(i);
            residual += addOutcomes(candidate, distribution);
            tokenEnds += candidate.level(position) == 0 ? share(candidate.logWeight()) : 0;
            for (Extension extension : extensions.get(i)) {
                double share = share(extension.logWeight());
                tokenEnds += share;
                if (isForRow(extension)) {
                    residual += addOutcomes(extension.asCandidate(), distribution);
                    livePaths++;
                } else {
                    unread += share;
                }
            }
        }
        double sum = Arrays.stream(distribution).sum();
        for (int outcome = 0; outcome < distribution.length; outcome++) {
            distribution[outcome] = sum > 0 ? distribution[outcome] / sum : 1.0 / distribution.length;
        }
        double below = Math.exp(dropped.logBelowThreshold() - logZ);
        double beyond = Math.exp(dropped.logBeyondWidth() - logZ);
        double all = 1 + below + beyond;
        rows.set(row, distribution, new RowTable.Provenance(residual / all, (unread + below) / all, beyond / all,
                Math.min(1, tokenEnds), livePaths, healed));
    }

    /** The paths behind this distribution in the order of the beam; each comes before its extensions that end a token here. */
    List<PathLog.LivePath> paths(Dropped dropped, TokenChains chains) {
        double all = 1 + Math.exp(dropped.logBelowThreshold() - logZ) + Math.exp(dropped.logBeyondWidth() - logZ);
        List<PathLog.LivePath> paths = new ArrayList<>();
        for (int i = 0; i < beam.size(); i++) {
            List<PathLog.LivePath> ended = new ArrayList<>();
            for (Extension extension : extensions.get(i)) {
                if (isForRow(extension)) {
                    ended.add(path(extension.asCandidate(), all, isForConsumption(i, extension), i, chains));
                }
            }
            PathLog.LivePath unfinished = path(beam.get(i), all, i < kept, i, chains);
            if (unfinished.share() > 0) {
                paths.add(unfinished);
            } else if (ended.isEmpty()) {
                paths.add(unfinished.with(PathLog.Fate.BELOW_THRESHOLD));
            }
            paths.addAll(ended);
        }
        return paths;
    }

    private PathLog.LivePath path(Candidate candidate, double all, boolean isKept, int place, TokenChains chains) {
        PrefixMass mass = candidate.context().mass();
        int level = candidate.level(position);
        double share = share(candidate.logWeight()) / mass.mass(level) * mass.onward(level) / all;
        return new PathLog.LivePath(chains.of(candidate.context()), share, fate(candidate, isKept, place));
    }

    private PathLog.Fate fate(Candidate candidate, boolean isKept, int place) {
        if (!consumes) {
            return PathLog.Fate.END_OF_TEXT;
        }
        if (candidate.mass(position + 1) == 0) {
            return PathLog.Fate.NOT_FOLLOWED;
        }
        return isKept ? PathLog.Fate.GOES_ON : isBeyondWidth(place) ? PathLog.Fate.BEYOND_WIDTH : PathLog.Fate.BELOW_THRESHOLD;
    }

    private boolean isBeyondWidth(int place) {
        return place >= kept && parameters.isAbove(beam.get(place).logWeight(), logZ);
    }

    /** A weight as a share of the beam's total weight. */
    double share(double logWeight) {
        return Math.exp(logWeight - logZ);
    }

    /** Adds the path's masses of the next byte, without the tokens that end here, and returns its residual. */
    private double addOutcomes(Candidate candidate, double[] distribution) {
        PrefixMass mass = candidate.context().mass();
        int level = candidate.level(position);
        double share = share(candidate.logWeight()) / mass.mass(level);
        mass.addChildren(level, share, distribution);
        if (level > 0) {
            return 0;
        }
        distribution[ByteDistribution.EOS] += share * mass.endOfSequence();
        return share * mass.residual();
    }

    /** The beam after the byte, heaviest first; empty if no path continues with it. */
    List<Candidate> consume() {
        List<Candidate> next = new ArrayList<>(advanced);
        for (int i = 0; i < kept; i++) {
            for (Extension extension : extensions.get(i)) {
                if (isForConsumption(i, extension) && extension.hasRow()) {
                    addIfAlive(next, extension.asCandidate().advance(position));
                }
            }
        }
        next.sort(Comparator.comparingDouble(candidate -> -candidate.logWeight()));
        return next;
    }

    /** Weights of the paths that contribute to this distribution and continue with the byte, but are not in the beam after it. */
    Dropped dropped() {
        Dropped dropped = Dropped.NOTHING;
        for (int i = 0; i < beam.size(); i++) {
            boolean beyondWidth = isBeyondWidth(i);
            if (i >= kept) {
                dropped = dropped.plus(beam.get(i).advance(position), beyondWidth);
            }
            for (Extension extension : extensions.get(i)) {
                if (isForRow(extension) && !isForConsumption(i, extension)) {
                    dropped = dropped.plus(extension.asCandidate().advance(position), beyondWidth);
                }
            }
        }
        return dropped;
    }

    /** Natural logs of the weights that were dropped, by reason. */
    record Dropped(double logBelowThreshold, double logBeyondWidth) {
        static final Dropped NOTHING = new Dropped(LogSpace.ZERO, LogSpace.ZERO);

        private Dropped plus(@Nullable Candidate candidate, boolean beyondWidth) {
            if (candidate == null) {
                return this;
            }
            return beyondWidth ? new Dropped(logBelowThreshold, LogSpace.add(logBeyondWidth, candidate.logWeight()))
                    : new Dropped(LogSpace.add(logBelowThreshold, candidate.logWeight()), logBeyondWidth);
        }
    }
}
