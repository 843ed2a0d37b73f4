package org.bytestill.corpus.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesAreGivenWithoutTheirFeedsAndWithTheirPlaces() throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream("one\n\ntwo\r\nend".getBytes(UTF_8)));
        assertThat(next(lines)).isEqualTo("1@0 one");
        assertThat(next(lines)).isEqualTo("2@4 ");
        assertThat(next(lines)).isEqualTo("3@5 two\r");
        assertThat(next(lines)).isEqualTo("4@10 end");
        assertThat(lines.next()).isNull();
        assertThat(lines.number()).isEqualTo(4);
    }

    @Test
    void afterALastLineFeedThereIsNoFurtherLine() throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream("one\n".getBytes(UTF_8)));
        lines.next();
        assertThat(lines.next()).isNull();
    }

    @Test
    void aLineMayBeLongerThanWhatIsReadAtOnce() throws IOException {
        String line = "x".repeat(200_000);
        LineReader lines = new LineReader(new ByteArrayInputStream((line + "\nend").getBytes(UTF_8)));
        assertThat(next(lines)).isEqualTo("1@0 " + line);
        assertThat(next(lines)).isEqualTo("2@200001 end");
    }

    private static String next(LineReader lines) throws IOException {
        String line = new String(lines.next(), UTF_8);
        return lines.number() + "@" + lines.offset() + " " + line;
    }
}
