package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code window.json}: whatever it holds, the window opens. */
class WindowSettingsFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() {
        return List.of("{\"theme\":\"DARK\",\"x\":10.0,\"y\":20.5,\"width\":1600.0,\"height\":1000.0,\"maximised\":false}"
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        WindowSettings settings = WindowSettings.read(put(folder.resolve("window.json"), content));
        assertThat(settings.theme()).isNotNull();
        assertThat(new Rectangle2D(settings.x(), settings.y(), settings.width(), settings.height()).getMaxX()).isFinite();
    }
}
