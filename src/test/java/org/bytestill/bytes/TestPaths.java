package org.bytestill.bytes;

import java.util.List;

/** Token paths for tests of the pictures that draw them. */
public final class TestPaths {
    private TestPaths() {}

    /** A chain of canonical tokens that end at the given offsets; the id of a token is its end. */
    public static TokenChain chain(int... ends) {
        TokenChain chain = new TokenChain(null, 0, 0, true);
        for (int end : ends) {
            chain = new TokenChain(chain, end, end, true);
        }
        return chain;
    }

    /** A chain with one more token that is not canonical. */
    public static TokenChain leaving(TokenChain before, int end) {
        return new TokenChain(before, 100 + end, end, false);
    }

    /** A chain with one more canonical token. */
    public static TokenChain following(TokenChain before, int end) {
        return new TokenChain(before, end, end, true);
    }

    /** The paths of each row. */
    public static PathLog log(List<List<PathLog.LivePath>> rows) {
        PathLog log = PathLog.of(rows.size(), true);
        for (int row = 0; row < rows.size(); row++) {
            log.set(row, rows.get(row));
        }
        return log;
    }
}
