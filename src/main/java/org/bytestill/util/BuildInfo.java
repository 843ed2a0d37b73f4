package org.bytestill.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built: Maven writes it into {@code build.properties} of the jar. Where the classes come from elsewhere, as in an editor, it says so.
 *
 * @param version  of the program
 * @param commit   of its sources, or "unknown"
 * @param libtorch the version of the libtorch that comes with it
 * @param day      of the release, such as 2026-12-01
 */
public record BuildInfo(String version, String commit, String libtorch, String day) {
    private static final String FILE = "/org/bytestill/build.properties";
    private static final String UNKNOWN = "unknown";

    public static BuildInfo ofProgram() {
        Properties properties = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream(FILE)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties of the program's own jar", e);
        }
        return new BuildInfo(known(properties, "version", "(development build)"), known(properties, "commit", UNKNOWN),
                known(properties, "libtorch", UNKNOWN), known(properties, "day", UNKNOWN));
    }

    /** A value that Maven had nothing to fill in for still has its dollar sign. */
    private static String known(Properties properties, String key, String otherwise) {
        String value = properties.getProperty(key, "").strip();
        return value.isEmpty() || value.startsWith("$") ? otherwise : value;
    }
}
