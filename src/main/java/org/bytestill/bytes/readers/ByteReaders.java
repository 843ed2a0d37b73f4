package org.bytestill.bytes.readers;

import java.util.Optional;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.bytes.beam.BeamStepper;
import org.bytestill.bytes.cover.CoverReader;
import org.bytestill.bytes.ends.EndsReader;
import org.bytestill.bytes.eot.EotReader;
import org.bytestill.problem.UserError;
import org.bytestill.text.TokenEnds;

/** Factory of {@link ByteReader}s: the beam, the covering by canonical prefixes, or end-of-token rows, as the settings say. */
public final class ByteReaders {
    private ByteReaders() {}

    /** The reader of the settings' method; of a byte student with token ends its own. The model stays the caller's. */
    public static ByteReader of(TokenModel model, ConverterSettings settings) {
        return of(model, settings, Long.MAX_VALUE);
    }

    /** @param memoryBytes most memory for the keys and values of a beam; the others ignore it, since they read a few windows at a time */
    public static ByteReader of(TokenModel model, ConverterSettings settings, long memoryBytes) {
        Optional<TokenEnds> ends = model.tokenizer().ends();
        if (ends.isPresent()) {
            return new EndsReader(model, ends.get());
        }
        return switch (settings.method()) {
            case BEAM -> new BeamReader(model, settings, memoryBytes);
            case COVER -> new CoverReader(model, settings);
            case EOT -> new EotReader(model, settings);
        };
    }

    /**
     * What follows a text that is still being written, byte by byte, by the beam.
     *
     * @param prompt tokens before the text, from the begin of sequence on; empty for that alone
     * @param text   the text so far; may be empty
     */
    public static ByteStepper stepper(TokenModel model, ConverterSettings settings, int[] prompt, byte[] text) {
        if (model.tokenizer().ends().isPresent()) {
            throw UserError
                    .badInput("A byte student with token ends has bytes for tokens: it writes byte by byte as it is. Leave --bytes out.");
        }
        return BeamStepper.after(model, settings, prompt, text);
    }
}
