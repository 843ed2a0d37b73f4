package org.bytestill.ui.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.junit.jupiter.api.Test;

class ConfigViewModelTest {
    private final RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.recommended(), "training.updates", "300"), "teacher",
            "models/teacher");
    private final ConfigViewModel model = new ConfigViewModel(config);

    @Test
    void whatDiffersFromItsDefaultIsMarked() {
        assertThat(model.lines(true)).extracting(ConfigLine::path).containsExactly("teacher", "training.updates");
        assertThat(model.lines(true).get(1).defaultValue()).isEqualTo("5000");
        assertThat(model.changes()).isEqualTo(2);
    }

    @Test
    void everyValueIsListedWithItsMeaning() {
        assertThat(model.lines(false)).hasSameSizeAs(RunConfigFile.settings()).allSatisfy(line -> assertThat(line.help()).isNotBlank());
    }

    @Test
    void theFileGivesTheSameConfigurationBack() {
        assertThat(RunConfigFile.parse(model.yaml(), "run.yaml")).isEqualTo(config);
    }
}
