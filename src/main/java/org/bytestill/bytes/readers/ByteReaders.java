package org.bytestill.bytes.readers;

import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.bytes.cover.CoverReader;

/** Factory of {@link ByteReader}s: the beam or the covering by canonical prefixes, as the settings say. */
public final class ByteReaders {
    private ByteReaders() {}

    /** The reader of the settings' method. The model stays the caller's. */
    public static ByteReader of(TokenModel model, ConverterSettings settings) {
        return of(model, settings, Long.MAX_VALUE);
    }

    /** @param memoryBytes most memory for the keys and values of a beam; a covering ignores it, since it reads one window at a time */
    public static ByteReader of(TokenModel model, ConverterSettings settings, long memoryBytes) {
        return switch (settings.method()) {
            case BEAM -> new BeamReader(model, settings, memoryBytes);
            case COVER -> new CoverReader(model, settings);
        };
    }
}
