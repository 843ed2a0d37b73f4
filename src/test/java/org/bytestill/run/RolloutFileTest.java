package org.bytestill.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutFileTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("rollouts.jsonl");
    }

    private static RolloutRecord record(int update, String text) {
        return new RolloutRecord(update, false, 1, "train.txt@0", "Once".getBytes(UTF_8), text.getBytes(UTF_8), 3, "end", 1.5, 2.25, 0.125,
                true);
    }

    @Test
    void aTextIsReadAsItWasWritten() {
        RolloutFile file = new RolloutFile(file(), 1 << 20);
        byte[] cut = {'e', 'n', (byte) 0xC3};
        RolloutRecord odd = new RolloutRecord(2, true, 0, "d", cut, cut, 1, "length", 0.5, 0.25, 0, false);
        file.append(List.of(record(1, " upon a time, “so”\n"), odd));
        assertThat(file.all()).usingRecursiveFieldByFieldElementComparator().containsExactly(record(1, " upon a time, “so”\n"), odd);
    }

    @Test
    void whatIsNotKnownStaysUnknown() {
        RolloutFile file = new RolloutFile(file(), 1 << 20);
        byte[] none = {};
        file.append(List.of(new RolloutRecord(2, true, 0, "d", none, none, 0, "end", Double.NaN, Double.NaN, 0, false)));
        assertThat(file.all().get(0).studentBits()).isNaN();
        assertThat(file.all().get(0).teacherBits()).isNaN();
        assertThat(file.all().get(0).text()).isEmpty();
    }

    @Test
    void aFileThatHasBecomeTooLongLosesItsOlderHalf() throws Exception {
        RolloutFile file = new RolloutFile(file(), 2000);
        for (int update = 1; update <= 40; update++) {
            file.append(List.of(record(update, "x".repeat(50))));
        }
        assertThat(Files.size(file())).isLessThan(2300);
        List<RolloutRecord> kept = file.all();
        assertThat(kept).hasSizeBetween(4, 12);
        assertThat(kept).extracting(RolloutRecord::update).as("the newest, without a gap")
                .isEqualTo(IntStream.rangeClosed(41 - kept.size(), 40).boxed().toList());
    }

    @Test
    void whatIsWrittenAgainIsDroppedFirst() {
        RolloutFile file = new RolloutFile(file(), 1 << 20);
        file.append(IntStream.rangeClosed(1, 6).mapToObj(update -> record(update, "a")).toList());
        file.rewind(4);
        assertThat(file.all()).extracting(RolloutRecord::update).containsExactly(1, 2, 3, 4);
        file.rewind(0);
        assertThat(file.all()).isEmpty();
    }

    @Test
    void aDamagedLineCostsOnlyItself() throws Exception {
        RolloutFile file = new RolloutFile(file(), 1 << 20);
        file.append(List.of(record(1, "a")));
        Files.writeString(file(), "{\"update\": \"x\"}\n{\"update\": 2, \"textBase64\": \"?\"}\nno\n", StandardOpenOption.APPEND);
        file.append(List.of(record(3, "b")));
        assertThat(file.all()).extracting(RolloutRecord::update).containsExactly(1, 3);
    }

    @Test
    void aMissingFileIsEmpty() {
        assertThat(new RolloutFile(file(), 10).all()).isEmpty();
    }
}
