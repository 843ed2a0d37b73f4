package org.bytestill.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.error.YAMLException;

class YamlTreeTest {
    @Test
    void anEscapeThatTheEndCutsOffIsNoYaml() {
        for (String escape : new String[] {"\\x", "\\u", "\\U"}) {
            assertThatThrownBy(() -> YamlTree.of("name: \"" + escape)).as(escape).isInstanceOf(YAMLException.class);
        }
        assertThatThrownBy(() -> RunConfigFile.parse("name: \"\\x", "run.yaml")).isInstanceOf(UserError.class)
                .hasMessageContaining("not valid YAML");
    }

    @Test
    void anEmptyTextIsNoTree() {
        assertThat(YamlTree.of("")).isNull();
    }
}
