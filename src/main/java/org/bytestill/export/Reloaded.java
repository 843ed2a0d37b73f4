package org.bytestill.export;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytestill.util.ChildJava;

/** An exported model that was opened anew, by somebody who has only its files. */
interface Reloaded extends AutoCloseable {
    /** Opens it in a fresh process; in this one where there is no Java that could be started, as in some installed programs. */
    static Reloaded open(Path export, WeightType type) {
        return ChildJava.isThere() ? new ReloadedApart(export, type) : ReloadedHere.of(export, type);
    }

    /** Where it was opened, as part of a sentence. */
    String where();

    /** A text as token ids, the begin-of-sequence token first if the model has one. */
    int[] encode(String text);

    /**
     * Logits of a head at every position of a text, in order, to a consumer.
     *
     * @param head what it predicts
     */
    void logits(String head, int[] ids, Consumer<float[]> rows);

    /** The most probable tokens after those; the end of a text ends none. */
    int[] continued(int[] ids, int count);

    /** What it answers to the probe conversation; empty if it has no chat template. */
    Optional<ChatAnswer> chat();

    /** SHA-256 of the files of weights that were read, by their names within the export. */
    Map<String, String> hashes();

    @Override
    void close();
}
