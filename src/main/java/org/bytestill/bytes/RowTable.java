package org.bytestill.bytes;

/** Next-byte distributions of one document in memory, filled position by position. */
public final class RowTable implements ByteRows {
    private final double[][] distributions;
    private final double[] residual;
    private final double[] belowThreshold;
    private final double[] beyondWidth;
    private final double[] tokenEnds;
    private final double[] ended;
    private final int[] livePaths;
    private final boolean[] healed;
    private final PathLog paths;
    private final boolean countsLosses;

    public RowTable(int size) {
        this(size, PathLog.NONE, true);
    }

    /**
     * @param paths        log for the token paths of each row, or {@link PathLog#NONE}
     * @param countsLosses whether the reader knows all the mass that it leaves out
     */
    public RowTable(int size, PathLog paths, boolean countsLosses) {
        this.paths = paths;
        this.countsLosses = countsLosses;
        distributions = new double[size][];
        residual = new double[size];
        belowThreshold = new double[size];
        beyondWidth = new double[size];
        tokenEnds = new double[size];
        ended = new double[size];
        livePaths = new int[size];
        healed = new boolean[size];
    }

    /** Sets one row; {@link ByteRows} describes the values. */
    public void set(int row, double[] distribution, Provenance provenance) {
        distributions[row] = distribution;
        residual[row] = provenance.residual();
        belowThreshold[row] = provenance.belowThreshold();
        beyondWidth[row] = provenance.beyondWidth();
        tokenEnds[row] = provenance.tokenEnds();
        livePaths[row] = provenance.livePaths();
        healed[row] = provenance.healed();
    }

    /** Sets the mass of the outcome that the token ends, {@link ByteRows#ended}; 0 unless it is set. */
    public void setEnded(int row, double mass) {
        ended[row] = mass;
    }

    /** The values that accompany a distribution, as described at {@link ByteRows}. */
    public record Provenance(double residual, double belowThreshold, double beyondWidth, double tokenEnds, int livePaths, boolean healed) {}

    @Override
    public int size() {
        return distributions.length;
    }

    @Override
    public double[] distribution(int row) {
        return distributions[row];
    }

    @Override
    public double residual(int row) {
        return residual[row];
    }

    @Override
    public double belowThreshold(int row) {
        return belowThreshold[row];
    }

    @Override
    public double beyondWidth(int row) {
        return beyondWidth[row];
    }

    @Override
    public double tokenEnds(int row) {
        return tokenEnds[row];
    }

    @Override
    public double ended(int row) {
        return ended[row];
    }

    @Override
    public int livePaths(int row) {
        return livePaths[row];
    }

    @Override
    public boolean healed(int row) {
        return healed[row];
    }

    @Override
    public PathLog paths() {
        return paths;
    }

    @Override
    public boolean countsLosses() {
        return countsLosses;
    }
}
