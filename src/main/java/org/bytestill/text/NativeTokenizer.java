package org.bytestill.text;

import java.util.List;

/**
 * The tokenizers library, which cuts valid UTF-8 into tokens by the rules of a {@code tokenizer.json}. Its native code ends the process
 * when it meets what it does not expect, such as an expression that backtracks for too long; so files of kinds that are known to be
 * harmless are read here ({@link LibraryInThisProcess}), all others in a process of their own ({@link LibraryProcess}). Thread-safe.
 */
interface NativeTokenizer extends AutoCloseable {
    /**
     * The tokens of one text.
     *
     * @param ids    token ids
     * @param pieces index of the pre-tokenized piece of each token: tokens never cross pieces
     */
    record Cut(int[] ids, int[] pieces) {}

    /** @throws org.bytestill.problem.UserError if the library cannot cut one of the texts, or does not in reasonable time */
    List<Cut> cut(List<String> texts);

    @Override
    void close();
}
