package org.bytestill.engine.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.Correction;
import org.bytestill.engine.cost.CostKey;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.machine.Machines;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.util.DiskSpace;

/**
 * Cost model of a run: operations (FLOPs) and memory from the shapes of the models and a sample of the text, time from the FLOPs that a
 * core sustains per second; then corrected by what former runs on this device have used. Reads headers, not weights.
 */
public final class RunEstimate {
    /** Float32 operations per second that one core sustains in these models; the lower bound is that of the smallest matrices. */
    private static final double CORE_FLOPS_LOW = 5e9;
    private static final double CORE_FLOPS_HIGH = 35e9;
    /** Between the two. */
    private static final double CORE_FLOPS = Math.sqrt(CORE_FLOPS_LOW * CORE_FLOPS_HIGH);
    /** Cost of the beam search for a byte, beside the model. */
    private static final double SECONDS_PER_BYTE_OF_BEAM = 1e-4;
    /** How far times may be from an estimate that former runs have corrected, and from one that a dry run has. */
    private static final double SPREAD_OF_PAST_RUNS = 0.25;
    private static final double SPREAD_MEASURED = 0.1;
    /** Java and libtorch with their code, before there is a model; measured. */
    static final long RUNTIME_BYTES = 255L << 20;

    private final CostStore costs;

    /** By the formula alone. */
    public RunEstimate() {
        this(CostStore.none());
    }

    /** Corrected by what former runs have used. */
    public RunEstimate(CostStore costs) {
        this.costs = costs;
    }

    /**
     * @param base folder that relative paths start at
     * @throws UserError if models or text cannot be read
     */
    public Estimate of(RunConfig given, Path base, Path runFolder) {
        RunConfig config = RunConfigFile.resolved(given, base);
        RunSizes sizes = RunSizes.of(config);
        Correction correction = costs.correction(key(config));
        RunTimes times = new RunTimes(config, sizes);
        Spans spans = correction.knowsTime() ? corrected(config, sizes, correction) : byFormula(config, sizes);
        MemoryParts convert = ConvertMemory.of(config, sizes).corrected(correction.convertMemory());
        MemoryParts train = trainMemory(config, sizes).parts(config).corrected(correction.trainMemory());
        return new Estimate(spans.convertLow, spans.convertHigh, spans.trainLow, spans.trainHigh, convert.total(), train.total(),
                Machines.freeMemory(), disk(config, sizes), freeDisk(runFolder), sizes.trainBytes, config.training().updates(),
                sizes.updateBytes, (double) config.training().updates() * sizes.updateBytes / sizes.trainBytes, sizes.teacherParameters,
                sizes.studentParameters, sizes.trainedParameters + sizes.headParameters, convert, train,
                new Estimate.Basis(correction.origin(), correction.runs(), times.updates() / Math.max(1e-9, times.train()),
                        correction.knowsMemory()));
    }

    /** Lowest and highest seconds of the two phases. */
    private record Spans(double convertLow, double convertHigh, double trainLow, double trainHigh) {
        static Spans around(double convert, double train, double spread) {
            return new Spans(convert * (1 - spread), convert * (1 + spread), train * (1 - spread), train * (1 + spread));
        }
    }

    private static Spans byFormula(RunConfig config, RunSizes sizes) {
        RunTimes times = new RunTimes(config, sizes);
        double convert = times.convert() / cores(config);
        double train = times.train() / cores(config);
        return new Spans(convert / CORE_FLOPS_HIGH, convert / CORE_FLOPS_LOW + beamSeconds(config, sizes), train / CORE_FLOPS_HIGH,
                train / CORE_FLOPS_LOW);
    }

    private static Spans corrected(RunConfig config, RunSizes sizes, Correction by) {
        RunTimes times = new RunTimes(config, sizes);
        PhaseCost said = cost(config, sizes);
        int warmUps = times.warmUpUpdates();
        double convert = orZero(said.convertSeconds()) * by.convertTime();
        double train = warmUps * orZero(said.warmUpSeconds()) * by.warmUpTime()
                + (config.training().updates() - warmUps) * said.updateSeconds() * by.updateTime()
                + times.evaluations() * said.evaluationSeconds() * by.evaluationTime()
                + times.tasks() / cores(config) / CORE_FLOPS * by.updateTime();
        return Spans.around(convert, train, by.origin() == Correction.Origin.MEASURED ? SPREAD_MEASURED : SPREAD_OF_PAST_RUNS);
    }

