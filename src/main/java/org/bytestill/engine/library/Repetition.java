package org.bytestill.engine.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.CorpusSplit;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.chat.RunCorpora;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.util.Texts;

/**
 * A run to be computed once more: its configuration as it was at the start, seed included, and what has changed since outside of it.
 *
 * @param config      the configuration, with a name that is free
 * @param folder      the folder of the new run
 * @param differences a sentence for each reason why the numbers will not be the same; none if configuration, seed and text are
 */
public record Repetition(RunConfig config, Path folder, List<String> differences) {
    private static final Texts TEXTS = Texts.of("library");

    /**
     * Reads the texts of a run anew and compares their hashes with those that it was trained and measured on; seconds for long texts.
     *
     * @throws org.bytestill.problem.UserError if a text, a model or the configuration cannot be read any more
     */
    public static Repetition of(Path run) {
        RunFolder folder = RunFolder.existing(run);
        RunManifest manifest = RunManifest.read(folder);
        List<String> differences = new ArrayList<>();
        RunConfig config = atStart(RunConfigFile.read(folder.config()), manifest.root(), differences);
        compareModels(manifest.root().path("models"), differences);
        CorpusSplit texts = texts(config, folder);
        compare("train", manifest.root().path("trainText"), texts.train(), differences);
        compare("validation", manifest.root().path("validationText"), texts.validation(), differences);
        Path free = freeFolder(folder.path());
        return new Repetition(RunConfigFile.with(config, "name", free.getFileName().toString()), free, List.copyOf(differences));
    }

    /** Settings that were changed while the run was under way get their first value back. */
    private static RunConfig atStart(RunConfig config, JsonNode manifest, List<String> differences) {
        RunConfig first = config;
        Set<String> restored = new HashSet<>();
        for (JsonNode change : manifest.path("changes")) {
            String setting = change.path("setting").asText();
            if (restored.add(setting)) {
                first = RunConfigFile.with(first, setting, change.path("before").asText());
            }
            differences.add(TEXTS.get("changed", setting, change.path("update").asInt(), change.path("before").asText(),
                    change.path("after").asText()));
        }
        return first;
    }

    private static void compareModels(JsonNode models, List<String> differences) {
        models.fields().forEachRemaining(model -> {
            String path = model.getValue().path("path").asText();
            if (!TeacherBytes.hashOf(Path.of(path)).equals(model.getValue().path("sha256").asText())) {
                differences.add(TEXTS.get("model", path));
            }
        });
    }

    private static CorpusSplit texts(RunConfig config, RunFolder folder) {
        // Templates that write a date write that of the new run.
        try (RunChats chats = RunChats.of(config, InitialStudent.folder(config, folder), Instant.now())) {
            return RunCorpora.read(config, chats);
        }
    }

    private static void compare(String which, JsonNode then, Corpus now, List<String> differences) {
        if (!then.has("fingerprint")) {
            differences.add(TEXTS.get("unknown." + which));
        } else if (!then.path("fingerprint").asText().equals(now.fingerprint())) {
            differences.add(TEXTS.get("text." + which, then.path("documents").asInt(), then.path("bytes").asLong(),
                    short8(then.path("fingerprint").asText()), now.documents().size(), now.bytes(), short8(now.fingerprint())));
        }
    }

    private static String short8(String hash) {
        return hash.substring(0, Math.min(8, hash.length()));
    }

    /** Beside the run, its name with the first number that is free. */
    private static Path freeFolder(Path run) {
        String name = run.getFileName().toString().replaceFirst("-\\d+$", "");
        int number = 2;
        while (Files.exists(run.resolveSibling(name + "-" + number))) {
            number++;
        }
        return run.resolveSibling(name + "-" + number);
    }
}
