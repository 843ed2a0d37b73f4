package org.bytestill.text.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Values;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Templates about every part of the language against what Python's jinja2 made of them (src/test/reference/make_chat_goldens.py). */
class JinjaCasesTest {
    private static final Path CHAT = Path.of("src/test/resources/goldens/chat");
    private static final LocalDateTime CLOCK = LocalDateTime.of(2026, 3, 9, 14, 5, 7);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> VARIABLES = new HashMap<>();

    @BeforeAll
    static void readVariables() throws Exception {
        JSON.readTree(CHAT.resolve("cases.json").toFile()).path("variables").fields()
                .forEachRemaining(field -> VARIABLES.put(field.getKey(), Values.of(field.getValue())));
    }

    private static JinjaTemplate.Rendered render(String source) {
        return JinjaTemplate.parse(source).render(VARIABLES, () -> CLOCK);
    }

    @Test
    void everyTemplateGivesTheTextOfPythonOrFailsAsItDoes() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        List<String> lines = List.of(Files.readString(CHAT.resolve("cases.jsonl"), StandardCharsets.UTF_8).split("\n"));
        assertThat(lines).hasSizeGreaterThan(400);
        for (String line : lines) {
            JsonNode expected = JSON.readTree(line);
            softly.assertThat(outcome(expected.path("source").asText())).as(expected.path("source").asText())
                    .isEqualTo(outcome(expected));
        }
        softly.assertAll();
    }

    private static String outcome(JsonNode expected) {
        JsonNode error = expected.path("error");
        return expected.has("text") ? expected.path("text").asText() + expected.path("generation")
                : error.path("kind").asText() + error.path("message").asText();
    }

    private static String outcome(String source) {
        try {
            JinjaTemplate.Rendered rendered = render(source);
            List<List<Integer>> ranges = new ArrayList<>();
            rendered.generation().forEach(range -> ranges.add(List.of(range.start(), range.end())));
            return rendered.text() + (ranges.isEmpty() ? "" : ranges.toString().replace(" ", ""));
        } catch (TemplateFault e) {
            return e.fault().is(Fault.Kind.RAISED) ? "raised" + e.fault().getMessage() : "failed";
        }
    }

    @Test
    void whatIsNotSupportedIsAnErrorAndNeverAnotherText() {
        for (String source : List.of("{{ d.items }}", "{{ nums | map('upper') }}", "{{ 'a' | pprint }}", "{{ [1, 2] | random }}",
                "{{ lipsum() }}", "{{ 'a'.encode() }}", "{{ 'a'.translate({}) }}", "{{ 'a' is sameas 'a' }}", "{{ '<a>' | striptags }}",
                "{% autoescape true %}{{ '<' }}{% endautoescape %}", "{{ strftime_now('%s') }}", "{{ (-8) ** 0.5 }}",
                "{{ '\\ud83d' }}", "{{ ('<' | e).replace('a', 'b') }}")) {
            assertThat(fault(source).fault().kind()).as(source).isEqualTo(Fault.Kind.UNSUPPORTED);
        }
    }

    private static TemplateFault fault(String source) {
        try {
            throw new AssertionError("it gave " + render(source).text());
        } catch (TemplateFault e) {
            return e;
        }
    }

    @Test
    void aMistakeIsToldWithItsLine() {
        assertThat(fault("a\n{# b\n #}{% if x %}\n\n{{ 1 + }}{% endif %}")).hasMessageContaining("line 5")
                .hasMessageContaining("unexpected");
        assertThat(fault("{% for x in nums %}\n  {{ x }}\n  {{ x.y.z }}\n{% endfor %}")).hasMessageContaining("line 3")
                .hasMessageContaining("'int object' has no attribute 'y'");
        assertThat(fault("\n{% macro m() %}\n\n{{ missing.x }}{% endmacro %}\n{{ m() }}")).hasMessageContaining("line 4")
                .hasMessageContaining("'missing' is undefined");
        assertThat(fault("\n\n{% if true %}\n{{ x | nofilter }}{% endif %}")).hasMessageContaining("line 4")
                .hasMessageContaining("No filter named 'nofilter'");
        assertThat(fault("a\n{% if x %}\nb")).hasMessageContaining("line 3").hasMessageContaining("end of template");
        assertThat(fault("\n{{ messages[0].content + 1 }}")).hasMessageContaining("line 2").hasMessageContaining("'str' and 'int'");
        assertThat(fault("{{ raise_exception('No.') }}").fault().getMessage()).isEqualTo("No.");
    }

    @Test
    void aTemplateIsRenderedAnewEveryTime() {
        JinjaTemplate template = JinjaTemplate
                .parse("{% set ns = namespace(n=0) %}{% for x in nums %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}");
        assertThat(template.render(VARIABLES, () -> CLOCK).text()).isEqualTo(template.render(VARIABLES, () -> CLOCK).text()).isEqualTo("5");
    }
}
