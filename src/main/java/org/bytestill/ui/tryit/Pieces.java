package org.bytestill.ui.tryit;

import java.nio.charset.StandardCharsets;

/** Tokens in words: quoted, so that spaces and line ends are seen. */
final class Pieces {
    private Pieces() {}

    static String quoted(String name, byte[] bytes) {
        return bytes.length == 0 ? name
                : "\"" + new String(bytes, StandardCharsets.UTF_8).replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + "\"";
    }
}
