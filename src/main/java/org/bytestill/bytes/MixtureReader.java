package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.Check;
import org.bytestill.util.Progress;

/**
 * The reader of an ensemble: each of several readers converts the documents, then their next-byte distributions are mixed byte
 * by byte ({@link Mixture}). The residual and the dropped mass are means over the readers, weighted as in the mixture; the
 * number of paths is the sum, and the paths themselves are not kept.
 */
public final class MixtureReader implements ByteReader {
    private final List<ByteReader> readers;
    private final List<String> names;
    private final Mixture mixture;

    /**
     * @param readers one for each model, at least one
     * @param names   names of the models in messages, such as their folders
     */
    public MixtureReader(List<ByteReader> readers, List<String> names, Mixture mixture) {
        Check.argument(!readers.isEmpty() && names.size() == readers.size(), "%d models have %d names.", readers.size(), names.size());
        this.readers = List.copyOf(readers);
        this.names = List.copyOf(names);
        this.mixture = mixture;
    }

    @Override
    public List<ByteRows> readPassages(List<Passage> documents, Progress progress) {
        int models = readers.size();
        List<List<ByteRows>> each = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            int before = model;
            // Progress counts all models together: a byte is done when the last model has read it.
            each.add(readers.get(model).readPassages(documents, (done, total) -> progress.report((before * total + done) / models, total)));
        }
        return mixed(each, names, mixture);
    }

    /**
     * Mixes the distributions of several models, which may have read the same texts after prompts of their own.
     *
     * @param each  for each model the rows of every text
     * @param names names of the models in messages
     */
    public static List<ByteRows> mixed(List<List<ByteRows>> each, List<String> names, Mixture mixture) {
        List<ByteRows> mixed = new ArrayList<>();
        for (int document = 0; document < each.get(0).size(); document++) {
            int number = document;
            mixed.add(mixed(number, each.stream().map(rows -> rows.get(number)).toList(), names, mixture));
        }
        return List.copyOf(mixed);
    }

    private static ByteRows mixed(int document, List<ByteRows> models, List<String> names, Mixture mixture) {
        RowTable table = new RowTable(models.get(0).size(), PathLog.NONE, models.stream().allMatch(ByteRows::countsLosses));
        double[] rest = new double[models.size()];
        for (int i = 0; i < table.size(); i++) {
            int row = i;
            double[][] distributions = models.stream().map(rows -> rows.distribution(row)).toArray(double[][]::new);
            double[] distribution = new double[ByteDistribution.OUTCOMES];
            mixture.mix(distributions, rest, distribution, model -> Mixture.place(row, document, names.get(model)));
            double[] shares = mixture.shares(distributions, rest);
            double residual = 0;
            double below = 0;
            double beyond = 0;
            double ends = 0;
            int paths = 0;
            boolean healed = false;
            for (int model = 0; model < models.size(); model++) {
                ByteRows rows = models.get(model);
                residual += shares[model] * rows.residual(row);
                below += shares[model] * rows.belowThreshold(row);
                beyond += shares[model] * rows.beyondWidth(row);
                ends += shares[model] * rows.tokenEnds(row);
                paths += rows.livePaths(row);
                healed |= rows.healed(row);
            }
            table.set(row, distribution, new RowTable.Provenance(residual, below, beyond, Math.min(1, ends), paths, healed));
        }
        return table;
    }

    @Override
    public ReadingCost cost() {
        return readers.stream().map(ByteReader::cost).reduce(ReadingCost.NOTHING, ReadingCost::plus);
    }
}
