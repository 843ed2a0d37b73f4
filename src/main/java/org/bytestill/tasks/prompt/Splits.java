package org.bytestill.tasks.prompt;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.corpus.TextFormats;
import org.bytestill.corpus.records.DataFile;
import org.bytestill.corpus.records.Record;
import org.bytestill.corpus.records.RecordReader;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.file.DataConfig;
import org.jspecify.annotations.Nullable;

/**
 * The splits of a task's data, each read when it is asked for: files of {@code data_files}, which are meant from the folder of the task
 * file or from the current one, or a folder whose files are named after their splits.
 */
public final class Splits {
    /** {@code dataset_path} of files, and what their endings are. */
    private static final Map<String, List<String>> FORMATS = Map.of("json", List.of("json", "jsonl", "ndjson"), "csv",
            List.of("csv", "tsv"), "parquet", List.of("parquet"), "arrow", List.of("arrow", "feather"));
    private static final Map<String, Pattern> NAMES = Map.of("train", Pattern.compile("(?i)(^|[^a-z])train(ing)?($|[^a-z])"), "test",
            Pattern.compile("(?i)(^|[^a-z])(test(ing)?|eval(uation)?)($|[^a-z])"), "validation",
            Pattern.compile("(?i)(^|[^a-z])(valid(ation)?|dev|val)($|[^a-z])"));

    private final DataConfig config;
    private final Path folder;
    private final Map<String, TaskDocuments> read = new HashMap<>();

    /** @param taskFile file that the names are meant from */
    public Splits(DataConfig config, Path taskFile) {
        this.config = config;
        this.folder = taskFile.toAbsolutePath().getParent();
    }

    /** @throws UserError if there is no such split, or its files cannot be read or hold nothing */
    public TaskDocuments split(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private TaskDocuments read(String name) {
        Map<String, List<Path>> files = files();
        if (!files.containsKey(name)) {
            throw config.place().refused("the data has no split \"%s\"; it has %s. Mend the name, or data_files.", name,
                    String.join(", ", files.keySet()));
        }
        List<Record> records = new ArrayList<>();
        files.get(name).forEach(file -> records.addAll(records(file)));
        if (records.isEmpty()) {
            throw config.place().refused("the split \"%s\" of the data is empty.", name);
        }
        return Columns.documents(records, isCsv(files.get(name).get(0)));
    }

    private static boolean isCsv(Path file) {
        return FORMATS.get("csv").contains(DataFile.at(file).ending());
    }

    private static List<Record> records(Path file) {
        DataFile data = DataFile.at(file);
        List<Record> records = new ArrayList<>();
        try (RecordReader reader = TextFormats.of(data).open(data)) {
            for (Record record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw DataFile.unreadable(file, e);
        }
        return records;
    }

    private Map<String, List<Path>> files() {
        if (FORMATS.containsKey(config.path()) || config.path().equals("text")) {
            return named();
        }
        Path local = found(config.path());
        if (local == null || !Files.isDirectory(local)) {
            throw config.place()
                    .refused("the data set %s is not here: it would be taken from the Hugging Face hub. Download its files and name"
                            + " them by dataset_path: json (or csv, parquet, arrow) and dataset_kwargs: data_files.", config.path());
        }
        return config.files().isEmpty() ? bySplit(local) : named(local);
    }

    private Map<String, List<Path>> named() {
        if (config.files().isEmpty()) {
            throw config.place().refused("dataset_path: %s needs dataset_kwargs: data_files with the files of each split.", config.path());
        }
        return named(null);
    }

    private Map<String, List<Path>> named(@Nullable Path in) {
        Map<String, List<Path>> files = new LinkedHashMap<>();
        config.files().forEach((split, names) -> files.put(split, names.stream().flatMap(name -> matching(name, in).stream()).toList()));
        return files;
    }

    private List<Path> matching(String name, @Nullable Path in) {
        if (name.contains("://")) {
            throw config.place().refused("the data file %s is on another machine. Download it and name it where it is here.", name);
        }
        if (name.matches(".*[*?\\[].*")) {
            return matchingPattern(name, in);
        }
        Path file = in == null ? found(name) : in.resolve(name);
        if (file == null || !Files.exists(file)) {
            throw config.place().refused("the data file %s is neither in %s nor in the current folder. Mend data_files.", name, folder);
        }
        return List.of(file);
    }

    private List<Path> matchingPattern(String pattern, @Nullable Path in) {
        for (Path base : in == null ? List.of(folder, Path.of("").toAbsolutePath()) : List.of(in)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + base.resolve(pattern));
            try (Stream<Path> all = Files.walk(base, 1 + (int) pattern.chars().filter(c -> c == '/').count())) {
                List<Path> found = all.filter(matcher::matches).filter(Files::isRegularFile).sorted().toList();
                if (!found.isEmpty()) {
                    return found;
                }
            } catch (IOException e) {
                throw UserError.badInput("%s cannot be looked through (%s).", base, e.getMessage()).causedBy(e);
            }
        }
        throw config.place().refused("no data file is named as %s says. Mend data_files.", pattern);
    }

    /** From the folder of the task file, else from the current one; null if it is in neither. */
    private @Nullable Path found(String name) {
        return Stream.of(folder.resolve(name), Path.of(name).toAbsolutePath()).filter(Files::exists).findFirst().orElse(null);
    }

    private static Map<String, List<Path>> bySplit(Path folder) {
        Map<String, List<Path>> files = new TreeMap<>();
        for (Path file : TextFormats.in(folder).files()) {
            String split = NAMES.entrySet().stream().filter(name -> {
                Matcher matcher = name.getValue().matcher(folder.relativize(file).toString());
                return matcher.find();
            }).map(Map.Entry::getKey).findFirst().orElse("train");
            files.computeIfAbsent(split, ignored -> new ArrayList<>()).add(file);
        }
        return files;
    }
}
