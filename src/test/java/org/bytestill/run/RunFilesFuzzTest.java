package org.bytestill.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** The logs of a run, its summary, its lock and a request to it; each is given the same content. */
class RunFilesFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of(
                "{\"type\":\"evaluation\",\"update\":0,\"bitsPerByte\":2.5}\n{\"type\":\"update\",\"update\":1,\"tokenLoss\":3.25,\"bytes\":100}\n{\"type\":\"rewind\",\"update\":0}\n",
                "{\"kind\":\"STARTED\",\"update\":0,\"at\":\"2026-01-02T03:04:05.678Z\",\"message\":\"Training begins.\"}\n{\"kind\":\"DONE\",\"update\":2,\"at\":\"2026-01-02T03:04:06Z\",\"message\":\"Done.\"}\n",
                "{\"schema\":1,\"startedAt\":\"2026-01-02T03:04:05Z\",\"state\":\"RUNNING\",\"name\":\"x\",\"update\":5,\"updates\":12,\"bytes\":700,\"failure\":\"DISK\"}",
                "{\"pid\":" + ProcessHandle.current().pid()
                        + ",\"processStartedAt\":\"2026-01-02T03:04:05Z\",\"boot\":\"b\",\"space\":\"s\",\"host\":\"h\"}",
                "{\"update\":3,\"heldOut\":false,\"number\":0,\"document\":\"a@0\",\"prompt\":\"Once\",\"text\":\" upon\",\"textBase64\":\"IHVwb24=\",\"tokens\":2,\"ended\":\"end\",\"studentBits\":1.5}\n",
                "{\"wish\":\"pause\",\"at\":\"2026-01-02T03:04:05Z\"}").stream().map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        for (Path file : List.of(run.metrics(), run.events(), run.rollouts(), run.probes(), run.device(), run.conversion(),
                run.notes(), run.manifest(), run.lock(), run.control())) {
            put(file, content);
        }
        MetricFile metrics = MetricFile.open(run);
        metrics.training().last(Metric.UPDATE);
        metrics.resumePoints();
        EventFile.open(run).all();
        new RolloutFile(run).all();
        ProbeFile.open(run).log();
        DeviceFile device = new DeviceFile(run);
        device.refresh();
        ConversionFile.read(run);
        NotesFile.read(run);
        RunManifest.read(run).state();
        RunManifest.read(run).failure();
        RunLock.holder(run);
        new Control(run).take();
    }
}
