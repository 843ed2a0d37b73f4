package org.bytestill.text.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language by its documentation; {@code OllamaTemplatesTest} compares whole templates with what Go makes of them. */
class GoTemplateTest {
    private static String run(String template) {
        return GoTemplate.parse(template).execute(Map.of("Name", "Ann", "Empty", "", "Zero", 0, "Yes", true, "List",
                List.of(Map.of("Role", "user", "Deep", Map.of("In", "x")), Map.of("Role", "assistant")), "None", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "a {{ .Name }} b|a Ann b",
        "a {{- .Name -}} b|aAnnb",
        "a{{/* a remark */}}b|ab",
        "{{ \"q\\\"}}\" }}{{ `r\\n` }}|q\"}}r\\n",
        "{{ if .Name }}y{{ else }}n{{ end }}{{ if .Empty }}y{{ else }}n{{ end }}|yn",
        "{{ if .Zero }}0{{ else if .None }}l{{ else if not .Missing }}m{{ end }}|m",
        "{{ range .List }}{{ .Role }},{{ end }}|user,assistant,",
        "{{ range $i, $m := .List }}{{ $i }}{{ $m.Role }}{{ $.Name }}{{ end }}|0userAnn1assistantAnn",
        "{{ range $m := .List }}{{ $m.Role }}{{ end }}|userassistant",
        "{{ (index .List 0).Role }}|unsupported",
        "{{ $x := \"a\" }}{{ if true }}{{ $x = \"b\" }}{{ $x := \"c\" }}{{ $x }}{{ end }}{{ $x }}|cb",
        "{{ eq .Name \"Bob\" \"Ann\" }}{{ ne .Zero 1 }}{{ lt .Zero 1 }}{{ ge .Zero 1 }}|truetruetruefalse",
        "{{ and .Name .Empty \"z\" }}|",
        "{{ or .Empty .Name }}|Ann",
        "{{ if and .Name (or .Empty (not .Zero)) }}y{{ end }}|y",
        "{{ len .List }}{{ len (slice .List 1) }}{{ len (slice .List 0 1) }}|211"})
    void whatIsWrittenIsWhatGoWrites(String template, String expected) {
        if ("unsupported".equals(expected)) {
            assertThatThrownBy(() -> run(template)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(run(template)).isEqualTo(expected == null ? "" : expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{{ .Name | 'is not closed'", "{{ if .Name }}x | 'not ended'", "x{{ end }} | 'nothing is open'",
        "{{ printf \"%s\" .Name }} | 'not supported'", "{{ .Name ; }} | 'character 10'", "{{ $x }} | '$x is not declared'",
        "{{ .List }} | 'not printed'", "{{ .Name.First }} | 'no .First'"})
    void whatIsNotSupportedIsAnErrorAndNeverAnotherText(String template, String message) {
        assertThatThrownBy(() -> run(template)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void lineBreaksBesideADashAreTakenTooAndOthersStay() {
        assertThat(run("a\n\n{{- if .Name }}\n b\n{{- end }}\nc")).isEqualTo("a\n b\nc");
    }
}
