package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonLines;

/**
 * {@code device.jsonl}: what the machine did, a line every few seconds, of the last hours. One thread writes or refreshes, any number read
 * the newest.
 */
public final class DeviceFile {
    /** As many as five minutes have. */
    public static final int NEWEST = 150;
    private static final int MOST_LINES = 20_000;
    private static final double GRAIN = 1e4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ToDoubleFunction<DeviceSample>> FIELDS = fields();

    private final RunFolder folder;
    private JsonLines lines;
    private int written;
    private volatile List<DeviceSample> newest = List.of();

    public DeviceFile(RunFolder folder) {
        this.folder = folder;
        this.lines = new JsonLines(folder.device());
    }

    private static Map<String, ToDoubleFunction<DeviceSample>> fields() {
        Map<String, ToDoubleFunction<DeviceSample>> fields = new LinkedHashMap<>();
        fields.put("cpu", DeviceSample::cpu);
        fields.put("machineCpu", DeviceSample::machineCpu);
        fields.put("processBytes", DeviceSample::processBytes);
        fields.put("freeBytes", DeviceSample::freeBytes);
        fields.put("gpu", DeviceSample::gpu);
        fields.put("gpuBytes", DeviceSample::gpuBytes);
        fields.put("gpuTotal", DeviceSample::gpuTotal);
        fields.put("celsius", DeviceSample::celsius);
        fields.put("watts", DeviceSample::watts);
        return fields;
    }

    /** The newest, oldest of them first. */
    public List<DeviceSample> newest() {
        return newest;
    }

    /** Throws UserError if it cannot be written; it is among the newest then all the same. */
    public synchronized void append(DeviceSample sample) {
        keep(List.of(sample));
        lines.append(line(sample));
        if (++written >= MOST_LINES) {
            AtomicFile.write(folder.device(), newest.stream().map(kept -> line(kept) + "\n").collect(Collectors.joining()));
            lines = new JsonLines(folder.device());
            written = 0;
        }
    }

    /** Reads what another process added. */
    public synchronized void refresh() {
        List<DeviceSample> added = new ArrayList<>();
        lines.readNew(line -> added.add(sample(line)));
        keep(added);
    }

    private void keep(List<DeviceSample> added) {
        if (!added.isEmpty()) {
            List<DeviceSample> all = new ArrayList<>(newest);
            all.addAll(added);
            newest = List.copyOf(all.subList(Math.max(0, all.size() - NEWEST), all.size()));
        }
    }

    private static ObjectNode line(DeviceSample sample) {
        ObjectNode line = JSON.createObjectNode().put("at", sample.at().toString());
        FIELDS.forEach((key, value) -> {
            double number = value.applyAsDouble(sample);
            if (Math.abs(number) >= 1000) {
                line.put(key, Math.round(number));
            } else if (Double.isFinite(number)) {
                line.put(key, Math.round(number * GRAIN) / GRAIN);
            }
        });
        return line;
    }

    private static DeviceSample sample(JsonNode line) {
        double[] values = FIELDS.keySet().stream().mapToDouble(key -> line.path(key).asDouble(Double.NaN)).toArray();
        try {
            return new DeviceSample(Instant.parse(line.path("at").asText()), values[0], values[1], values[2], values[3], values[4],
                    values[5],
                    values[6], values[7], values[8]);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"at\" is no time", e);
        }
    }
}
