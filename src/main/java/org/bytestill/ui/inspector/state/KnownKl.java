package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.ui.inspector.draw.Scales;

/**
 * The bytes of a text in the order of KL, and those where top-1 differs. Of a long text it grows with each piece that is analysed;
 * a byte that was not analysed has no place in the order.
 */
public final class KnownKl {
    private final double[] klBits;
    private final double[] jsdBits;
    private final BitSet differs = new BitSet();
    private int worst = -1;

    KnownKl(int length) {
        klBits = new double[length];
        jsdBits = new double[length];
        Arrays.fill(klBits, Double.NaN);
    }

    /** Of a text that was analysed at once. */
    static KnownKl of(List<ByteComparison> found) {
        KnownKl known = new KnownKl(found.size());
        known.add(found, 0, 0);
        return known;
    }

    /**
     * Takes over what was found at the bytes of a piece.
     *
     * @param start place of the piece's first byte
     * @param from  offset from which on it is taken over: the first bytes of a piece have less before them than they have in the piece before
     */
    void add(List<ByteComparison> found, int start, int from) {
        for (int offset = from; offset < found.size(); offset++) {
            ByteComparison measures = found.get(offset);
            klBits[start + offset] = measures.klBits();
            jsdBits[start + offset] = measures.jsdBits();
            differs.set(start + offset, measures.teacherTop1() != measures.studentTop1());
        }
        worst = -1;
        for (int place = 0; place < klBits.length; place++) {
            if (!Double.isNaN(klBits[place]) && (worst < 0 || isBefore(place, worst))) {
                worst = place;
            }
        }
    }

    /** KL at a place in bits; NaN if it was not analysed. */
    double at(int place) {
        return klBits[place];
    }

    /** Place on the scale of KL, from 0 to 1, of a byte; NaN if it was not analysed. */
    public double level(int place) {
        return Double.isNaN(klBits[place]) ? Double.NaN : Scales.klLevel(klBits[place], jsdBits[place]);
    }

    /** The first place from here on that was not analysed; the length if there is none. */
    int firstUnknown(int from) {
        int place = from;
        while (place < klBits.length && !Double.isNaN(klBits[place])) {
            place++;
        }
        return place;
    }

    int countKnown() {
        int known = 0;
        for (double kl : klBits) {
            known += Double.isNaN(kl) ? 0 : 1;
        }
        return known;
    }

    /** The place with the largest KL; -1 if none was analysed. */
    public int worst() {
        return worst;
    }

    /** Where a place stands in the order of KL: 1 for the largest. */
    int rank(int of) {
        int rank = 1;
        for (int place = 0; place < klBits.length; place++) {
            rank += !Double.isNaN(klBits[place]) && isBefore(place, of) ? 1 : 0;
        }
        return rank;
    }

    /** The place after this one in the order of KL, largest first and infinite ones by JSD, round at the end; or the one before. */
    int byKl(int from, boolean next) {
        int best = -1;
        int wrapped = -1;
        for (int place = 0; place < klBits.length; place++) {
            if (place != from && !Double.isNaN(klBits[place])) {
                boolean after = !Double.isNaN(klBits[from]) && isBefore(from, place);
                if (after == next || Double.isNaN(klBits[from])) {
                    best = best < 0 || isBefore(place, best) == next ? place : best;
                }
                wrapped = wrapped < 0 || isBefore(place, wrapped) == next ? place : wrapped;
            }
        }
        return best >= 0 ? best : wrapped >= 0 ? wrapped : from;
    }

    private boolean isBefore(int place, int other) {
        int order = Scales.worstFirst(klBits[place], jsdBits[place], klBits[other], jsdBits[other]);
        return order == 0 ? place < other : order < 0;
    }

    /** The nearest place after or before this one that is known to differ in top-1; this one if there is none. */
    public int toDisagreement(int from, boolean forward) {
        int found = forward ? differs.nextSetBit(from + 1) : from == 0 ? -1 : differs.previousSetBit(from - 1);
        return found < 0 ? from : found;
    }
}
