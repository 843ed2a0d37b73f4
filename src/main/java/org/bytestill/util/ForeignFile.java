package org.bytestill.util;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What often lies in place of a model's file, and gives errors that name anything but the reason: a pointer of Git LFS, which a clone
 * without git-lfs leaves, and a web page that was saved in place of a download.
 */
public final class ForeignFile {
    private static final int LOOKED_AT = 512;
    private static final String POINTER = "version https://git-lfs.github.com/spec/";

    private ForeignFile() {}

    /** What the file is instead, and the cure, as the end of a sentence that begins with its name; empty if it is neither. */
    public static Optional<String> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LOOKED_AT));
        } catch (IOException e) {
            return Optional.empty(); // whoever wants the content reports it
        }
    }

    /** The same of a file's first bytes. */
    public static Optional<String> of(byte[] beginning) {
        String text = new String(beginning, 0, Math.min(beginning.length, LOOKED_AT), StandardCharsets.UTF_8);
        if (text.startsWith(POINTER)) {
            return Optional.of("is a pointer of Git LFS, not the file itself. Get the files with `git lfs install` and `git lfs pull`.");
        }
        String page = text.replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
        return page.startsWith("<!doctype html") || page.startsWith("<html")
                ? Optional.of("is a saved web page, not the file itself. Download the file itself, and look whether it needs a login.")
                : Optional.empty();
    }
}
