package org.bytestill.tasks.score;

/**
 * What the model reads to score a continuation: context and continuation without its last token, cut on the left to the window.
 *
 * @param number place among the pairs
 * @param pair   context and continuation
 * @param from   tokens of the pair that are cut
 */
record Sequence(int number, Pair pair, int from) {
    /** @param window most tokens that are read */
    static Sequence of(int number, Pair pair, int window) {
        return new Sequence(number, pair, Math.max(0, pair.length() - 1 - window));
    }

    /** Tokens that are read. */
    int length() {
        return pair.length() - 1 - from;
    }

    int at(int place) {
        return pair.at(from + place);
    }

    /** Tokens that are scored, each after the one read before it. */
    int scored() {
        return pair.continuation().length;
    }

    int scoredAt(int i) {
        return pair.continuation()[i];
    }

    /** Length of the beginning that both read. */
    int shared(Sequence other) {
        int most = Math.min(length(), other.length());
        int same = 0;
        while (same < most && at(same) == other.at(same)) {
            same++;
        }
        return same;
    }

    /** By tokens, one after the other. */
    static int compare(Sequence a, Sequence b) {
        int same = a.shared(b);
        boolean ends = same == a.length() || same == b.length();
        return ends ? Integer.compare(a.length(), b.length()) : Integer.compare(a.at(same), b.at(same));
    }
}
