package org.bytestill.corpus.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytestill.problem.UserError;

/** Files that hold something else than their name says: what a failed download, an archive or a wrong ending leaves. */
final class ForeignContent {
    private static final int LOOKED_AT = 512;
    /** Endings in which a page of the web may be what is wanted. */
    private static final Set<String> PROSE = Set.of("txt", "md", "text", "html", "htm");
    private static final String LFS = "version https://git-lfs.github.com/spec/";
    /** Beginnings of files, as characters of a byte each, what they are called, and the endings that they may have. */
    private static final List<Beginning> BEGINNINGS = List.of(
            new Beginning("\u001f\u008b", "a gzip file", Set.of("gz")),
            new Beginning("\u0028\u00b5\u002f\u00fd", "a zstd file", Set.of("zst")),
            new Beginning("PAR1", "a Parquet file", Set.of("parquet")),
            new Beginning("ARROW1\0\0", "an Arrow file", Set.of("arrow")),
            new Beginning("PK\u0003\u0004", "a zip archive", Set.of()),
            new Beginning("\u00fd7zXZ\0", "an xz archive", Set.of()),
            new Beginning("BZh", "a bzip2 archive", Set.of()),
            new Beginning("7z\u00bc\u00af\u0027\u001c", "a 7-Zip archive", Set.of()),
            new Beginning("GGUF", "a GGUF model", Set.of()));

    private record Beginning(String bytes, String name, Set<String> endings) {}

    private ForeignContent() {}

    static void refuse(DataFile file) throws IOException {
        String head = head(file);
        if (head.startsWith(LFS)) {
            throw UserError
                    .corruptFile("%s is a Git LFS pointer, not the data itself. Fetch the data with `git lfs pull`, or download the file"
                            + " again.", file.path());
        }
        if (!PROSE.contains(file.ending()) && isWebPage(head)) {
            throw UserError.corruptFile("%s is a web page, not data: a page was saved in place of the file, often one that asks to log in."
                    + " Download the file itself.", file.path());
        }
        String last = file.compression() == Compression.NONE ? file.ending() : file.compression().ending();
        for (Beginning beginning : BEGINNINGS) {
            if (head.startsWith(beginning.bytes) && !beginning.endings.contains(last) && isBinary(beginning, head)) {
                throw UserError.badInput("%s is %s, which its name does not say. %s", file.path(), beginning.name,
                        beginning.endings.isEmpty() ? "Unpack it and name what is in it."
                                : "Let its name end in ." + beginning.endings.iterator().next() + ".");
            }
        }
    }

    /** A text may begin with the same letters; no text has control characters right behind them. */
    private static boolean isBinary(Beginning beginning, String head) {
        return head.chars().limit(64).anyMatch(c -> c < 0x20 && c != '\n' && c != '\r' && c != '\t');
    }

    private static boolean isWebPage(String head) {
        String begin = head.stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }

    private static String head(DataFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            return new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
        }
    }
}
