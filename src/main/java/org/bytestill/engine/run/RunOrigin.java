package org.bytestill.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.util.Sha256;

/** Where a run comes from, in {@code run.json}: hashes of its configuration and models, and the run whose checkpoint it started from. */
public final class RunOrigin {
    private RunOrigin() {}

    /** Notes the origin when a run starts first; hashing reads the weights, so that a resumed run keeps what it has. */
    static void describe(ObjectNode root, RunConfig config) {
        root.put("configHash", configHash(config));
        if (root.has("models")) {
            return;
        }
        ObjectNode models = root.putObject("models");
        models.putObject("student").put("path", config.student()).put("sha256", TeacherBytes.hashOf(Path.of(config.student())));
        for (int teacher = 0; teacher < config.teachers().size(); teacher++) {
            String path = config.teachers().get(teacher);
            models.putObject(teacher == 0 ? "teacher" : "teacher" + (teacher + 1)).put("path", path).put("sha256",
                    TeacherBytes.hashOf(Path.of(path)));
        }
        describeParent(root, Path.of(config.student()));
    }

    /** Equal for two runs exactly if nothing but their names differs. */
    public static String configHash(RunConfig config) {
        return Sha256.of(RunConfigFile.write(RunConfigFile.with(config, "name", "run")).getBytes(StandardCharsets.UTF_8));
    }

    /** A student that is a checkpoint, {@code RUN/checkpoints/step-N}, has a run for a parent. */
    private static void describeParent(ObjectNode root, Path student) {
        Path checkpoints = student.toAbsolutePath().normalize().getParent();
        Path run = checkpoints == null ? null : checkpoints.getParent();
        if (run != null && checkpoints.equals(new RunFolder(run).checkpoints()) && RunFolder.isAt(run)) {
            root.putObject("parent").put("run", run.toString())
                    .put("name", RunManifest.read(new RunFolder(run)).root().path("name").asText(run.getFileName().toString()))
                    .put("checkpoint", student.getFileName().toString());
        }
    }
}
