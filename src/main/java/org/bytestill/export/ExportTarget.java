package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.DiskSpace;

/**
 * One of the things to be written of a checkpoint: a format, with weights of a type, to a place of its own.
 *
 * @param target what to make: a folder, which may be there if it is empty, or a file; a format may make a folder below it
 */
public record ExportTarget(ExportFormat format, WeightType type, Path target) {
    /** More than configuration, tokenizer and card take. */
    private static final long SMALL_FILES_BYTES = 32 << 20;

    /** A name that tells exports of one checkpoint apart. */
    public static String fileName(ExportFormat format, WeightType type) {
        return format.word() + (format.types().size() > 1 ? "-" + type.word() : "") + format.fileEnding();
    }

    /** Free bytes that so many bytes of weights need on the drive of the target: a fifth to spare, as other files grow meanwhile. */
    public static long neededBytes(long sizeBytes) {
        return (sizeBytes + SMALL_FILES_BYTES) * 6 / 5;
    }

    /**
     * Looks whether all of them can be written, before the first is: that each format can hold the checkpoint, each place is free, and each
     * drive has room for all that goes there.
     *
     * @throws UserError if not
     */
    public static void requireAll(ExportSource source, List<ExportTarget> targets) {
        Map<String, Long> needed = new LinkedHashMap<>();
        for (ExportTarget target : targets) {
            target.requireFit(source);
            target.requireFree(source);
            Path folder = existing(target.place(source));
            long sum = needed.merge(drive(folder), neededBytes(target.format().sizeBytes(source, target.type())), Long::sum);
            requireRoom(folder, sum);
        }
        requireApart(source, targets);
    }

    private static void requireApart(ExportSource source, List<ExportTarget> targets) {
        List<Path> places = new ArrayList<>();
        for (ExportTarget target : targets) {
            Path place = target.place(source);
            Check.that(places.stream().noneMatch(other -> other.startsWith(place) || place.startsWith(other)),
                    "Two exports would be written to %s. Name each format and number format once.", place);
            places.add(place);
        }
    }

    void requireFit(ExportSource source) {
        format.missing(source).ifPresent(ExportTarget::refuse);
        List<String> words = format.types().stream().map(WeightType::word).toList();
        Check.that(words.contains(type.word()), "In format %s weights are written as %s, not as %s. Choose %s.", format.word(),
                String.join(" or ", words), type.word(), words.get(0));
        format.missing(source, type).ifPresent(ExportTarget::refuse);
    }

    private static void refuse(String reason) {
        throw UserError.badInput("%s", reason);
    }

    /** Where it is made in the end, links followed. */
    Path place(ExportSource source) {
        try {
            return AtomicFile.followed(format.place(source, target));
        } catch (IOException e) {
            throw unmade(e);
        }
    }

    private UserError unmade(IOException e) {
        return UserError.disk("%s cannot be made (%s). Choose a folder you may write to.", target, e).causedBy(e);
    }

    /** Where it is written first. What reads files may go by their ending. */
    Path beside(ExportSource source) {
        Path place = place(source);
        return place.resolveSibling(place.getFileName() + ".bytestill.tmp" + format.fileEnding());
    }

    private boolean isFolder() {
        return format.fileEnding().isEmpty();
    }

    void requireFree(ExportSource source) {
        Path place = place(source);
        if (!Files.exists(place)) {
            return;
        }
        if (!isFolder()) {
            throw UserError.disk("%s exists; a new file is needed for the export. Choose another name.", place);
        }
        if (!Files.isDirectory(place)) {
            throw UserError.disk("%s is a file; a folder is needed for the export. Choose another name.", place);
        }
        try (Stream<Path> content = Files.list(place)) {
            Check.that(content.findAny().isEmpty(), "%s is not empty. Choose an empty or a new folder.", place);
        } catch (IOException e) {
            throw unmade(e);
        }
    }

    /**
     * Makes what is needed beside the place, after looking whether it is free and the disk large enough.
     *
     * @return folders that were made and are to be removed again if nothing comes of it, the deepest last
     */
    List<Path> prepare(ExportSource source) {
        Path beside = beside(source);
        List<Path> made = new ArrayList<>();
        try {
            requireFree(source);
            AtomicFile.deleteFolder(beside);
            for (Path folder = beside.getParent(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
                made.add(0, folder);
            }
            Files.createDirectories(isFolder() ? beside : beside.getParent());
            requireRoom(beside.getParent(), neededBytes(format.sizeBytes(source, type)));
            return made;
        } catch (IOException e) {
            throw unmade(e);
        }
    }

    /** Removes the folders that are empty. */
    static void remove(List<Path> made) {
        for (int i = made.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(made.get(i));
            } catch (IOException e) {
                return; // somebody else has put something there, or an empty folder stays, which does no harm
            }
        }
    }

    private static Path existing(Path place) {
        Path folder = place;
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String drive(Path folder) {
        try {
            return DiskSpace.drive(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be looked at (%s). Choose another folder.", folder, e).causedBy(e);
        }
    }

    private static void requireRoom(Path folder, long needed) {
        try {
            long free = DiskSpace.usableBytes(folder);
            if (free < needed) {
                throw UserError.disk("The export needs %,d MB in %s, %,d MB are free. Free space or choose a folder on another disk.",
                        needed / 1_000_000, folder, free / 1_000_000);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be looked at (%s). Choose another folder.", folder, e).causedBy(e);
        }
    }
}
