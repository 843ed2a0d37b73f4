package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonLines;
import org.jspecify.annotations.Nullable;

/**
 * {@code probes.jsonl}: a line with the probe texts, then a line an evaluation. One thread writes or refreshes, any number read. A long run
 * keeps every second evaluation of what has become too much, so that the file stays small and its beginning is kept.
 */
public final class ProbeFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 4096;
    private static final int MOST_RECORDS = 2000;
    private static final double GRAIN = 1e5;

    private final RunFolder folder;
    private JsonLines lines;
    private @Nullable Object fileKey;
    private volatile ProbeLog log = ProbeLog.NONE;

    private ProbeFile(RunFolder folder) {
        this.folder = folder;
        this.lines = new JsonLines(folder.probes());
    }

    /** Opens the file and reads it; a missing one is empty. */
    public static ProbeFile open(RunFolder folder) {
        ProbeFile file = new ProbeFile(folder);
        file.refresh();
        return file;
    }

    public ProbeLog log() {
        return log;
    }

    /**
     * Begins with these texts, or goes on with them after an update. Evaluations of other texts are forgotten, and so are later ones, which
     * are made again; that before the first update is made again when nothing was trained.
     *
     * @throws org.bytestill.problem.UserError if the disk is full or gone
     */
    public synchronized void begin(List<ProbeText> newTexts, int update) {
        List<ProbeRecord> kept = areSame(newTexts, log.texts())
                ? log.records().stream().filter(record -> update > 0 && record.update() <= update)
                        .toList()
                : List.of();
        rewrite(new ProbeLog(List.copyOf(newTexts), kept));
    }

    private static boolean areSame(List<ProbeText> some, List<ProbeText> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> Arrays.equals(some.get(i).text(), others.get(i).text()));
    }

    /** Throws UserError if the disk is full or gone. */
    public synchronized void append(ProbeRecord record) {
        lines.append(line(record));
        List<ProbeRecord> all = Stream.concat(log.records().stream(), Stream.of(record)).toList();
        log = new ProbeLog(log.texts(), all);
        if (all.size() > MOST_RECORDS) {
            rewrite(new ProbeLog(log.texts(),
                    IntStream.range(0, all.size()).filter(i -> i % 2 == 0 || i == all.size() - 1).mapToObj(all::get).toList()));
        }
    }

    private void rewrite(ProbeLog kept) {
        log = kept;
        AtomicFile.write(folder.probes(), Stream.concat(Stream.of(line(kept.texts())), kept.records().stream().map(ProbeFile::line))
                .map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** Reads what another process added. */
    public synchronized void refresh() {
        Object key = keyOfFile();
        boolean isAnother = !Objects.equals(key, fileKey);
        if (isAnother) {
            fileKey = key;
            lines = new JsonLines(folder.probes());
        }
        List<ProbeText> texts = new ArrayList<>(isAnother ? List.of() : log.texts());
        List<ProbeRecord> records = new ArrayList<>(isAnother ? List.of() : log.records());
        lines.readNew(line -> {
            switch (line.path("type").asText()) {
                case "texts" -> {
                    texts.clear();
                    texts.addAll(textsOf(line));
                    records.clear();
                }
                case "evaluation" -> take(record(line), texts.size(), records);
                default -> {
                    // Only a later version of the program knows it.
                }
            }
        });
        log = new ProbeLog(List.copyOf(texts), List.copyOf(records));
    }

    /** Another one after the file was written anew; null where there is none, or where the system knows none. */
    private @Nullable Object keyOfFile() {
        try {
            return Files.exists(folder.probes()) ? Files.readAttributes(folder.probes(), BasicFileAttributes.class).fileKey() : null;
        } catch (IOException e) {
            return null; // gone this moment
        }
    }

    private static void take(ProbeRecord record, int texts, List<ProbeRecord> into) {
        if (record.probes().size() != texts) {
            throw new IllegalArgumentException("the evaluation is of other texts");
        }
        into.removeIf(earlier -> earlier.update() >= record.update());
        into.add(record);
    }

    private static ObjectNode line(List<ProbeText> texts) {
        ObjectNode line = JSON.createObjectNode().put("type", "texts");
        ArrayNode all = line.putArray("texts");
        for (ProbeText text : texts) {
            ObjectNode one = all.addObject();
            LineBytes.put(one, "text", text.text(), MOST_BYTES);
            LineBytes.put(one, "written", text.written(), MOST_BYTES);
        }
        return line;
    }

    private static List<ProbeText> textsOf(JsonNode line) {
        List<ProbeText> texts = new ArrayList<>();
        line.path("texts").forEach(text -> texts.add(new ProbeText(LineBytes.of(text, "text"), LineBytes.of(text, "written"))));
        return List.copyOf(texts);
    }

    private static ObjectNode line(ProbeRecord record) {
        ObjectNode line = JSON.createObjectNode().put("type", "evaluation").put("update", record.update());
        ArrayNode all = line.putArray("probes");
        for (ProbeRecord.Probe probe : record.probes()) {
            ObjectNode one = all.addObject();
            ArrayNode bits = one.putArray("klBits");
            for (double kl : probe.klBits()) {
                if (Double.isFinite(kl)) {
                    bits.add(Math.round(kl * GRAIN) / GRAIN);
                } else {
                    bits.addNull();
                }
            }
            LineBytes.put(one, "written", probe.written(), MOST_BYTES);
        }
        return line;
    }

    private static ProbeRecord record(JsonNode line) {
        if (!line.path("update").canConvertToInt()) {
            throw new IllegalArgumentException("\"update\" is no number of an update");
        }
        List<ProbeRecord.Probe> probes = new ArrayList<>();
        for (JsonNode one : line.path("probes")) {
            double[] bits = new double[Math.min(MOST_BYTES, one.path("klBits").size())];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = one.path("klBits").get(i).asDouble(Double.POSITIVE_INFINITY);
            }
            probes.add(new ProbeRecord.Probe(bits, LineBytes.of(one, "written")));
        }
        return new ProbeRecord(line.path("update").asInt(), List.copyOf(probes));
    }
}
