package org.bytestill.text.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.bytestill.text.python.PyList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of tasks against those of chats: jinja2 with its own settings, StrictUndefined and regex_replace. */
class TaskDialectTest {
    private static final Map<String, Object> VARIABLES = Map.of("name", "Anna", "list", new PyList(List.of("a", "b")));

    private static String rendered(String template, Dialect dialect) {
        return JinjaTemplate.parse(template, dialect).render(VARIABLES, LocalDateTime::now).text();
    }

    @Test
    void lineBreaksAndBlanksAtBlocksStay() {
        String template = "a\n  {% if name %}\nb{# c #}\n{% endif %}\n";
        assertThat(rendered(template, Dialect.TASK)).isEqualTo("a\n  \nb\n\n");
        assertThat(rendered(template, Dialect.CHAT)).isEqualTo("a\nb");
    }

    @Test
    void signsStripAsEverywhere() {
        assertThat(rendered("a \n{%- for x in list -%}\n {{ x }}\n{%- endfor %}\n{% raw %}\n{{ }}{% endraw %}\n", Dialect.TASK))
                .isEqualTo("aab\n\n{{ }}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ missing }}", "{{ name.missing }}", "{% if missing %}{% endif %}", "{% for x in missing %}{% endfor %}",
        "{{ missing == 'a' }}", "{{ 'a' == missing }}", "{{ missing | length }}", "{{ name ~ missing }}", "{{ 'x' if false }}",
        "{{ missing in list }}"})
    void everyUseOfWhatDoesNotExistIsAFault(String template) {
        assertThatThrownBy(() -> rendered(template, Dialect.TASK)).isInstanceOf(TemplateFault.class);
    }

    @Test
    void whatDoesNotExistCanBeAskedFor() {
        assertThat(rendered("{{ missing is defined }} {{ missing | default('none') }} {{ name is defined }}", Dialect.TASK))
                .isEqualTo("False none True");
    }

    @Test
    void regexReplaceIsPythonsSub() {
        assertThat(rendered("{{ '[12] Title A' | regex_replace('^\\\\[\\\\d+\\\\] ', '') | regex_replace('(\\\\w)$', '<\\\\1>') }}",
                Dialect.TASK)).isEqualTo("Title <A>");
        assertThat(rendered("{{ 'aaa' | regex_replace('a', 'b', 2) }}{{ ['1a', 'b'] | map('regex_replace', '\\\\d', '') | list }}",
                Dialect.TASK))
                .isEqualTo("bba['a', 'b']");
        assertThatThrownBy(() -> JinjaTemplate.parse("{{ 'a' | regex_replace('a', 'b') }}")).isInstanceOf(TemplateFault.class)
                .hasMessageContaining("regex_replace");
    }

    @Test
    void tojsonIsThatOfEachProgram() {
        String template = "{{ {'b': '<ü>', 'a': 1} | tojson }}";
        assertThat(rendered(template, Dialect.TASK)).isEqualTo("{\"a\": 1, \"b\": \"\\u003c\\u00fc\\u003e\"}");
        assertThat(rendered(template, Dialect.CHAT)).isEqualTo("{\"b\": \"<ü>\", \"a\": 1}");
    }
}
