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

/**
 * The beam at one position (method.md 1.2): extend all, the distribution of the next byte, prune, consume the byte that really
 * comes. Extensions without any row are left out; {@link #addMissing} names those that the exact result needs.
 */
final class BeamStep {
    private final BeamParameters rules;
    private final List<Candidate> beam;
    private final int position;
    private final boolean consumes;
    private final double logZ;
    /** Tokens that end at each candidate's node. */
    private final List<List<Extension>> extensions;
    /** The first so many candidates survive pruning. */
    private int kept;
    private final List<Candidate> advanced = new ArrayList<>();
    private double rowTotal;
    private double consumeTotal = LogSpace.ZERO;
    /** Evaluated whatever its weight: the heaviest extension, where without extensions no byte had a chance; else null. */
    private final Extension onlyWayOn;

    /**
     * @param beam     candidates at the position, heaviest first, not empty
     * @param position the byte whose distribution is wanted
     * @param consumes false at the last byte: no beam is wanted after it
     */
    BeamStep(BeamParameters rules, List<Candidate> beam, int position, boolean consumes) {
        this.rules = rules;
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
        this.onlyWayOn = onlyWayOn();
        if (consumes) {
            prune();
        }
    }

    private Extension onlyWayOn() {
        Extension heaviest = null;
        for (int i = 0; i < beam.size(); i++) {
            if (beam.get(i).context().mass().goesOn(beam.get(i).level(position))) {
                return null;
            }
            for (Extension extension : extensions.get(i)) {
                boolean heavier = heaviest == null || extension.logWeight() > heaviest.logWeight();
                heaviest = heavier && rules.fits(extension.parent()) ? extension : heaviest;
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

    /** Of the candidates above the threshold the best K; the very best always, for a beam of many equals would lose them all. */
    private void prune() {
        kept = 1;
        while (kept < Math.min(beam.size(), rules.width()) && rules.isAbove(beam.get(kept).logWeight(), logZ)) {
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

    private static void addIfAlive(List<Candidate> candidates, Candidate candidate) {
        if (candidate != null) {
            candidates.add(candidate);
        }
    }

    /** Candidates that survive pruning, heaviest first. */
    List<Candidate> kept() {
        return beam.subList(0, kept);
    }

    private boolean isForRow(Extension extension) {
        return extension == onlyWayOn || rules.isWanted(extension, rowTotal);
    }

    private boolean isForConsumption(int candidate, Extension extension) {
        return consumes && candidate < kept && rules.isWanted(extension, consumeTotal);
    }

    /** Adds the extensions that must be evaluated first. */
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
     * The distribution of the byte at the position.
     *
     * @param dropped paths that were alive in truth and dropped before
     * @param healed  whether this beam was mended
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

    /** The paths that carry this row, in the order of the beam, each before those that end a token of it here. */
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
        return place >= kept && rules.isAbove(beam.get(place).logWeight(), logZ);
    }

    /** A weight as a share of the beam's. */
    double share(double logWeight) {
        return Math.exp(logWeight - logZ);
    }

    /** Adds what the path says about the next byte, its own ended tokens left out, and returns its residual. */
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

    /** The beam after the byte, heaviest first; empty if no path goes on with it. */
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

    /** Paths of this row's distribution that go on with the byte and are not in the beam after it. */
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

        private Dropped plus(Candidate candidate, boolean beyondWidth) {
            if (candidate == null) {
                return this;
            }
            return beyondWidth ? new Dropped(logBelowThreshold, LogSpace.add(logBeyondWidth, candidate.logWeight()))
                    : new Dropped(LogSpace.add(logBelowThreshold, candidate.logWeight()), logBeyondWidth);
        }
    }
}
