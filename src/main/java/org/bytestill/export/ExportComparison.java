package org.bytestill.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytestill.model.Parameter;
import org.bytestill.model.StreamedWeights;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.TensorOps;

/**
 * Two exports compared: their files, their weights one after the other, and what they predict on the probe texts.
 *
 * @param files       of each file that is not the same in both what is different, by name
 * @param weights     number of weights' tensors that both have in the same shape
 * @param equal       how many of these are equal to the bit, as float32
 * @param differences the largest difference of each that is not, the largest first
 * @param other       names of tensors that only one has, or in another shape
 * @param tokens      the token head of the first beside that of the second; empty if they cut texts in different ways
 */
public record ExportComparison(Map<String, String> files, int weights, int equal, Map<String, Double> differences, List<String> other,
        List<HeadComparison> tokens) {
    /**
     * Compares two exports.
     *
     * @param first  a Hugging Face folder, an adapter's or a GGUF file; or a folder with one GGUF file
     * @param second the same
     * @throws UserError if one of them does not load
     */
    public static ExportComparison of(Path first, Path second) {
        Map<String, Double> differences = new LinkedHashMap<>();
        List<String> other = new ArrayList<>();
        StreamedWeights a = StreamedWeights.of(model(first));
        StreamedWeights b = StreamedWeights.of(model(second));
        Map<String, Parameter> ofFirst = byName(a);
        Map<String, Parameter> ofSecond = byName(b);
        int weights = 0;
        for (String name : union(ofFirst, ofSecond)) {
            Parameter one = ofFirst.get(name);
            Parameter two = ofSecond.get(name);
            if (one == null || two == null || !Arrays.equals(one.shape(), two.shape())) {
                other.add(name);
                continue;
            }
            weights++;
            double difference = difference(a, one, b, two);
            if (difference != 0) {
                differences.put(name, difference);
            }
        }
        return new ExportComparison(files(first, second), weights, weights - differences.size(), largestFirst(differences), other,
                tokens(model(first), model(second)));
    }

    /** What is loaded of an export: the folder, or the GGUF file that lies in it beside others. */
    private static Path model(Path export) {
        if (!Files.isDirectory(export) || Files.exists(export.resolve("config.json"))
                || Files.exists(export.resolve("adapter_config.json"))) {
            return export;
        }
        try (Stream<Path> files = Files.walk(export, 3)) {
            return files.filter(file -> file.toString().endsWith(".gguf")).findFirst().orElse(export);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", export, e.getMessage()).causedBy(e);
        }
    }

    private static Map<String, Parameter> byName(StreamedWeights weights) {
        Map<String, Parameter> byName = new TreeMap<>();
        weights.parameters().forEach(parameter -> byName.put(parameter.name(), parameter));
        return byName;
    }

    private static TreeSet<String> union(Map<String, ?> first, Map<String, ?> second) {
        TreeSet<String> union = new TreeSet<>(first.keySet());
        union.addAll(second.keySet());
        return union;
    }

    private static double difference(StreamedWeights a, Parameter one, StreamedWeights b, Parameter two) {
        try (Scope scope = Scope.open("difference", Device.CPU)) {
            return TensorOps.largestDifference(a.tensor(scope, one, Dtype.FLOAT32), b.tensor(scope, two, Dtype.FLOAT32));
        }
    }

    private static Map<String, Double> largestFirst(Map<String, Double> differences) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        differences.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static Map<String, String> files(Path first, Path second) {
        Map<String, String> different = new TreeMap<>();
        try {
            Map<String, Path> ofFirst = within(first);
            Map<String, Path> ofSecond = within(second);
            for (String name : union(ofFirst, ofSecond)) {
                if (!ofSecond.containsKey(name) || !ofFirst.containsKey(name)) {
                    different.put(name, ofFirst.containsKey(name) ? "only in the first" : "only in the second");
                } else if (Files.mismatch(ofFirst.get(name), ofSecond.get(name)) >= 0) {
                    different.put(name, "differs from byte " + Files.mismatch(ofFirst.get(name), ofSecond.get(name)));
                }
            }
            return different;
        } catch (IOException e) {
            throw UserError.disk("The exports cannot be read: %s.", e.getMessage()).causedBy(e);
        }
    }

    private static Map<String, Path> within(Path export) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(export)) {
            return Map.of("", export);
        }
        try (Stream<Path> all = Files.walk(export)) {
            all.filter(Files::isRegularFile).forEach(file -> files.put(export.relativize(file).toString(), file));
        }
        return files;
    }

    private static List<HeadComparison> tokens(Path first, Path second) {
        HeadComparison.Running compared = new HeadComparison.Running(ProbedHead.TOKEN.predicts(), ProofBounds.TOLD);
        try (Reloaded a = ReloadedHere.of(first, WeightType.FLOAT32); Reloaded b = ReloadedHere.of(second, WeightType.FLOAT32)) {
            for (String text : ProofOfExport.texts()) {
                ProofOfExport.compare(compared, a, b, ProofOfExport.sameIds(a, b, text));
            }
            return List.of(compared.result());
        } catch (UserError e) {
            if (e.exitCode() == ExitCode.PROOF_FAILED) {
                return List.of();
            }
            throw e;
        }
    }
}
