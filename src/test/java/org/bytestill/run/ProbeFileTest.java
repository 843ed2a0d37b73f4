package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeFileTest {
    private static final ProbeText CAFE = new ProbeText("caf\u00e9".getBytes(StandardCharsets.UTF_8), new byte[] {' ', (byte) 0xC3});

    @TempDir
    Path temporary;
    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(Files.createDirectories(temporary.resolve("run")));
    }

    private static ProbeRecord record(int update, double... kl) {
        return new ProbeRecord(update, List.of(new ProbeRecord.Probe(kl, ("at " + update).getBytes(StandardCharsets.UTF_8))));
    }

    private static List<Integer> updates(ProbeFile file) {
        return file.log().records().stream().map(ProbeRecord::update).toList();
    }

    @Test
    void whatIsWrittenIsReadByOthersWhileItGrows() {
        ProbeFile run = ProbeFile.open(folder);
        run.begin(List.of(CAFE), 0);
        ProbeFile window = ProbeFile.open(folder);
        run.append(record(0, 0.5, Double.POSITIVE_INFINITY, 0.25));
        window.refresh();
        assertThat(window.log().texts()).singleElement().satisfies(text -> {
            assertThat(text.text()).isEqualTo(CAFE.text());
            assertThat(text.written()).as("bytes that are no UTF-8").isEqualTo(CAFE.written());
        });
        ProbeRecord.Probe probe = window.log().records().get(0).probes().get(0);
        assertThat(probe.klBits()).containsExactly(0.5, Double.POSITIVE_INFINITY, 0.25);
        assertThat(probe.meanKlBits()).isCloseTo(0.375, within(1e-12));
        assertThat(probe.written()).asString().isEqualTo("at 0");
    }

    @Test
    void aResumeForgetsWhatIsMadeAgainAndOthersSeeIt() {
        ProbeFile run = ProbeFile.open(folder);
        run.begin(List.of(CAFE), 0);
        ProbeFile window = ProbeFile.open(folder);
        for (int update = 0; update <= 300; update += 100) {
            run.append(record(update, 1));
        }
        window.refresh();
        assertThat(updates(window)).containsExactly(0, 100, 200, 300);
        ProbeFile resumed = ProbeFile.open(folder);
        resumed.begin(List.of(CAFE), 200);
        resumed.append(record(300, 2));
        window.refresh();
        assertThat(updates(window)).containsExactly(0, 100, 200, 300);
        assertThat(window.log().records().get(3).probes().get(0).klBits()).containsExactly(2);
    }

    @Test
    void otherTextsBeginAnewAndSoDoesARunWithoutACheckpoint() {
        ProbeFile run = ProbeFile.open(folder);
        run.begin(List.of(CAFE), 0);
        run.append(record(0, 1));
        run.begin(List.of(CAFE), 0);
        assertThat(updates(run)).isEmpty();
        run.append(record(0, 1));
        run.append(record(100, 1));
        run.begin(List.of(new ProbeText(new byte[] {'x'}, new byte[0])), 100);
        assertThat(updates(run)).isEmpty();
    }

    @Test
    void aLongRunKeepsItsBeginningItsEndAndEverySecondBetween() {
        ProbeFile run = ProbeFile.open(folder);
        run.begin(List.of(CAFE), 0);
        for (int update = 0; update <= 2000; update++) {
            run.append(record(update, 1));
        }
        assertThat(updates(run)).hasSize(1001).startsWith(0, 2, 4).endsWith(1998, 2000);
        assertThat(updates(ProbeFile.open(folder))).isEqualTo(updates(run));
    }

    @Test
    void aDamagedLineLosesOnlyItself() throws Exception {
        ProbeFile run = ProbeFile.open(folder);
        run.begin(List.of(CAFE), 0);
        run.append(record(0, 1));
        Files.writeString(folder.probes(), "{\"type\":\"evaluation\",\"update\":50,\"probes\":[]}\n{\"type\":\"eval\n",
                StandardOpenOption.APPEND);
        run = ProbeFile.open(folder);
        run.append(record(100, 1));
        assertThat(updates(ProbeFile.open(folder))).containsExactly(0, 100);
    }
}
