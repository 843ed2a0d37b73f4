package org.bytestill.ui.inspector.state;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.util.Texts;

/**
 * A model that can be looked at, or several mixed as one.
 *
 * @param name    for people
 * @param folder  a model's folder, a checkpoint's, or a GGUF file; of a mixture, that of its first model
 * @param update  the update a checkpoint was taken after, or -1 for a model that is no checkpoint
 * @param reading how it is read as bytes, if not in the way that both are; else null
 * @param mixed   the models that are mixed, each one alone; empty for one model
 * @param mixture how several are mixed; of no use to one
 */
public record ModelChoice(String name, Path folder, int update, ConverterSettings reading, List<ModelChoice> mixed, Mixture mixture) {
    private static final Texts TEXTS = Texts.of("inspector");

    /** One model. */
    public ModelChoice(String name, Path folder, int update, ConverterSettings reading) {
        this(name, folder, update, reading, List.of(), Mixture.ARITHMETIC);
    }

    /** Read in the way that both are. */
    public ModelChoice(String name, Path folder, int update) {
        this(name, folder, update, null);
    }

    /** Several models as one, at least two, named after them and how they are mixed. */
    public static ModelChoice mixture(List<ModelChoice> models, Mixture mixture) {
        String names = models.stream().map(ModelChoice::name).collect(Collectors.joining(" + "));
        return new ModelChoice(TEXTS.get("mixture.name", names, TEXTS.get("mixture." + mixture.word())), models.get(0).folder(), -1, null,
                List.copyOf(models), mixture);
    }

    public boolean isMixed() {
        return !mixed.isEmpty();
    }

    /** The models that are mixed, or the one. */
    public List<ModelChoice> each() {
        return isMixed() ? mixed : List.of(this);
    }

    public List<Path> folders() {
        return each().stream().map(ModelChoice::folder).toList();
    }
}
