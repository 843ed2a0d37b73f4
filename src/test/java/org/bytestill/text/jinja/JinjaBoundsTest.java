package org.bytestill.text.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that would run for ever or fill the memory: each stops with an error that says so. */
class JinjaBoundsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static TemplateFault fault(String source) {
        return assertTimeoutPreemptively(LONG, () -> {
            try {
                Map<String, Object> variables = new HashMap<>(Map.of("s", "text", "none_is", Values.of(null)));
                throw new AssertionError("it ended: " + JinjaTemplate.parse(source).render(variables, LocalDateTime::now).text().length());
            } catch (TemplateFault e) {
                return e;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% for a in range(100000) %}{% for b in range(100000) %}{% if a == b %}x{% endif %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) if range(99999) | sum < 0 %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro a(n) %}{{ b(n) ~ b(n) }}{% endmacro %}{% macro b(n) %}{{ a(n) }}{% endmacro %}{{ a(1) }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
        "{{ 'x' * 100000000000 }}",
        "{{ [0] * 100000000000 }}",
        "{{ (1, 2) * 99999999999 }}",
        "{% set ns = namespace(s='x' * 1000) %}{% for i in range(100) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(s='x') %}{% for i in range(100000) %}{% set ns.s = ns.s ~ 'yyyyyyyyyyyyyyyy' %}{{ ns.s }}{% endfor %}",
        "{% set ns = namespace(x=1, y=1) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}"
                + "{{ ns.x == ns.y }}",
        "{% set ns = namespace(x=1) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}{{ {ns.x: 1} }}",
        "{% set t = 'ab' * 5000000 %}{% for i in range(100000) %}{% if t.find('c') > 0 or t == t ~ 'x' %}{% endif %}{% endfor %}",
        "{{ (10 ** 10) ** (10 ** 10) }}",
        "{{ 9 ** 99999999 }}",
        "{% set ns = namespace(n=3) %}{% for i in range(100000) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ '%.999999999f' % 1.5 }}",
        "{{ 'a'.center(999999999) }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ ('\\t' * 1000).expandtabs(999999999) }}",
        "{{ ('a' * 10000000).replace('a', 'bbbbbbbbbbbbbbbbbbbb') }}",
        "{{ ('x' * 1000000).join('y' * 1000) }}",
        "{{ ['x' * 1000000] * 1000 }}",
        "{{ (['x' * 1000000] * 1000) | join }}",
        "{{ (['x' * 1000000] * 1000) | tojson }}",
        "{{ [[[[1]]]] | tojson(indent=999999999) }}",
        "{{ 'a\\nb' | indent(999999999) }}",
        "{{ [1] | batch(999999999, 0) | list }}",
        "{{ [1] | slice(999999999) | list }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace() %}{% set ns.self = ns %}{{ ns }}"})
    void isStopped(String source) {
        assertThat(fault(source).fault().kind()).as(source).isEqualTo(Fault.Kind.BOUND);
    }

    @Test
    void deepNestingIsRefusedBeforeItRuns() {
        for (String source : List.of("{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}",
                "{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}",
                "{{ " + "not ".repeat(100_000) + "1 }}", "{{ " + "- ".repeat(100_000) + "1 }}", "{{ 1" + " + 1".repeat(100_000) + " }}",
                "{{ s" + ".a".repeat(100_000) + " }}", "{{ s" + " | trim".repeat(100_000) + " }}",
                "{{ 1" + " if 1 else 1".repeat(100_000) + " }}",
                "{% if 1 %}".repeat(100_000) + "{% endif %}".repeat(100_000), "{{ 1" + " and 1".repeat(100_000) + " }}")) {
            assertThat(fault(source).fault().kind()).as(source.substring(0, 30)).isEqualTo(Fault.Kind.BOUND);
        }
        assertThat(fault("x".repeat(1 << 23)).fault().kind()).isEqualTo(Fault.Kind.BOUND);
    }

    @Test
    void aLongConversationIsFarFromTheBounds() {
        String source = "{% for i in range(20000) %}{{ '<|user|>' ~ s | trim ~ '<|end|>\n' }}{% if loop.last %}.{% endif %}{% endfor %}";
        String text = JinjaTemplate.parse(source).render(Map.of("s", "A question of some words. ".repeat(20)), LocalDateTime::now).text();
        assertThat(text).hasSize(20000 * (519 + 16) + 1);
    }
}
