package org.bytestill.engine.cost;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.util.Sha256;

/**
 * What costs are kept by: the device, and how much two configurations have in common.
 *
 * @param device the processor with its number of threads, or the GPU
 * @param kin    objective, models, form and precision: runs that have these in common cost alike
 * @param hash   of every setting on which the cost of an update, of an evaluation or of a byte read depends
 */
public record CostKey(String device, String kin, String hash) {
    /** Settings that change how often something is done, or its numbers, but not what doing it once costs. */
    private static final Set<String> FREE = Set.of("name", "seed", "training.updates", "training.learning_rate",
            "training.head_learning_rate", "training.warm_up_fraction", "training.weight_decay", "training.clip_norm",
            "evaluation.every_updates", "evaluation.stop_after_worse", "checkpoint.every_updates", "checkpoint.every_minutes",
            "checkpoint.keep_last", "hardware.on_out_of_memory", "hardware.keep_awake", "at_end.tell");
    private static final List<String> KIN = List.of("objective", "teacher", "more_teachers", "student", "new_tokenizer", "adaptation.form",
            "hardware.student_precision", "hardware.teacher_precision", "converter.method");

    /** @param config with absolute paths */
    public static CostKey of(RunConfig config, String device) {
        List<String> deciding = RunConfigFile.settings().stream().map(SettingInfo::path).filter(path -> !FREE.contains(path)).toList();
        return new CostKey(device, digest(config, KIN), digest(config, deciding));
    }

    private static String digest(RunConfig config, List<String> paths) {
        String text = paths.stream().map(path -> path + "=" + RunConfigFile.text(config, path)).collect(Collectors.joining("\n"));
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
