package org.bytestill.corpus.records;

import java.io.IOException;
import java.io.InputStream;

/** What streams of this package have in common. */
final class Streams {
    private Streams() {}

    /** The next byte through the read of several. */
    static int readOne(InputStream in) throws IOException {
        byte[] one = new byte[1];
        int count;
        do {
            count = in.read(one, 0, 1);
        } while (count == 0);
        return count < 0 ? -1 : one[0] & 0xFF;
    }
}
