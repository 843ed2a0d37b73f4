package org.bytestill.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.run.Conversion;
import org.bytestill.run.ConversionFile;
import org.bytestill.run.RunFolder;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionProgressTest {
    private static final double RESIDUAL = 0.02;
    private static final double DROPPED = 0.003;

    @TempDir
    Path temporary;
    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(Files.createDirectories(temporary.resolve("run")));
    }

    /** Gives byte b the probability b / 256, loses the same everywhere, heals at every line end. */
    private static ByteRows rows(byte[] text) {
        return new ByteRows() {
            @Override
            public int size() {
                return text.length;
            }

            @Override
            public double[] distribution(int row) {
                double[] distribution = new double[257];
                distribution[text[row]] = text[row] / 256.0;
                distribution[256] = 1 - text[row] / 256.0;
                return distribution;
            }

            @Override
            public double residual(int row) {
                return RESIDUAL;
            }

            @Override
            public double belowThreshold(int row) {
                return DROPPED / 3;
            }

            @Override
            public double beyondWidth(int row) {
                return 2 * DROPPED / 3;
            }

            @Override
            public double tokenEnds(int row) {
                return 0;
            }

            @Override
            public int livePaths(int row) {
                return 1;
            }

            @Override
            public boolean healed(int row) {
                return text[row] == '\n';
            }
        };
    }

    /** Evaluates three rows for every two bytes. */
    private static final class Reader implements ByteReader {
        private long read;

        @Override
        public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
            long done = 0;
            for (Passage passage : passages) {
                done += passage.text().length;
                read += passage.text().length;
                progress.report(done, done);
            }
            return passages.stream().map(passage -> rows(passage.text())).toList();
        }

        @Override
        public ReadingCost cost() {
            return new ReadingCost(read * 3 / 2, 0, 0, 0, 0);
        }
    }

    private static Passage passage(String text) {
        return Passage.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void read(ConversionProgress progress, long before, long total, Passage... passages) {
        progress.watch(new Reader()).readPassages(List.of(passages), (done, all) -> {
            progress.at(before + done, total);
            return true;
        });
    }

    @Test
    void whatTheTeacherHasReadIsMeasured() {
        ConversionProgress progress = new ConversionProgress(folder, 0, 0);
        progress.at(0, 8);
        read(progress, 0, 8, passage("ab\n"), passage("c"));
        Conversion now = progress.snapshot();
        assertThat(now.measuredBytes()).isEqualTo(4);
        assertThat(now.rowsPerByte()).isCloseTo(1.5, within(1e-12));
        assertThat(now.residual()).isCloseTo(RESIDUAL, within(1e-12));
        assertThat(now.dropped()).isCloseTo(DROPPED, within(1e-12));
        assertThat(now.healed()).isEqualTo(1);
        assertThat(now.text()).asString().isEqualTo("ab\nc");
        assertThat(now.probabilities()).containsExactly(97 / 256.0, 98 / 256.0, 10 / 256.0, 99 / 256.0);
    }

    @Test
    void theTextBeingReadIsThereBeforeItsDistributionsAre() {
        ConversionProgress progress = new ConversionProgress(folder, 0, 0);
        read(progress, 0, 8, passage("ab"));
        progress.reading(List.of(passage("cd"), passage("efg")), 4);
        Conversion now = progress.snapshot();
        assertThat(now.text()).asString().isEqualTo("abcdef");
        assertThat(now.probabilities()[1]).isEqualTo(98 / 256.0);
        assertThat(now.probabilities()[2]).isNaN();
        assertThat(now.measuredBytes()).isEqualTo(2);
    }

    @Test
    void onlyTheNewestBytesAreShown() {
        ConversionProgress progress = new ConversionProgress(folder, 0, 0);
        read(progress, 0, 8, passage("a".repeat(Conversion.TEXT_BYTES)), passage("bc"));
        assertThat(progress.snapshot().text()).hasSize(Conversion.TEXT_BYTES).asString().endsWith("abc");
        progress.reading(List.of(passage("d".repeat(1000))), 900);
        assertThat(progress.snapshot().text()).hasSize(Conversion.TEXT_BYTES).asString().isEqualTo("d".repeat(Conversion.TEXT_BYTES));
    }

    @Test
    void aResumedConversionAddsToWhatWasMeasured() {
        ConversionProgress first = new ConversionProgress(folder, 0, 0);
        first.at(0, 6);
        read(first, 0, 6, passage("ab\n"));
        first.write();
        ConversionProgress second = new ConversionProgress(folder, 3, 6);
        second.at(3, 6);
        read(second, 3, 6, passage("d\n"));
        Conversion now = second.snapshot();
        assertThat(now.measuredBytes()).isEqualTo(5);
        assertThat(now.healed()).isEqualTo(2);
        assertThat(now.residual()).isCloseTo(RESIDUAL, within(1e-9));
        // 4 rows for 3 bytes, then 3 rows for 2 bytes.
        assertThat(now.rowsPerByte()).isCloseTo(7 / 5.0, within(1e-9));
        assertThat(now.text()).asString().isEqualTo("ab\nd\n");
    }

    @Test
    void theTimeLeftIsThatOfTheWholeRun() {
        long[] nanos = {0};
        ConversionProgress progress = new ConversionProgress(folder, 0, 0, () -> nanos[0]);
        progress.plan(4);
        progress.at(200, 1000);
        nanos[0] = 10_000_000_000L;
        progress.at(700, 1000);
        assertThat(progress.bytesPerSecond()).isEqualTo(50);
        // 300 bytes are left and training takes as long as 4,000 of them.
        assertThat(progress.secondsLeft()).isCloseTo(4300 / 50.0, within(1e-9));
    }

    @Test
    void aDamagedFileIsNoReasonToEndARun() throws Exception {
        Files.writeString(folder.conversion(), "{\"measuredBytes\": 3, \"text\": \"YWI=\", \"probabilities\": [0.5]}");
        assertThat(ConversionFile.read(folder)).isEmpty();
        Files.writeString(folder.conversion(), "{\"measu");
        assertThat(ConversionFile.read(folder)).isEmpty();
        assertThat(new ConversionProgress(folder, 0, 0).snapshot().measuredBytes()).isZero();
    }
}
