package org.bytestill.corpus.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.util.PlainName;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that are data, in the order in which they are read: that of the bytes of their paths, or the one that
 * {@code datasets.save_to_disk} has written beside them.
 *
 * @param files   data files
 * @param notRead other files, and folders of which none is read, relative to the folder
 */
public record DataFolder(List<Path> files, List<String> notRead) {
    private static final Comparator<
            String> BYTE_ORDER = Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    private static final int MOST_ENTRIES = 100_000;
    private static final Set<String> SIDE_FILES = Set.of("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json",
            "config.json");

    /**
     * Looks through a folder and the folders in it. Text files are data only where there is no other.
     *
     * @param isData  whether a file of this ending holds records
     * @param isProse whether a file of this ending is one text
     * @throws UserError if the folder cannot be read or holds no data
     */
    public static DataFolder of(Path folder, Predicate<String> isData, Predicate<String> isProse) {
        try {
            Search search = new Search(folder);
            search.through(folder);
            return search.found(isData, isProse);
        } catch (IOException e) {
            throw DataFile.unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw DataFile.unreadable(folder, e.getCause());
        }
    }

    /** One look through a folder. */
    private static final class Search {
        private final Path root;
        /** Files by their path from the root; those of a saved data set stand together at the path of its folder. */
        private final Map<String, List<Path>> candidates = new TreeMap<>(BYTE_ORDER);
        private final List<String> notRead = new ArrayList<>();

        Search(Path root) {
            this.root = root;
        }

        void through(Path folder) throws IOException {
            List<String> saved = names(folder.resolve("state.json"), "_data_files", "filename");
            List<String> splits = names(folder.resolve("dataset_dict.json"), "splits", null);
            for (Path entry : entries(folder)) {
                if (candidates.size() + notRead.size() > MOST_ENTRIES) {
                    throw UserError.badInput("%s holds more than %d files. Name a folder of data in it.", root, MOST_ENTRIES);
                }
                String name = entry.getFileName().toString();
                boolean isFolder = Files.isDirectory(entry);
                if (isFolder && saved.isEmpty() && isLookedThrough(entry, splits)) {
                    through(entry);
                } else if (isFolder || isSide(name) || !Files.isRegularFile(entry) || !saved.isEmpty() && !saved.contains(name)) {
                    notRead.add(relative(entry));
                } else if (saved.isEmpty()) {
                    candidates.put(relative(entry), List.of(entry));
                }
            }
            requireSaved(folder, saved);
            if (!saved.isEmpty()) {
                candidates.put(relative(folder), saved.stream().map(folder::resolve).toList());
            }
            inOrder(folder, splits);
        }

        /** Puts the splits of a saved data set at the place of its folder, in its order. */
        private void inOrder(Path folder, List<String> splits) {
            List<Path> all = new ArrayList<>();
            for (String split : splits) {
                if (!PlainName.in(folder, split).filter(Files::isDirectory).isPresent()) {
                    throw UserError.corruptFile("%s names the split \"%s\", which is not there. Copy the whole folder again.",
                            folder.resolve("dataset_dict.json"), split);
                }
                List<Path> files = candidates.remove(relative(folder.resolve(split)));
                all.addAll(files == null ? List.of() : files);
            }
            if (!all.isEmpty()) {
                candidates.put(relative(folder), all);
            }
        }

        private static void requireSaved(Path folder, List<String> saved) {
            for (String name : saved) {
                if (!PlainName.in(folder, name).filter(Files::isRegularFile).isPresent()) {
                    throw UserError.corruptFile("%s names the file \"%s\", which is not there. Copy the whole folder again.",
                            folder.resolve("state.json"), name);
                }
            }
        }

        private static List<Path> entries(Path folder) throws IOException {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.sorted(Comparator.comparing(path -> path.getFileName().toString(), BYTE_ORDER)).toList();
            }
        }

        /** Not a link to another folder: it may lead round in a circle. */
        private static boolean isLookedThrough(Path folder, List<String> splits) {
            String name = folder.getFileName().toString();
            return !name.startsWith(".") && !Files.isSymbolicLink(folder) && (splits.isEmpty() || splits.contains(name));
        }

        private static boolean isSide(String name) {
            String upper = name.toUpperCase(Locale.ROOT);
            return name.startsWith(".") || upper.startsWith("README") || upper.startsWith("LICENSE") || SIDE_FILES.contains(name);
        }

        /** The texts of a list in a JSON file, or of a field of the objects in it; none if the file is not there or another. */
        private static List<String> names(Path file, String key, @Nullable String field) throws IOException {
            if (!Files.isRegularFile(file)) {
                return List.of();
            }
            try {
                Object json = Json.read(Files.readAllBytes(file));
                Object list = json instanceof Map<?, ?> object ? object.get(key) : null;
                return !(list instanceof List<?> items) ? List.of()
                        : items.stream().map(item -> item instanceof Map<?, ?> object && field != null ? object.get(field) : item)
                                .filter(String.class::isInstance).map(String.class::cast).toList();
            } catch (JsonProcessingException e) {
                throw UserError.corruptFile("%s is not valid JSON (%s). Copy the whole folder again.", file, Json.cause(e));
            }
        }

        private String relative(Path path) {
            return root.relativize(path).toString().replace('\\', '/') + (Files.isDirectory(path) ? "/" : "");
        }

        DataFolder found(Predicate<String> isData, Predicate<String> isProse) {
            boolean hasData = candidates.values().stream().flatMap(List::stream).anyMatch(file -> isData.test(endingOf(file)));
            List<Path> files = new ArrayList<>();
            for (List<Path> candidate : candidates.values()) {
                for (Path file : candidate) {
                    if ((hasData ? isData : isProse).test(endingOf(file))) {
                        files.add(file);
                    } else {
                        notRead.add(relative(file));
                    }
                }
            }
            if (files.isEmpty()) {
                throw UserError.badInput("%s is a folder without data that can be read. %s", root, notRead.isEmpty() ? "It is empty."
                        : "In it: " + String.join(", ", notRead.subList(0, Math.min(10, notRead.size()))) + ".");
            }
            notRead.sort(BYTE_ORDER);
            return new DataFolder(List.copyOf(files), List.copyOf(notRead));
        }

        private static String endingOf(Path file) {
            String name = file.getFileName().toString();
            return name.contains(".") ? DataFile.endingOf(name) : "";
        }
    }
}
