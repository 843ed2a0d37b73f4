package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.ui.wizard.SettingModel.Origin;

/**
 * The configuration that the wizard edits: an immutable {@link RunConfig}, replaced with every change of a field, and the texts of
 * the fields. A field that cannot be read leaves the configuration as it was.
 */
final class ConfigDraft {
    private static final List<String> WITHOUT_DEFAULT = List.of("name", "teacher", "student", "text.train", "text.validation");

    private final Map<String, SettingModel> settings = new LinkedHashMap<>();
    private final Map<String, Problem> unreadable = new LinkedHashMap<>();
    private final Runnable changed;
    private RunConfig config = RunConfig.recommended();
    private RunConfig loaded = RunConfig.recommended();
    private RunConfig preset = RunConfig.recommended();
    private Path base;
    private final Map<String, Object> tuned = new HashMap<>();
    private boolean filling;

    /**
     * @param base    folder that relative paths are meant from
     * @param changed called after each change of a field
     */
    ConfigDraft(Path base, Runnable changed) {
        this.base = base;
        this.changed = changed;
        for (SettingInfo info : RunConfigFile.settings()) {
            SettingModel setting = new SettingModel(info.path(), info.label(), info.sentence(), info.choices());
            settings.put(info.path(), setting);
            setting.textProperty().addListener((observable, before, now) -> read(setting, now));
        }
        load(RunConfig.recommended(), base);
    }

    /** Takes all values from a configuration; a reset brings them back. */
    void load(RunConfig values, Path newBase) {
        config = values;
        loaded = values;
        preset = values;
        base = newBase;
        unreadable.clear();
        tuned.clear();
        filling = true;
        settings.forEach((key, setting) -> setting.textProperty().set(fieldText(values, key)));
        filling = false;
        settings.keySet().forEach(this::refreshOrigin);
        changed.run();
    }

    /**
     * All that was typed and chosen, to be brought back.
     *
     * @param texts   of the fields, by key
     * @param touched keys that a person has changed
     */
    record Memory(RunConfig config, RunConfig loaded, RunConfig preset, Path base, Map<String, String> texts, Set<String> touched,
            Map<String, Problem> unreadable) {}

    Memory remember() {
        Map<String, String> texts = settings.values().stream()
                .collect(Collectors.toMap(SettingModel::key, setting -> setting.textProperty().get()));
        Set<String> touched = settings.values().stream().filter(SettingModel::isTouched).map(SettingModel::key)
                .collect(Collectors.toSet());
        return new Memory(config, loaded, preset, base, texts, touched, Map.copyOf(unreadable));
    }

    /** As it was, with what could not be read. */
    void restore(Memory memory) {
        config = memory.config();
        loaded = memory.loaded();
        preset = memory.preset();
        base = memory.base();
        unreadable.clear();
        unreadable.putAll(memory.unreadable());
        filling = true;
        settings.forEach((key, setting) -> setting.textProperty().set(memory.texts().get(key)));
        filling = false;
        memory.touched().forEach(key -> settings.get(key).touch());
        settings.keySet().forEach(this::refreshOrigin);
        changed.run();
    }

    private void read(SettingModel setting, String text) {
        if (filling) {
            return;
        }
        setting.touch();
        try {
            config = RunConfigFile.with(config, setting.key(), fileText(setting.key(), text));
            unreadable.remove(setting.key());
        } catch (UserError e) {
            String sentence = e.getMessage().startsWith(setting.key() + ": ") ? e.getMessage().substring(setting.key().length() + 2)
                    : e.getMessage();
            unreadable.put(setting.key(), Problem.error(setting.key(), sentence, ""));
        }
        refreshOrigin(setting.key());
        changed.run();
    }

    /** Changes a value that no person typed, and what a reset brings with it. */
    void suggest(String key, String value) {
        preset = RunConfigFile.with(preset, key, value);
        config = RunConfigFile.with(config, key, value);
        filling = true;
        settings.get(key).textProperty().set(value);
        filling = false;
        refreshOrigin(key);
    }

    /** Takes a value that the program has found for this machine; a reset brings back what was there without it. */
    void tune(String key, String value) {
        config = RunConfigFile.with(config, key, value);
        tuned.put(key, RunConfigFile.value(config, key));
        unreadable.remove(key);
        filling = true;
        settings.get(key).textProperty().set(fieldText(config, key));
        filling = false;
        refreshOrigin(key);
    }

    private void refreshOrigin(String key) {
        Object now = RunConfigFile.value(config, key);
        boolean asPreset = now.equals(RunConfigFile.value(preset, key)) && !unreadable.containsKey(key);
        boolean asDefault = asPreset && now.equals(RunConfigFile.value(RunConfig.recommended(), key));
        Origin origin = WITHOUT_DEFAULT.contains(key) ? Origin.REQUIRED : asDefault ? Origin.DEFAULT : asPreset ? Origin.PRESET
                : now.equals(tuned.get(key)) ? Origin.TUNED : Origin.CHANGED;
        settings.get(key).setOrigin(origin, fieldText(preset, key));
    }

    /** A value as a field shows it: lists are written with semicolons, since file names may hold commas. */
    private static String fieldText(RunConfig config, String key) {
        Object value = RunConfigFile.value(config, key);
        return value instanceof List<?> list ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : RunConfigFile.text(config, key);
    }

    private static String fileText(String key, String fieldText) {
        if (RunConfigFile.setting(key).type() != List.class) {
            return RunConfigFile.setting(key).type() == String.class ? fieldText.strip() : fieldText;
        }
        return paths(fieldText).stream().map(path -> '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The entries of a list field. */
    static List<String> paths(String fieldText) {
        List<String> paths = new ArrayList<>();
        for (String path : fieldText.split(";")) {
            if (!path.isBlank()) {
                paths.add(path.strip());
            }
        }
        return paths;
    }

    /** Last name of a path, fit for the name of a run. */
    static String fileName(String path) {
        return path.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "").replaceAll("[^A-Za-z0-9.-]+", "-");
    }

    RunConfig config() {
        return config;
    }

    /** The configuration with one value as a reset would leave it. */
    RunConfig withReset(String key) {
        return copy(config, preset, key);
    }

    private static RunConfig copy(RunConfig to, RunConfig from, String key) {
        Object value = RunConfigFile.value(from, key);
        return RunConfigFile.with(to, key, value instanceof List<?> ? fileText(key, fieldText(from, key)) : RunConfigFile.text(from, key));
    }

    Path base() {
        return base;
    }

    SettingModel setting(String key) {
        return settings.get(key);
    }

    Collection<SettingModel> settings() {
        return Collections.unmodifiableCollection(settings.values());
    }

    /** Fields that hold no value of their kind. */
    Collection<Problem> unreadable() {
        return List.copyOf(unreadable.values());
    }

    /** Keys whose value is not the one of the given configuration, in the order of the file. */
    List<String> differingFrom(RunConfig other) {
        return settings.keySet().stream().filter(key -> !RunConfigFile.value(config, key).equals(RunConfigFile.value(other, key))).toList();
    }

    /** What was loaded, word for word. */
    RunConfig loaded() {
        return loaded;
    }
}
