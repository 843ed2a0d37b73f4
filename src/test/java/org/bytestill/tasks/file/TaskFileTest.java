package org.bytestill.tasks.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFileTest {
    private static final String WHOLE = """
            task: t
            dataset_path: json
            dataset_kwargs: {data_files: {test: [a.jsonl, b.jsonl]}}
            output_type: multiple_choice
            test_split: test
            doc_to_text: "{{q}}"
            doc_to_choice: choices
            doc_to_target: 1
            """;

    @TempDir
    Path folder;

    private TaskConfig read(String yaml) throws IOException {
        return TaskFile.read(Files.writeString(folder.resolve("task.yaml"), yaml));
    }

    @Test
    void whatIsNotSaidIsAsTheHarnessHasIt() throws IOException {
        TaskConfig task = read(WHOLE);
        assertThat(task.outputType()).isEqualTo(OutputType.MULTIPLE_CHOICE);
        assertThat(task.evaluatedSplit()).isEqualTo("test");
        assertThat(task.data().files()).containsEntry("test", List.of("a.jsonl", "b.jsonl"));
        assertThat(task.prompt().targetDelimiter()).isEqualTo(" ");
        assertThat(task.prompt().fewshotDelimiter()).isEqualTo("\n\n");
        assertThat(task.prompt().target().value()).isEqualTo(1L);
        assertThat(task.fewshot().firstN()).isFalse();
        assertThat(task.metrics()).isEmpty();
        assertThat(task.repeats()).isEqualTo(1);
        assertThat(task.generation().until()).containsExactly("\n\n");
        assertThat(task.generation().maxTokens()).isEqualTo(256);
    }

    @Test
    void ownKeysWinOverIncludedOnesAndOfThoseTheLater() throws IOException {
        Files.writeString(folder.resolve("one.yaml"), WHOLE + "num_fewshot: 1\nprocess_docs: !function utils.process\n");
        Files.writeString(folder.resolve("two.yaml"), "num_fewshot: 2\nfewshot_config: {sampler: first_n, doc_to_target: answer}\n");
        TaskConfig task = read("include: [one.yaml, two.yaml]\ntask: other\nprocess_docs: null\n");
        assertThat(task.name()).isEqualTo("other");
        assertThat(task.fewshot().count()).isEqualTo(2);
        assertThat(task.fewshot().firstN()).isTrue();
        assertThat(task.fewshot().prompt().target().text()).isEqualTo("answer");
        assertThat(task.fewshot().prompt().choice().text()).isEqualTo("choices");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "process_docs: !function utils.f     | line 9: process_docs is a function of Python (!function utils.f)",
        "process_results: x                  | line 9: process_results: it is run by Python",
        "dataset_name: en                    | line 9: dataset_name: en of the data set json would be taken from the Hugging Face hub",
        "num_fewshots: 2                     | line 9: the key \"num_fewshots\" is not known here; did you mean \"num_fewshot\"?",
        "fewshot_config: {sampler: balanced} | line 9: sampler: balanced is not one of default, first_n",
        "metric_list: [{metric: acc, hf_evaluate: true}] | line 9: hf_evaluate",
        "generation_kwargs: {num_beams: 4}   | line 9: num_beams: beam search",
        "generation_kwargs: {length: 4}      | line 9: the key \"generation_kwargs.length\" is not known here",
        "repeats: many                       | line 9: repeats: expected is a whole number",
        "filter_list: [{name: a, filter: [{regex_pattern: b}]}] | line 9: the key \"function\" is missing in filter_list[0].filter[0]",
        "include: missing.yaml               | line 9: include: there is no file",
        "include: task.yaml                  | line 9: include: ",
        "a: [                                | this is no YAML"})
    void whatCannotBeFollowedIsRefusedWithItsLine(String line, String message) {
        assertThatThrownBy(() -> read(WHOLE + line + "\n")).isInstanceOf(UserError.class).hasMessageContaining("task.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aMissingPromptIsNamed() {
        assertThatThrownBy(() -> read(WHOLE.replace("doc_to_choice: choices\n", ""))).isInstanceOf(UserError.class)
                .hasMessageContaining("doc_to_choice");
        assertThatThrownBy(() -> read("- a\n")).isInstanceOf(UserError.class).hasMessageContaining("keys with values");
    }

    @Test
    void drawnAnswersAreNoted() throws IOException {
        TaskConfig task = read(WHOLE + "generation_kwargs: {do_sample: true, temperature: 0.7, until: x}\n");
        assertThat(task.generation().temperature()).isEqualTo(0.7);
        assertThat(task.generation().topK()).isEqualTo(50);
        assertThat(task.notes()).anyMatch(note -> note.contains("drawn"));
    }
}
