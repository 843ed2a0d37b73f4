package org.bytestill.export.ollama;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.text.go.GoTemplate;

/**
 * The list of Go templates, by the style in which families of models write conversations, and the search in it for the one that writes as a
 * model's own chat template does.
 */
public final class OllamaTemplates {
    /** A template that writes a date has this one where the language of Jinja has none to ask. */
    private static final String USUAL_DATE = "26 Jul 2024";
    private static final String FOLDER = "/ollama/";

    /** Styles in the order of search, with the texts that end an answer beside the end of the sequence. */
    private static final Map<String, List<String>> STOPS = stops();

    private OllamaTemplates() {}

    private static Map<String, List<String>> stops() {
        Map<String, List<String>> stops = new LinkedHashMap<>();
        stops.put("chatml", List.of("<|im_start|>", "<|im_end|>"));
        stops.put("llama3", List.of("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"));
        stops.put("llama3.1", List.of("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"));
        stops.put("gemma", List.of("<start_of_turn>", "<end_of_turn>"));
        stops.put("phi3", List.of("<|end|>", "<|user|>", "<|assistant|>"));
        stops.put("phi4", List.of("<|im_start|>", "<|im_end|>", "<|im_sep|>"));
        stops.put("phi4-mini", List.of("<|end|>", "<|user|>", "<|assistant|>"));
        stops.put("mistral-v0.1", List.of("[INST]", "[/INST]"));
        stops.put("mistral-v0.2", List.of("[INST]", "[/INST]"));
        stops.put("mistral-v0.3", List.of("[INST]", "[/INST]"));
        stops.put("mistral-tekken", List.of("[INST]", "[/INST]"));
        stops.put("mistral-v7", List.of("[INST]", "[/INST]", "[SYSTEM_PROMPT]"));
        stops.put("llama2", List.of("[INST]", "[/INST]", "<<SYS>>"));
        stops.put("olmo2", List.of("<|user|>", "<|assistant|>", "<|system|>"));
        stops.put("zephyr", List.of("<|user|>", "<|assistant|>", "<|system|>"));
        stops.put("deepseek", List.of("<｜User｜>", "<｜Assistant｜>"));
        stops.put("deepseek-r1", List.of("<｜User｜>", "<｜Assistant｜>"));
        return stops;
    }

    /** The styles there are. */
    static List<String> names() {
        return List.copyOf(STOPS.keySet());
    }

    /** The Go template of a style, with places for the tokens that open a text and begin and end sequences, and for a date. */
    static String source(String style) {
        try (InputStream in = OllamaTemplates.class.getResourceAsStream(FOLDER + style + ".gotmpl")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, text.length() - 1); // the file's last line break
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds how Ollama is to write a model's conversations.
     *
     * @param model a Hugging Face folder or GGUF file
     * @param now   for templates that write the date
     */
    public static Found of(Path model, LocalDateTime now) {
        Optional<ChatFormat> format;
        try {
            format = ChatFormat.ofModel(model);
        } catch (TemplateError e) {
            return Found.none(e.getMessage());
        }
        return format.map(chat -> of(chat.at(now), now)).orElse(Found.COMPLETION);
    }

    static Found of(ChatFormat format, LocalDateTime now) {
        SampleChats samples;
        try {
            samples = new SampleChats(format);
        } catch (TemplateError e) {
            return Found.none(e.getMessage());
        }
        List<SampleChats.Difference> differences = new ArrayList<>();
        for (OllamaStyle style : candidates(format, samples.system(), now)) {
            GoTemplate template = GoTemplate.parse(style.opened(style.opens() ? begin(format) : ""));
            Optional<SampleChats.Difference> difference = samples.difference(template, style.system());
            if (difference.isEmpty()) {
                return Found.of(style);
            }
            differences.add(difference.get());
        }
        return Found.none(SampleChats.nearest(differences).told());
    }

    /** Each style with each date, without and with the token that opens a text: SmolLM2's is the one that opens each of its turns. */
    private static List<OllamaStyle> candidates(ChatFormat format, String system, LocalDateTime now) {
        String today = DateTimeFormatter.ofPattern("dd MMM yyyy", Locale.ENGLISH).format(now);
        List<OllamaStyle> candidates = new ArrayList<>();
        STOPS.forEach((style, stops) -> {
            boolean dated = source(style).contains("@date@");
            for (String date : dated ? List.of(USUAL_DATE, today) : List.of("")) {
                for (boolean opens : begin(format).isEmpty() ? List.of(false) : List.of(false, true)) {
                    candidates.add(new OllamaStyle(style, filled(source(style), format, date), opens, system, stops,
                            date.equals(USUAL_DATE) ? "" : date));
                }
            }
        });
        return candidates;
    }

    private static String begin(ChatFormat format) {
        return format.tokens().variables().getOrDefault("bos_token", "");
    }

    private static String filled(String source, ChatFormat format, String date) {
        Map<String, String> tokens = format.tokens().variables();
        return source.replace("@bos@", tokens.getOrDefault("bos_token", "")).replace("@eos@", tokens.getOrDefault("eos_token", ""))
                .replace("@date@", date);
    }

    /**
     * What came of the search.
     *
     * @param style  how Ollama writes the model's conversations; empty if it has none to write, or none of the list does
     * @param reason why none of the list does; empty if one does, or the model has no chat template
     */
    public record Found(Optional<OllamaStyle> style, String reason) {
        static final Found COMPLETION = new Found(Optional.empty(), "");

        static Found of(OllamaStyle style) {
            return new Found(Optional.of(style), "");
        }

        static Found none(String reason) {
            return new Found(Optional.empty(), reason);
        }
    }
}
