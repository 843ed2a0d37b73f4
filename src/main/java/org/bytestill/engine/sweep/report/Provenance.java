package org.bytestill.engine.sweep.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.sweep.Cell;
import org.bytestill.engine.sweep.Sweep;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.util.Sha256;

/**
 * What is needed to repeat a sweep.
 *
 * @param configuration the file that all cells start from, whole
 * @param hash          SHA-256 of configuration and cells, in hex
 * @param version       of the program; several if runs were made by several
 * @param machine       device, cores, system, Java and libtorch of the first run
 * @param texts         fingerprints of training and validation text
 */
record Provenance(String configuration, String hash, String version, String machine, String texts) {
    static Provenance of(Path folder, Sweep sweep, List<SweepRun> results) {
        String configuration = RunConfigFile.write(sweep.config());
        String all = configuration + sweep.cells().stream().map(Provenance::written).collect(Collectors.joining());
        List<JsonNode> manifests = results.stream().map(SweepRun::folder).distinct()
                .map(run -> (JsonNode) RunManifest.read(new RunFolder(folder.resolve(run))).root()).toList();
        JsonNode first = manifests.get(0);
        return new Provenance(configuration, Sha256.of(all.getBytes(StandardCharsets.UTF_8)),
                String.join(", ", new TreeSet<>(manifests.stream().map(root -> root.path("bytestill").asText("unknown")).toList())),
                machine(first.path("machine")),
                "training " + fingerprint(first.path("trainText")) + ", validation " + fingerprint(first.path("validationText")));
    }

    private static String written(Cell cell) {
        return cell.name() + cell.values().entrySet().stream().map(Map.Entry::toString).sorted().toList() + "\n";
    }

    private static String machine(JsonNode machine) {
        return String.format("%s, %d cores, %s, Java %s, libtorch %s", machine.path("device").asText(), machine.path("cores").asInt(),
                machine.path("os").asText(), machine.path("java").asText(), machine.path("libtorch").asText());
    }

    private static String fingerprint(JsonNode text) {
        String fingerprint = text.path("fingerprint").asText("none");
        return fingerprint.substring(0, Math.min(16, fingerprint.length()));
    }

    /** By name, for people. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Configuration", "SHA-256 " + hash);
        lines.put("Program", "Bytestill " + version);
        lines.put("Machine", machine);
        lines.put("Texts", texts);
        return lines;
    }
}
