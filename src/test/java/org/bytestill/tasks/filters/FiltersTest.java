package org.bytestill.tasks.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.file.FilterConfig;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what each filter of lm-evaluation-harness says that it does. */
class FiltersTest {
    @TempDir
    Path folder;

    private List<FilterConfig> filters(String steps) throws IOException {
        return TaskFile.read(Files.writeString(folder.resolve("t.yaml"), """
                task: t
                dataset_path: json
                dataset_kwargs: {data_files: {test: a.jsonl}}
                test_split: test
                doc_to_text: a
                doc_to_target: b
                filter_list:
                  - name: f
                    filter:
                """ + steps.replace("; ", "\n").lines().map(line -> "      " + (line.startsWith("function") ? "- " : "  ") + line + "\n")
                .reduce("", String::concat))).filters();
    }

    private String filtered(String steps, String... answers) throws IOException {
        PyDict document = new PyDict();
        document.put("choices", new PyList(List.of("Guilty", "Guilty of Romance", "None")));
        return Printed.repr(Pipeline.of(filters(steps).get(0)).of(new PyList(List.of(answers)), document));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "function: take_first                                       | a,b         | 'a'",
        "function: take_first_k; k: 2                               | a,b,c       | ['a', 'b']",
        "function: majority_vote                                    | a,b,b,c     | ['b']",
        "function: remove_whitespace                                | ` x `       | ['x']",
        "function: lowercase                                        | ÄB          | ['äb']",
        "function: uppercase                                        | ß           | ['SS']",
        "function: map; mapping_dict: {a: 1, b: 2}; default_value: 0 | a,c        | [1, 0]",
        "function: regex; regex_pattern: '(\\d)'; group_select: -1  | 1 2,x       | ['2', '[invalid]']",
        "function: regex; regex_pattern: '(a)?(b)?c'; fallback: none | bc,c       | ['b', 'none']",
        "function: regex_pos                                        | ('w'; 'NN') | [['invalid']]",
        "function: multi_choice_regex; regex_pattern: '\\(([A-C])\\)' | (B),x     | ['B', '[invalid]']",
        "function: multi_choice_regex; regex_pattern: 'none such'   | It is Guilty of Romance.,Answer: C | ['(B)', '(C)']",
        "function: multi_choice_regex; regex_pattern: 'none such'; ignore_case: true | guilty | ['(A)']",
        "function: format_span                                      | person: Anna$$place: none$$location: Rome | ['per: anna $ loc: rome']"})
    void everyFilterDoesWhatItSays(String steps, String answers, String filtered) throws IOException {
        assertThat(filtered(steps, answers.split(","))).isEqualTo(filtered);
    }

    @Test
    void filtersComeOneAfterTheOther() throws IOException {
        assertThat(filtered("function: regex; regex_pattern: '[a-z]+'; function: uppercase; function: take_first", "1 ab c"))
                .isEqualTo("'AB'");
    }

    @Test
    void whatAFilterDoesNotHaveIsRefusedWithItsLine() {
        assertThatThrownBy(() -> filtered("function: custom; filter_fn: f", "a")).isInstanceOf(UserError.class)
                .hasMessageContaining("line 10").hasMessageContaining("custom");
        assertThatThrownBy(() -> filtered("function: regex; pattern: a", "a")).isInstanceOf(UserError.class)
                .hasMessageContaining("line 11").hasMessageContaining("pattern");
        assertThatThrownBy(() -> filtered("function: regex; regex_pattern: (", "a")).isInstanceOf(UserError.class)
                .hasMessageContaining("line 11");
        assertThatThrownBy(() -> filtered("function: take_first_k; k: 3", "a")).isInstanceOf(UserError.class)
                .hasMessageContaining("raise repeats");
    }
}
