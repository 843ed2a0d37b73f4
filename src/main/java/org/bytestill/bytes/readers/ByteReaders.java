package org.bytestill.bytes.readers;

import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.bytes.cover.CoverReader;

/** Makes the {@link ByteReader} of a conversion method, from tokens to bytes: the beam, or the covering of canonical prefixes. */
public final class ByteReaders {
    private ByteReaders() {}

    /** The reader that the settings name. The model stays the caller's. */
    public static ByteReader of(TokenModel model, ConverterSettings settings) {
        return of(model, settings, Long.MAX_VALUE);
    }

    /** @param memoryBytes most memory of keys and values of a beam; a covering reads one window at a time whatever it is */
    public static ByteReader of(TokenModel model, ConverterSettings settings, long memoryBytes) {
        return switch (settings.method()) {
            case BEAM -> new BeamReader(model, settings, memoryBytes);
            case COVER -> new CoverReader(model, settings);
        };
    }
}
