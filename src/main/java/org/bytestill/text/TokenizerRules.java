package org.bytestill.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a tokenizer come to: all that cuts a text. Finding it takes seconds for a large vocabulary, so it is kept on disk
 * ({@link TokenizerStore}).
 *
 * @param file        where it comes from, for messages
 * @param fingerprint SHA-256 in hex of everything that determines the tokens of a text
 * @param controls    the special tokens that have a name
 * @param opening     the special tokens that the tokenizer's template puts before a text
 * @param pairs       what makes a BPE; null for a Unigram
 * @param form        what the tokenizers library gets
 * @param notes       removed parts and ignored tokens, as sentences for the user
 */
record TokenizerRules(Path file, String fingerprint, Spelling spelling, Vocabulary vocabulary, List<ControlTokens.Control> controls,
        int[] opening, ByteTokens byteTokens, PieceModel pieces, @Nullable MergeRules pairs, LosslessForm form, List<String> notes) {

    /** True if the subword model alone determines the tokens: at most a pre-tokenization at spaces, and no added tokens. */
    boolean modelDecides() {
        return form.pieces() != LosslessForm.Pieces.OTHERWISE && !form.adds();
    }

    /** @throws UserError if the tokenizers library refuses them */
    NativeTokenizer library() {
        byte[] json = form.json().getBytes(StandardCharsets.UTF_8);
        try {
            return form.isKnown() ? new LibraryInThisProcess(json) : new LibraryProcess(file, json);
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw UserError.badInput("%s cannot be used by the tokenizers library: %s.", file,
                    Quoted.of(String.valueOf(e.getMessage()))).causedBy(e);
        }
    }
}
