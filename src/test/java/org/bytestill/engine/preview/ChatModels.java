package org.bytestill.engine.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;

/** A student and a teacher with chat templates of their own, and texts for them. No weights: a preview needs none. */
public final class ChatModels {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final String STUDENT = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
            + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    private static final String TEACHER = "{{ bos_token }}{% for m in messages %}{{ m.role }}: {{ m.content }}"
            + "{{ eos_token if m.role == 'assistant' else '\n' }}{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}";
    /** Two conversations that are the same, one that nobody answers, a row of nothing. */
    public static final List<String> ROWS = List.of(row("at", "in the"), row("at", "in the"),
            "{\"messages\": [{\"role\": \"user\", \"content\": \"or\"}]}", "{\"messages\": null}");

    private ChatModels() {}

    /** A row of a question and its answer. */
    public static String row(String question, String answer) {
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"" + question + "\"}, {\"role\": \"assistant\", \"content\": \"" + answer
                + "\"}]}";
    }

    /** Writes models and text into the folder, and a run over them; values are pairs of key and value. */
    public static RunConfig config(Path folder, List<String> rows, String... values) throws IOException {
        Path text = Files.write(folder.resolve("chats.jsonl"), rows);
        return with(RunConfigFile.parse(String.join("\n", "name: preview", "student: " + model(folder, "student", "models/qwen2", STUDENT),
                "teacher: " + model(folder, "teacher", "bytes/teacher", TEACHER), "text: {train: [" + text + "], document_bytes: 400}", ""),
                "run.yaml"), values);
    }

    static RunConfig with(RunConfig config, String... values) {
        RunConfig changed = config;
        for (int i = 0; i < values.length; i += 2) {
            changed = RunConfigFile.with(changed, values[i], values[i + 1]);
        }
        return changed;
    }

    private static Path model(Path folder, String name, String golden, String template) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(GOLDENS.resolve(golden).resolve(file), model.resolve(file));
        }
        Files.writeString(model.resolve("chat_template.jinja"), template);
        return model;
    }
}
