package org.bytestill.ui.inspector.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A text to start with: its name for people, and its bytes. */
public final class SampleText {
    private static final Logger LOG = LoggerFactory.getLogger(SampleText.class);
    /** Bytes of the shipped file that are looked at: few enough for the moment in which the screen opens. */
    private static final int BEGINNING = 240;

    private final String name;
    private final byte[] bytes;

    private SampleText(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** The beginning of the shipped validation text, if it is there, and a line of many scripts. */
    public static List<SampleText> all(Path sampleData, Texts texts) {
        List<SampleText> samples = new ArrayList<>();
        Path file = sampleData.resolve("text/validation.txt");
        if (Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                samples.add(new SampleText(texts.get("sample.validation"), in.readNBytes(BEGINNING)));
            } catch (IOException e) {
                LOG.warn("{} is not offered as a sample: {}", file, e.getMessage());
            }
        }
        samples.add(new SampleText(texts.get("sample.scripts"), texts.get("sample.scripts.text").getBytes(StandardCharsets.UTF_8)));
        return List.copyOf(samples);
    }

    public String name() {
        return name;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
