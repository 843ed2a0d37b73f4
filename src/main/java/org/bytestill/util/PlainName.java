package org.bytestill.util;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Name of a file that a manifest or an index gives. It is a name and no path: whoever passes on a folder decides about files in that
 * folder, and about no other. A link of that name may lead elsewhere, as in the cache of the Hugging Face hub.
 */
public final class PlainName {
    /** What file systems take. */
    private static final int LONGEST = 255;

    private PlainName() {}

    /** The file of that name in the folder; empty if the name leads out of it, or no file can have it. */
    public static Optional<Path> in(Path folder, String name) {
        boolean isName = !name.isBlank() && name.length() <= LONGEST && !name.equals(".") && !name.equals("..")
                && name.chars().noneMatch(character -> character == '/' || character == '\\' || character == ':' || character < ' ');
        try {
            return isName ? Optional.of(folder.resolve(name)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
