package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the log that are read without a tree of JSON: as the tree would have it, to the last bit, or not at all. */
class MetricLayoutTest {
    private final MetricLayout layout = MetricLayout.of(List.of(Metric.UPDATE, Metric.TOKEN_LOSS));

    @TempDir
    Path folder;

    private double[] read(String line) {
        byte[] bytes = ("xx" + line + "\n").getBytes(StandardCharsets.UTF_8);
        return layout.read(bytes, 2, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3.25", "-0.5", "0", "-0.0", "1e-5", "2.5E+10", "0.1", "123456789012345", "1234567890123456789", "3.141592653589793",
                "4.9E-324", "0.30000000000000004", "9007199254740993", "9007199254740993.5", "1.00000000000000011102230246251565", "0E-3",
                "1e-999", "12e3", "0.12345678901234567", "0.000000000000000000000000123", "1.7976931348623157E308"})
    void aNumberIsWhatJavaMakesOfIt(String number) {
        assertThat(read("{\"type\":\"update\",\"update\":7,\"tokenLoss\":" + number + "}")).containsExactly(7, Double.parseDouble(number));
    }

    @Test
    void everyDoubleIsReadAsItWasWritten() {
        Random random = new Random(8);
        for (int i = 0; i < 200_000; i++) {
            // As the log writes them, of all sizes; and digits that no double wrote, some next to the middle of two.
            String number = i % 2 == 0 ? Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(30) - 20))
                    : BigDecimal.valueOf(((1L << 53) + random.nextInt(1 << 20)) * 2 + 1, random.nextInt(19)).toPlainString();
            assertThat(read("{\"type\":\"update\",\"update\":7,\"tokenLoss\":" + number + "}")[1]).as(number)
                    .isEqualTo(Double.parseDouble(number));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"update\",\"update\":7,\"tokenLoss\":03}", "{\"type\":\"update\",\"update\":7,\"tokenLoss\":3.}",
        "{\"type\":\"update\",\"update\":7,\"tokenLoss\":NaN}", "{\"type\":\"update\",\"update\":7,\"tokenLoss\":\"3\"}",
        "{\"type\":\"update\",\"update\":7,\"tokenLoss\":1e999}", "{\"type\":\"update\",\"update\":7.5,\"tokenLoss\":3}",
        "{\"type\":\"update\",\"update\":70000000000,\"tokenLoss\":3}", "{\"type\":\"update\",\"update\":7,\"tokenLoss\":3} ",
        "{\"type\":\"update\",\"update\":7,\"tokenLoss\":3,\"klBits\":1}", "{\"type\":\"update\",\"update\":7}",
        "{\"type\":\"update\",\"tokenLoss\":3,\"update\":7}", "{\"type\":\"update\", \"update\":7,\"tokenLoss\":3}", "", "{"})
    void anythingElseIsLeftToTheReaderOfJson(String line) {
        assertThat(read(line)).isNull();
    }

    @Test
    void aLogReadsAsItWasWrittenWithLinesOfSeveralFormsDamagesAndRewinds() throws Exception {
        RunFolder run = RunFolder.create(folder.resolve("run"));
        Random random = new Random(5);
        MetricFile written = MetricFile.open(run);
        for (int update = 1; update <= 3000; update++) {
            Map<Metric, Double> row = new TreeMap<>();
            row.put(Metric.UPDATE, (double) update);
            row.put(Metric.TOKEN_LOSS, random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            row.put(Metric.GRADIENT_NORM, (double) random.nextFloat());
            if (update % 3 == 0) {
                row.put(Metric.KL_BITS, random.nextDouble());
            }
            written.appendUpdate(row);
            if (update == 1000) {
                written.appendRewind(900);
            }
        }
        Files.writeString(run.metrics(), String.format(Locale.ROOT, "{\"type\":\"update\",\"update\":3001,\"tokenLoss\":oops}%n"),
                StandardOpenOption.APPEND);
        MetricFile read = MetricFile.open(run);
        for (List<MetricTable> tables : List.of(List.of(read.training(), written.training()),
                List.of(read.abandoned(), written.abandoned()))) {
            assertThat(tables.get(0).size()).isEqualTo(tables.get(1).size()).isPositive();
            for (int row = 0; row < tables.get(0).size(); row++) {
                assertThat(tables.get(0).row(row)).isEqualTo(tables.get(1).row(row));
            }
        }
    }
}
