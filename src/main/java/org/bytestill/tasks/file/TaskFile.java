package org.bytestill.tasks.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Printed;

/**
 * Reads task files of lm-evaluation-harness 0.4.13. A key that cannot be followed here is refused with its line, never ignored; keys that
 * change no number (metadata, tags) are passed over.
 */
public final class TaskFile {
    private static final Set<String> SAMPLERS = Set.of("default", "first_n");

    private final Path file;
    private final Section section;
    private final List<String> notes = new ArrayList<>();

    private TaskFile(Path file, Section section) {
        this.file = file;
        this.section = section;
    }

    /** @throws org.bytestill.problem.UserError naming file and line of the first thing that is wrong or not supported */
    public static TaskConfig read(Path file) {
        Entry merged = Includes.read(file);
        merged.refuseFunctions();
        return new TaskFile(file, new Section(merged)).config();
    }

    private TaskConfig config() {
        refuseWhatNeedsPython();
        section.ignore("tag", "group", "task_list", "metadata", "doc_to_decontamination_query", "should_decontaminate");
        String name = section.required("task").text();
        OutputType type = section.take("output_type").map(TaskFile::outputType).orElse(OutputType.GENERATE_UNTIL);
        PromptConfig prompt = PromptConfig.of(section, PromptConfig.none());
        requirePrompt(prompt, type);
        TaskConfig config = new TaskConfig(file, name, section.text("task_alias", name), type, data(), split("training_split"),
                split("validation_split"), split("test_split"), section.take("description").orElse(null), prompt, fewshot(prompt),
                section.take("metric_list").map(TaskFile::metrics).orElse(List.of()),
                section.take("filter_list").map(TaskFile::filters).orElse(List.of()),
                Generations.of(section.take("generation_kwargs"), prompt.fewshotDelimiter(), notes),
                section.take("repeats").map(Entry::whole).orElse(1), List.copyOf(notes));
        section.end();
        return config;
    }

    private void refuseWhatNeedsPython() {
        for (String key : List.of("process_docs", "process_results", "custom_dataset", "class")) {
            section.refuse(key,
                    "it is run by Python and cannot be followed here. Prepare the data with Python before, and name the result.");
        }
        for (String key : List.of("doc_to_image", "doc_to_audio")) {
            section.refuse(key, "pictures and sound cannot be read. Choose another task.");
        }
        section.refuse("use_prompt", "prompts of promptsource are not here. Write doc_to_text and doc_to_target.");
        section.take("unsafe_code").filter(Entry::truth).ifPresent(found -> {
            throw found.place().refused("unsafe_code: the task runs what a model writes, which is not done here. Choose another task.");
        });
    }

    private static OutputType outputType(Entry entry) {
        for (OutputType type : OutputType.values()) {
            if (type.word().equals(entry.text())) {
                return type;
            }
        }
        throw entry.place().refused("output_type: %s is not one of multiple_choice, loglikelihood, loglikelihood_rolling, generate_until.",
                entry.text());
    }

    private void requirePrompt(PromptConfig prompt, OutputType type) {
        if (prompt.target() == null || prompt.text() == null && type != OutputType.LOGLIKELIHOOD_ROLLING
                || prompt.choice() == null && type == OutputType.MULTIPLE_CHOICE) {
            throw section.place().refused("the key \"%s\" is missing. Add it.",
                    prompt.target() == null ? "doc_to_target" : prompt.text() == null ? "doc_to_text" : "doc_to_choice");
        }
    }

    private String split(String key) {
        return section.take(key).map(Entry::text).orElse(null);
    }

    private DataConfig data() {
        Entry path = section.required("dataset_path");
        section.take("dataset_name").ifPresent(name -> {
            throw name.place()
                    .refused("dataset_name: %s of the data set %s would be taken from the Hugging Face hub. Download its files and"
                            + " name them by dataset_path: json (or csv, parquet, arrow) and dataset_kwargs: data_files.", name.text(),
                            path.text());
        });
        Map<String, List<String>> files = new LinkedHashMap<>();
        section.take("dataset_kwargs").ifPresent(options -> readOptions(new Section(options), files));
        return new DataConfig(path.text(), files, path.place());
    }

    private static void readOptions(Section options, Map<String, List<String>> files) {
        options.ignore("trust_remote_code", "verification_mode", "download_mode", "cache_dir");
        options.take("data_files").ifPresent(named -> {
            if (named.isMap()) {
                named.map().forEach((split, names) -> files.put(split, names.asList().stream().map(Entry::text).toList()));
            } else {
                files.put("train", named.asList().stream().map(Entry::text).toList());
            }
        });
        options.end();
    }

    private FewshotConfig fewshot(PromptConfig usual) {
        Integer count = section.take("num_fewshot").map(Entry::whole).orElse(null);
        String split = split("fewshot_split");
        Optional<Entry> own = section.take("fewshot_config");
        if (own.isEmpty()) {
            return new FewshotConfig(count, split, null, false, usual);
        }
        Section config = new Section(own.get());
        String sampler = config.take("sampler").map(TaskFile::sampler).orElse("default");
        String ownSplit = config.text("split", split == null ? "" : split);
        Entry samples = config.take("samples").orElse(null);
        config.refuse("process_docs", "it is run by Python and cannot be followed here. Prepare the data with Python before.");
        config.take("fewshot_indices").ifPresent(indices -> notes
                .add(indices.place().file() + ", line " + indices.place().line()
                        + ": fewshot_indices are read and not used, as by lm-eval."));
        config.ignore("num_fewshot");
        PromptConfig prompt = PromptConfig.of(config, usual);
        config.end();
        return new FewshotConfig(count, ownSplit.isEmpty() ? null : ownSplit, samples, sampler.equals("first_n"), prompt);
    }

    private static String sampler(Entry entry) {
        if (!SAMPLERS.contains(entry.text())) {
            throw entry.place().refused("sampler: %s is not one of default, first_n.", entry.text());
        }
        return entry.text();
    }

    private static List<MetricConfig> metrics(Entry list) {
        List<MetricConfig> metrics = new ArrayList<>();
        for (Entry each : list.list()) {
            Section metric = new Section(each);
            String name = metric.required("metric").text();
            String aggregation = metric.take("aggregation").map(Entry::text).orElse(null);
            Boolean higher = metric.take("higher_is_better").map(Entry::truth).orElse(null);
            metric.take("hf_evaluate").filter(Entry::truth).ifPresent(found -> {
                throw found.place().refused("hf_evaluate: metrics of the library evaluate cannot be run here. Choose one of ours.");
            });
            metrics.add(new MetricConfig(name, aggregation, higher, metric.rest(), each.place()));
        }
        return metrics;
    }

    private static List<FilterConfig> filters(Entry list) {
        List<FilterConfig> filters = new ArrayList<>();
        for (Entry each : list.list()) {
            Section pipeline = new Section(each);
            String name = Printed.str(pipeline.required("name").value());
            List<FilterConfig.Step> steps = new ArrayList<>();
            for (Entry step : pipeline.required("filter").list()) {
                Section filter = new Section(step);
                steps.add(new FilterConfig.Step(filter.required("function").text(), filter.rest(), step.place()));
            }
            pipeline.take("metric_list").filter(found -> found.value() != None.NONE).ifPresent(found -> {
                throw found.place().refused("metric_list: metrics of a single filter are not used by lm-eval. Put them into the task's.");
            });
            pipeline.end();
            filters.add(new FilterConfig(name, steps));
        }
        return filters;
    }
}
