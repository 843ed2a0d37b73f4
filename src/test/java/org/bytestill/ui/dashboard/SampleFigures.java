package org.bytestill.ui.dashboard;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.Metric;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.bytestill.run.ProbeText;
import org.bytestill.run.RunState;
import org.bytestill.run.UpdateTimes;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.common.chart.SampleLog;

/** What the panels of a dashboard show of a run, made up. */
public final class SampleFigures {
    private SampleFigures() {}

    /** Makes a run one whose teacher reads the text, a sixth of which is done. */
    public static void converting(FakeRun run) {
        byte[] text = "It was the best of times, it was the worst of times — caf\u00e9.\nIt was the age of wisdom, it was the age of foolishness"
                .getBytes(StandardCharsets.UTF_8);
        double[] probabilities = new double[text.length];
        for (int i = 0; i < text.length; i++) {
            probabilities[i] = i < 100 ? Math.pow(2, -(i * 7 % 11)) : Double.NaN;
        }
        run.conversion = new Conversion(12_288, 1.82, 0.0002, 0.0031, 0, 4, 1200, 5400, text, probabilities);
        run.progress = new RunProgress(RunState.CONVERTING, 0, 2, 0, 2000, 0, 0, 1200, 5400, 16_000, 98_304, "");
        run.log = new SampleLog(2000, 100);
    }

    /** Five texts over thirteen evaluations, at which the student comes nearer to the teacher. */
    public static ProbeLog probes() {
        String[][] texts = {{"The whole rose and ", "struck the boat"}, {"He stood full six feet ", "in height, with"}, {"2 + 17 = ", "19"},
            {"Le caf\u00e9 est ", "ferm\u00e9 le lundi"}, {"def add(a, b):", "\n    return a + b"}};
        List<ProbeText> of = new ArrayList<>();
        for (String[] text : texts) {
            of.add(new ProbeText(text[0].getBytes(StandardCharsets.UTF_8), text[1].getBytes(StandardCharsets.UTF_8)));
        }
        List<ProbeRecord> records = new ArrayList<>();
        for (int update = 0; update <= 1200; update += 100) {
            List<ProbeRecord.Probe> found = new ArrayList<>();
            for (ProbeText text : of) {
                double[] kl = new double[text.text().length];
                for (int i = 0; i < kl.length; i++) {
                    kl[i] = i == 3 ? Double.POSITIVE_INFINITY : (i * 5 % 7) * 300.0 / (update + 100);
                }
                int same = Math.min(text.written().length, update / 80);
                byte[] written = text.written().clone();
                Arrays.fill(written, same, written.length, (byte) 'e');
                found.add(new ProbeRecord.Probe(kl, written));
            }
            records.add(new ProbeRecord(update, found));
        }
        return new ProbeLog(of, records);
    }

    /** Puts samples of the machine into a run, and what the parts of its last update took; gpuBytes is 0 without a GPU. */
    public static void device(FakeRun run, double gpuBytes) {
        List<DeviceSample> samples = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            double gpu = gpuBytes > 0 ? 0.96 - 0.1 * (i % 17 == 0 ? 1 : 0) : Double.NaN;
            samples.add(new DeviceSample(Instant.EPOCH.plusSeconds(2 * i), 0.5 + 0.3 * Math.sin(i / 9.0), 0.9, 1.5e9 + 4e6 * i, 9e9, gpu,
                    gpuBytes > 0 ? gpuBytes : Double.NaN, gpuBytes > 0 ? 12L << 30 : Double.NaN, gpuBytes > 0 ? 71 : Double.NaN,
                    gpuBytes > 0 ? 218 : Double.NaN));
        }
        run.device = samples;
        Map<Metric, Double> row = new TreeMap<>(run.log.training().row(run.log.training().size() - 1));
        double[] seconds = {0.05, 0, 0.9, 0.5, 1.0, 0.25, 0.02, 0.3};
        for (UpdateTimes.Part part : UpdateTimes.Part.values()) {
            row.put(part.metric(), seconds[part.ordinal()]);
        }
        run.log.training().append(row);
    }
}
