package org.bytestill.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.CorpusSplit;
import org.bytestill.engine.preview.TokenizerComparison;
import org.bytestill.engine.preview.TokenizersReport;
import org.bytestill.engine.preview.TokenizersRequest;
import org.bytestill.run.RunManifest;
import org.bytestill.torch.Device;
import org.bytestill.torch.TorchThread;

/** Provenance of a run in {@code run.json}: configuration, data fingerprints, machine and versions, for judging or repeating it. */
final class RunRecord {
    private RunRecord() {}

    static void describe(RunManifest manifest, RunConfig config, CorpusSplit texts, Device device) {
        ObjectNode root = manifest.root();
        root.put("teacher", config.teacher()).put("moreTeachers", String.join("; ", config.moreTeachers())).put("mix", config.mix().word())
                .put("student", config.student()).put("newTokenizer", config.newTokenizer()).put("seed", config.seed());
        ObjectNode settings = root.putObject("config");
        for (SettingInfo setting : RunConfigFile.settings()) {
            String value = RunConfigFile.text(config, setting.path());
            settings.putObject(setting.path()).put("value", value).put("origin",
                    value.equals(setting.defaultText()) ? "default" : "run.yaml");
        }
        RunOrigin.describe(root, config);
        describe(root.putObject("trainText"), texts.train()).put("duplicates", texts.counts().duplicates()).put("overlap",
                texts.counts().overlap());
        describe(root.putObject("validationText"), texts.validation()).put("heldOut", texts.counts().heldOut());
        describeTokenizers(root, config, texts.train());
        root.putObject("machine").put("device", device.toString()).put("cores", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("java", System.getProperty("java.version"))
                .put("libtorch", TorchThread.libtorchVersion());
        String version = RunRecord.class.getPackage().getImplementationVersion();
        root.put("bytestill", version == null ? "development" : version);
        manifest.write();
    }

    /** How much of the text falls into tokens that teacher and student share, which objectives across tokenizers live on. */
    private static void describeTokenizers(ObjectNode root, RunConfig config, Corpus train) {
        if (config.teacher().isBlank() || root.has("tokenizers")) {
            return;
        }
        TokenizersReport report = TokenizerComparison.of(config, train.documents(), TokenizersRequest.BYTES);
        ObjectNode node = root.putObject("tokenizers").put("bytes", report.bytes()).put("oneToOneOfBytes", report.oneToOneOfBytes())
                .put("sharedEndsOfBytes", report.sharedEndsOfBytes());
        describe(node.putObject("teacher"), report, report.teacher());
        describe(node.putObject("student"), report, report.student());
    }

    private static void describe(ObjectNode node, TokenizersReport report, TokenizersReport.Side side) {
        node.put("bytesPerToken", report.bytesPerToken(side)).put("oneToOne", report.oneToOneOf(side))
                .put("sharedEnds", report.sharedEndsOf(side)).put("sharedVocabulary", report.sharedStringsOf(side));
    }

    private static ObjectNode describe(ObjectNode node, Corpus corpus) {
        node.put("documents", corpus.documents().size()).put("bytes", corpus.bytes()).put("fingerprint", corpus.fingerprint());
        corpus.notes().forEach(node.putArray("notes")::add);
        return node;
    }
}
