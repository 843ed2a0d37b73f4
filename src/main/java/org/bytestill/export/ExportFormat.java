package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;

/**
 * A file format of trained models for other programs, and all that this program must know of it. Command line and window list
 * {@link ExportFormats} and ask a format itself; {@link ExportWriter} does what is the same for all. Adding one is adding its class
 * and its line there.
 */
public interface ExportFormat {
    /** The word for it on the command line and in {@code run.json}. */
    String word();

    /** Its name in a few words; its text in {@code i18n/formats.properties} has its word before it. */
    default String label() {
        return ExportFormats.TEXTS.get(word() + ".label");
    }

    /** What is written, for which programs: one or two sentences, in the same file. */
    default String about() {
        return ExportFormats.TEXTS.get(word() + ".about");
    }

    /**
     * Why this checkpoint cannot be written in this format, and what to do; empty if it can. Looks at the configuration and at
     * names of files, reads no weights.
     */
    Optional<String> missing(ExportSource source);

    /**
     * Why it cannot be written with this number format though others may do, such as a matrix whose rows are no multiple of a block; empty if
     * it can. Looks at shapes, reads no weights.
     */
    default Optional<String> missing(ExportSource source, WeightType type) {
        return missing(source);
    }

    /** The part of the checkpoint that the format has no place for, one sentence; empty if there is none. */
    default String leavesOut(ExportSource source) {
        return source.hasByteHead() ? "The byte head of the training is not part of the model." : "";
    }

    /** Number formats in which it can hold the weights; the first is the usual one of this format. */
    List<WeightType> types();

    /**
     * Size of the written weights in bytes; configuration, tokenizer and card come on top.
     *
     * @throws UserError if the checkpoint is no model
     */
    long sizeBytes(ExportSource source, WeightType type);

    /** The ending of the file, such as {@code .gguf}; empty if the format is a folder. */
    default String fileEnding() {
        return "";
    }

    /** What is made for a target, and gets its name when it is proven: the target itself, or a folder below it that others look for. */
    default Path place(ExportSource source, Path target) {
        return target;
    }

    /** True if other programs load the model as it is, and can be asked what they make of it. */
    default boolean isLoadedByOthers() {
        return true;
    }

    /** True if it may be published: a folder with a card. */
    default boolean isPublished() {
        return fileEnding().isEmpty();
    }

    /** What of the written files is reloaded as a model: the folder or file itself, or a file in the folder. */
    default Path model(ExportSource source, Path written, WeightType type) {
        return written;
    }

    /**
     * Writes the model. Weights are read one after the other ({@link org.bytestill.model.StreamedWeights}): memory holds the largest of them,
     * not all.
     *
     * @param place    an empty folder to fill; the file to make if there is a {@link #fileEnding()}
     * @param progress is told how many bytes of weights are written
     * @return what was done, in sentences
     * @throws UserError                                   if a value does not fit, before anything is written
     * @throws java.util.concurrent.CancellationException if the progress says stop
     */
    List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException;

    /** The heads whose logits are compared after reloading, the token head first. */
    default List<ProbedHead> heads() {
        return List.of(ProbedHead.TOKEN);
    }

    /** How far the reloaded logits may be from the checkpoint's. */
    default ProofBounds bounds(WeightType type) {
        return type.isQuantised() ? ProofBounds.TOLD : type == WeightType.FLOAT32 ? ProofBounds.FLOAT32 : ProofBounds.ROUNDED;
    }

    /** The card that is written into the folder as its README; empty if the format has no place for one. */
    default Optional<ModelCard> card(ModelCard card, ExportSource source) {
        return Optional.of(card.noting(leavesOut(source)));
    }
}
