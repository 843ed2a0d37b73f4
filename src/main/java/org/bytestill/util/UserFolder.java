package org.bytestill.util;

import java.nio.file.Path;

/** The folder of what the user has of the program: the runs of the window, its settings. */
public final class UserFolder {
    /** System property that names another folder than {@code Bytestill} in the user's home. */
    public static final String PROPERTY = "bytestill.home";

    private UserFolder() {}

    public static Path path() {
        String chosen = System.getProperty(PROPERTY);
        Path folder = chosen == null ? Path.of(System.getProperty("user.home"), "Bytestill") : Path.of(chosen);
        return folder.toAbsolutePath().normalize();
    }

    /** The folder of the window's runs. */
    public static Path runs() {
        return path().resolve("runs");
    }
}
