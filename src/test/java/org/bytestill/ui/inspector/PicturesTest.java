package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import javax.imageio.ImageIO;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line one pixel wide is two wide in a picture of twice the size, with a sharp edge on both sides. */
@Tag("ui")
class PicturesTest {
    private static final int AT = 50;

    @TempDir
    Path folder;

    @Test
    void drawingsAreAsSharpAsWordsAlone() throws Exception {
        line(pic -> Pictures.save(pic, List.of(), folder.resolve("alone.png")), "alone.png");
    }

    @Test
    void drawingsAreAsSharpAsWordsInAPictureOfAll() throws Exception {
        line(pic -> Pictures.savePng(pic.getParent(), folder.resolve("all.png")), "all.png");
    }

    private void line(Consumer<CanvasPicture> save, String file) throws Exception {
        try (FxRoom room = new FxRoom()) {
            Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
            CanvasPicture[] pic = new CanvasPicture[1];
            room.show(theme, () -> {
                pic[0] = new CanvasPicture(theme, 200, 100, "", (pen, width, height) -> pen.fill(ThemeColor.FG, AT, 0, 1, height));
                pic[0].setId("inspector-line");
                return (Parent) new StackPane(pic[0]);
            }, 200, 100);
            FxRoom.onFx(() -> {
                save.accept(pic[0]);
                return null;
            });
            BufferedImage image = ImageIO.read(folder.resolve(file).toFile());
            assertThat(image.getWidth()).isEqualTo(400);
            int ground = image.getRGB(2 * AT - 1, 60);
            int line = image.getRGB(2 * AT, 60);
            assertThat(line).isNotEqualTo(ground);
            assertThat(image.getRGB(2 * AT + 1, 60)).isEqualTo(line);
            assertThat(image.getRGB(2 * AT + 2, 60)).isEqualTo(ground);
            assertThat(image.getRGB(2 * AT - 2, 60)).isEqualTo(ground);
        }
    }
}
