package org.bytestill.ui.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.config.ChangeableSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.engine.run.RunChanges;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;

/** Other values for a run that has begun, as they are typed: which settings can be changed, what is wrong, what would differ. */
final class ChangeModel {
    private final RunConfig config;
    private final int update;
    private final Map<String, String> typed = new TreeMap<>();

    /** @param update updates that are done */
    ChangeModel(RunConfig config, int update) {
        this.config = config;
        this.update = update;
    }

    /** The settings that this run has and that may change, the weights of its own objective first. */
    List<SettingInfo> settings() {
        Set<String> sections = Objectives.of(config).settings().stream().map(path -> path.split("\\.")[0]).collect(Collectors.toSet());
        List<SettingInfo> all = ChangeableSettings.all();
        Stream<SettingInfo> own = all.stream().filter(setting -> isWeight(setting) && sections.contains(setting.path().split("\\.")[0]));
        return Stream.concat(own, all.stream().filter(setting -> !isWeight(setting))).toList();
    }

    private static boolean isWeight(SettingInfo setting) {
        return setting.path().endsWith("_weight");
    }

    String value(SettingInfo setting) {
        return typed.getOrDefault(setting.path(), RunConfigFile.text(config, setting.path()));
    }

    void type(SettingInfo setting, String text) {
        if (text.strip().equals(RunConfigFile.text(config, setting.path()))) {
            typed.remove(setting.path());
        } else {
            typed.put(setting.path(), text.strip());
        }
    }

    /** What is wrong with a setting's value; empty if nothing is. */
    String problem(SettingInfo setting) {
        String text = typed.get(setting.path());
        return text == null ? "" : problem(Map.of(setting.path(), text));
    }

    private String problem(Map<String, String> values) {
        try {
            RunChanges.of(config, values, update);
            return "";
        } catch (UserError e) {
            return e.getMessage();
        }
    }

    /** True if there is a change and all values are allowed. */
    boolean isReady() {
        return problem(typed).isEmpty() && !RunChanges.of(config, typed, update).isEmpty();
    }

    /** The values that were changed, as run.yaml spells them. */
    Map<String, String> changes() {
        return Map.copyOf(typed);
    }
}
