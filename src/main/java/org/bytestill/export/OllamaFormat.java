package org.bytestill.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.export.ollama.Modelfile;
import org.bytestill.export.ollama.OllamaParameters;
import org.bytestill.export.ollama.OllamaStyle;
import org.bytestill.export.ollama.OllamaTemplates;
import org.bytestill.model.Architecture;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;

/**
 * A folder from which Ollama makes a model: a GGUF file, quantised already as Ollama does not do it, and a Modelfile with the prompt as a Go
 * template that writes conversations to the letter as the model's own chat template. A model whose chat template none of the known ones
 * writes is refused: Ollama would put one of its own in its place.
 */
final class OllamaFormat extends GgufFolderFormat {
    static final String MODELFILE = "Modelfile";

    /** @param gguf writes the GGUF file */
    OllamaFormat(ExportFormat gguf) {
        super(gguf);
    }

    @Override
    public String word() {
        return "ollama";
    }

    @Override
    public Optional<String> missing(ExportSource source) {
        return gguf.missing(source).or(() -> template(source).filter(reason -> !reason.isEmpty()));
    }

    @Override
    public Optional<String> missing(ExportSource source, WeightType type) {
        return gguf.missing(source, type).or(() -> missing(source));
    }

    private static Optional<String> template(ExportSource source) {
        String reason;
        try {
            reason = found(source).reason();
        } catch (UserError e) {
            return Optional.empty(); // what is no model is told when it is opened
        }
        return reason.isEmpty() ? Optional.empty()
                : Optional.of(
                        "Ollama has templates of its own language, and none of those that are known writes conversations as this model's chat"
                                + " template does: " + reason + ". Export it as gguf, for programs that read the chat template itself.");
    }

    private static OllamaTemplates.Found found(ExportSource source) {
        return OllamaTemplates.of(source.checkpoint(), LocalDateTime.now());
    }

    /** Quantised ones first: Ollama takes a file as it is. */
    @Override
    public List<WeightType> types() {
        List<WeightType> types = new ArrayList<>(gguf.types().stream().filter(WeightType::isQuantised).toList());
        if (types.remove(WeightType.Q4_K_M)) {
            types.add(0, WeightType.Q4_K_M);
        }
        types.addAll(gguf.types().stream().filter(type -> !type.isQuantised()).toList());
        return List.copyOf(types);
    }

    @Override
    public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
        OllamaTemplates.Found found = found(source);
        Path file = model(source, place, type);
        List<String> steps = new ArrayList<>(gguf.write(source, file, type, progress));
        Modelfile modelfile = modelfile(source, file.getFileName().toString(), found);
        Files.writeString(place.resolve(MODELFILE), modelfile.text());
        steps.add(found.style()
                .map(style -> "Wrote a Modelfile whose template, " + style.name() + ", writes sample conversations as the chat"
                        + " template does, to the letter.")
                .orElse("Wrote a Modelfile for a model that continues texts: it has no chat template."));
        found.style().map(OllamaStyle::date).filter(date -> !date.isEmpty()).ifPresent(date -> steps.add(
                "The chat template writes the day's date, for which Ollama has no word: its template says " + date + "."));
        steps.add("To use it: cd to the folder, then ollama create NAME -f Modelfile");
        return steps;
    }

    private static Modelfile modelfile(ExportSource source, String file, OllamaTemplates.Found found) throws IOException {
        Path generation = BaseModel.file(source.checkpoint(), "generation_config.json");
        JsonNode config = Files.isRegularFile(generation) ? JsonFile.read(generation) : JsonFile.MAPPER.createObjectNode();
        String family = Architecture.read(BaseModel.of(source.checkpoint())).config().modelType();
        Map<String, String> parameters = OllamaParameters.of(family, found.style().map(OllamaStyle::name).orElse(""), config);
        try (Tokenizer tokenizer = Tokenizer.open(source.checkpoint())) {
            Vocabulary vocabulary = tokenizer.vocabulary();
            int begin = vocabulary.beginOfSequence();
            int end = vocabulary.endOfSequence().nextSetBit(0);
            // Whoever reads the GGUF file adds what the tokenizer itself puts before a text.
            boolean opens = found.style().map(OllamaStyle::opens).orElse(false);
            String open = opens && begin >= 0 && tokenizer.opening().length == 0 ? vocabulary.nameOf(begin) : "";
            return new Modelfile(file, found.style(), open, end < 0 ? "" : vocabulary.nameOf(end), parameters);
        }
    }
}
