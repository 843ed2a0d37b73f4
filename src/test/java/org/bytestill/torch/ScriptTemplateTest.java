package org.bytestill.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTemplateTest {
    private static String filled(String source, Map<String, String> values) {
        return ScriptTemplate.of("test", source).filled(values);
    }

    @Test
    void wholeWordsAreReplacedSoThatOnePlaceholderMayBePartOfAnother() {
        assertThat(filled("a = HEADS + KEY_VALUE_HEADS + HEADS\n", Map.of("HEADS", "8", "KEY_VALUE_HEADS", "2")))
                .isEqualTo("a = 8 + 2 + 8\n");
    }

    @Test
    void aValueIsNotSearchedForPlaceholders() {
        assertThat(filled("a = FIRST + SECOND\n", Map.of("FIRST", "SECOND", "SECOND", "1"))).isEqualTo("a = SECOND + 1\n");
    }

    @Test
    void linesTakeTheIndentationOfTheirPlaceholder() {
        assertThat(filled("def f(self):\n    BODY\n    return x\n", Map.of("BODY", "x = 1\nif x:\n    x = 2\n")))
                .isEqualTo("def f(self):\n    x = 1\n    if x:\n        x = 2\n    return x\n");
        assertThat(filled("def f(self):\n    BODY\n    return x\n", Map.of("BODY", ""))).isEqualTo("def f(self):\n    return x\n");
    }

    @Test
    void aPlaceholderWithoutAValueIsAnErrorAndOneInACommentIsNone() {
        assertThat(filled("# SIZE of it\na = 1  # SIZE\n", Map.of())).isEqualTo("a = 1\n");
        assertThatThrownBy(() -> filled("a = SIZE\n", Map.of("SIZES", "1"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test.py").hasMessageContaining("SIZE");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ScriptTemplate.read("nothing")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing.py");
    }
}
