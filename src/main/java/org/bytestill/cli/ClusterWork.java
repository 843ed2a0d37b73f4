package org.bytestill.cli;

import java.util.List;
import java.util.Locale;
import org.bytestill.engine.job.ClusterConversion;
import org.bytestill.engine.job.ConvertReport;
import org.bytestill.engine.job.ConvertRequest;
import org.bytestill.problem.UserError;
import picocli.CommandLine;

/**
 * The conversion of a command line, for whoever distributes shards: the Spark job calls it by reflection, in a class loader of its own,
 * because Spark brings other versions of the same libraries. So its methods take and give what every Java has. For one thread.
 */
public final class ClusterWork implements AutoCloseable {
    private final ClusterConversion conversion;

    private ClusterWork(ClusterConversion conversion) {
        this.conversion = conversion;
    }

    /**
     * @param arguments those of {@code bytestill convert}
     * @param threads   threads of one tensor operation; 0 for one a core
     * @throws UserError if they are wrong, or name several teachers
     */
    public static ClusterWork open(String[] arguments, int threads) {
        ConvertCommand command = new ConvertCommand();
        try {
            new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setResourceBundle(new HelpWords()).parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            throw UserError.badInput("%s", e.getMessage()).causedBy(e);
        }
        List<ConvertRequest> requests = command.requests();
        if (requests.size() > 1 || requests.get(0).isPart()) {
            throw UserError
                    .badInput("A cluster converts the whole text with one teacher. Leave --shard out, and give each teacher a command"
                            + " of its own.");
        }
        return new ClusterWork(new ClusterConversion(requests.get(0), threads));
    }

    /** Numbers of the shards that nobody has finished. */
    public int[] missing() {
        return conversion.missing().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Computes and commits a shard; false if somebody else was faster. */
    public boolean compute(int shard) {
        return conversion.compute(shard);
    }

    /** Takes all shards in; what to tell, in one line. */
    public String finish() {
        ConvertReport report = conversion.finish((done, total) -> true);
        return String.format(Locale.ROOT, "%s: %,d bytes of text in %,d documents, %s", report.folder(), report.bytes(),
                report.documents(), Labels.disk(report.diskBytes()));
    }

    @Override
    public void close() {
        conversion.close();
    }
}
