package org.bytestill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code run.yaml}: what is read is written so that it reads equal. */
class RunConfigFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of(RunConfigFile.write(RunConfig.defaults()).getBytes(StandardCharsets.UTF_8),
                ("name: small\nteacher: t\nstudent: &a s\nmore_teachers: [*a, b]\ntext: {train: [a, 'b'], validation: c, document_bytes: 60}\n"
                        + "training:\n  updates: 12\n  learning_rate: 1.0e-3\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws Exception {
        RunConfig config = RunConfigFile.read(put(folder.resolve("run.yaml"), content));
        assertThat(RunConfigFile.parse(RunConfigFile.write(config), "again")).isEqualTo(config);
    }
}
