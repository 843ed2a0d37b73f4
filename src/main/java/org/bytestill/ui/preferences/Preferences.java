package org.bytestill.ui.preferences;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Language;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person has set once for all, {@code preferences.json} in the home folder. A file that is missing or damaged is no reason not to
 * start; a damaged one is kept beside.
 *
 * @param scalePercent      size of everything; 0 as the desktop has it
 * @param language          tag of a {@link Language}; empty for that of the system
 * @param drawOnCpu         whether the graphics card is left alone
 * @param keepPausedMinutes how long a pause keeps the memory of a run
 * @param notifications     whether the desktop is told of what ends while the window is not looked at
 * @param runsFolder        where runs lie; empty for the one in the home folder
 * @param keys              keys that were chosen, by the id of their action
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preferences(int scalePercent, String language, boolean drawOnCpu, int keepPausedMinutes, boolean notifications,
        String runsFolder, Map<String, String> keys) {
    public static final int LEAST_SCALE_PERCENT = 75;
    public static final int GREATEST_SCALE_PERCENT = 300;
    private static final int KEEP_PAUSED_MINUTES = 10;
    private static final int A_WEEK_IN_MINUTES = 7 * 24 * 60;
    public static final Preferences FIRST = new Preferences(0, "", false, KEEP_PAUSED_MINUTES, true, "", Map.of());
    private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Preferences {
        scalePercent = scalePercent <= 0 ? 0 : Math.max(LEAST_SCALE_PERCENT, Math.min(GREATEST_SCALE_PERCENT, scalePercent));
        language = language == null || Language.ofTag(language).isEmpty() ? "" : language;
        keepPausedMinutes = keepPausedMinutes <= 0 ? KEEP_PAUSED_MINUTES : Math.min(A_WEEK_IN_MINUTES, keepPausedMinutes);
        runsFolder = Objects.requireNonNullElse(runsFolder, "").strip();
        keys = keys == null ? Map.of()
                : keys.entrySet().stream().filter(entry -> entry.getKey() != null && entry.getValue() != null)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /**
     * The language to show.
     *
     * @param asked    tag that goes before what was chosen; null if there is none
     * @param ofSystem where nobody has chosen
     */
    public Language language(@Nullable String asked, Language ofSystem) {
        return Optional.ofNullable(asked).flatMap(Language::ofTag).or(() -> Language.ofTag(language)).orElse(ofSystem);
    }

    public static Preferences read(Path file) {
        if (!Files.exists(file)) {
            return FIRST;
        }
        try {
            Preferences read = JSON.readerFor(Preferences.class).readValue(file.toFile());
            return read == null ? FIRST : read;
        } catch (IOException e) {
            LOG.warn("{} cannot be read; it is kept beside, and everything is as at the first start: {}", file, e.getMessage());
            setAside(file);
            return FIRST;
        }
    }

    private static void setAside(Path file) {
        try {
            AtomicFile.setAside(file);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be moved", file, e);
        }
    }

    /**
     * Replaces the file whole.
     *
     * @throws UserError if it cannot be written
     */
    public void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. What you set holds until the window is closed.", file, e.getMessage())
                    .causedBy(e);
        }
    }
}