    private static double orZero(double seconds) {
        return Double.isNaN(seconds) ? 0 : seconds;
    }

    private static double cores(RunConfig config) {
        return config.hardware().threads() > 0 ? config.hardware().threads() : Runtime.getRuntime().availableProcessors();
    }

    private static double beamSeconds(RunConfig config, RunSizes sizes) {
        return Objectives.usesTeacherBytes(config) ? sizes.convertedBytes * SECONDS_PER_BYTE_OF_BEAM : 0;
    }

    /** What the formula says, in the parts that are measured. */
    private static PhaseCost cost(RunConfig config, RunSizes sizes) {
        RunTimes times = new RunTimes(config, sizes);
        double second = cores(config) * CORE_FLOPS;
        double convert = times.convert() / second + beamSeconds(config, sizes);
        return new PhaseCost(convert > 0 ? convert : Double.NaN, times.warmUpUpdates() > 0 ? times.warmUp() / second : Double.NaN,
                times.update() / second, times.evaluation() / second, ConvertMemory.of(config, sizes).total(),
                trainMemory(config, sizes).bytes(config));
    }

    /** By what the costs of a configuration, whose paths are absolute, are kept. */
    public static CostKey key(RunConfig config) {
        Device device = Device.named(config.hardware().device());
        return CostKey.of(config, Machines.name(device, (int) cores(config)));
    }

    /**
     * The operations of a run, to tell from the time of one part how long another will take.
     *
     * @param convert FLOPs of reading the text with the teacher
     * @param train   FLOPs of training and evaluations
     */
    public record Operations(double convert, double train) {}

    /** What a run is planned by before it begins; {@code cost} is what the formula says of it. */
    public record Plan(TrainMemory memory, Operations operations, PhaseCost cost) {}

    /** Memory and operations of a run; the paths of the configuration are absolute. Opens the student's tokenizer once. */
    public static Plan plan(RunConfig config) {
        RunSizes sizes = RunSizes.of(config);
        RunTimes times = new RunTimes(config, sizes);
        return new Plan(trainMemory(config, sizes), new Operations(times.convert(), times.train()), cost(config, sizes));
    }

    private static TrainMemory trainMemory(RunConfig config, RunSizes sizes) {
        RunTimes times = new RunTimes(config, sizes);
        long positions = (long) Objectives.of(config).cost(config, times.workload()).positions();
        boolean stays = TeacherUse.isLive(config) || config.isOnPolicy();
        long teacher = (stays ? sizes.teacherParameters * config.hardware().teacherPrecision().bytes() : 0)
                + OnPolicyCost.referenceBytes(config, sizes.studentParameters);
        // Java gives nothing back between the phases.
        long heap = Math.max(JavaHeap.ofTraining(config), ConvertMemory.of(config, sizes).of(MemoryPart.HEAP));
        return TrainMemory.of(config, sizes, positions, teacher, OnPolicyCost.cacheBytes(config, sizes.student), heap)
                .withTrees(config, sizes);
    }

    /** Memory of the training; the paths of the configuration are absolute. */
    public static TrainMemory trainMemory(RunConfig config) {
        return trainMemory(config, RunSizes.of(config));
    }

    private static long disk(RunConfig config, RunSizes sizes) {
        double coverage = config.converter().coverage();
        // Bytes on disk per byte of text at each coverage, measured on English prose.
        long bytesPerRow = coverage >= 1 ? 1100 : coverage >= 0.9999 ? 110 : coverage >= 0.999 ? 70 : 40;
        long checkpoint = 12L * (sizes.trainedParameters + sizes.headParameters);
        // The newest, the best, and one while it is written.
        long made = config.newTokenizer().isBlank() ? 0 : 4L * sizes.studentParameters;
        long rows = TeacherUse.cachesTokens(config) ? sizes.tokenRowBytes(config)
                : Objectives.usesTeacherBytes(config) ? config.teachers().size() * sizes.convertedBytes * bytesPerRow : 0;
        return rows + made + checkpoint * (config.checkpoint().keepLast() + 2L);
    }

    private static long freeDisk(Path runFolder) {
        Path existing = runFolder.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return DiskSpace.usableBytes(existing == null ? Path.of("/") : existing);
        } catch (IOException e) {
            throw UserError.disk("The disk of %s cannot be asked for its free space (%s).", runFolder, e.getMessage()).causedBy(e);
        }
    }
}
