package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Draws the program's icons, the sign on a light tile: two cells above three. The files in {@code icons/} are these
 * drawings; {@code -Dicons.write=true} writes them anew.
 */
class IconsTest {
    /** The sign in fourteenths of its width: from, to. */
    private static final int[][] TEACHER = {{0, 9}, {10, 14}};
    private static final int[][] STUDENT = {{0, 4}, {5, 9}, {10, 14}};

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 64, 128, 256, 512})
    void theIconIsTheSignInTheColoursOfTheTokens(int size) throws IOException {
        BufferedImage drawn = draw(size);
        Path file = Path.of("icons", "bytestill-" + size + ".png");
        if (Boolean.getBoolean("icons.write")) {
            ImageIO.write(drawn, "png", file.toFile());
        }
        BufferedImage kept = ImageIO.read(file.toFile());
        assertThat(kept.getWidth()).isEqualTo(size);
        assertThat(kept.getHeight()).isEqualTo(size);
        for (int y = size / 4; y < size * 3 / 4; y++) {
            for (int x = size / 4; x < size * 3 / 4; x++) {
                assertThat(kept.getRGB(x, y)).as("pixel %s, %s", x, y).isEqualTo(drawn.getRGB(x, y));
            }
        }
    }

    private static BufferedImage draw(int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(token("panel"));
        double round = size * 0.4;
        graphics.fill(new RoundRectangle2D.Double(0, 0, size, size, round, round));
        double width = size <= 16 ? size - 2 : size * 0.72;
        double left = (size - width) / 2;
        double cell = width * 0.36;
        double top = (size - 2 * cell - width / 14) / 2;
        row(graphics, token("teacher"), TEACHER, left, width, top, cell);
        row(graphics, token("student"), STUDENT, left, width, top + cell + width / 14, cell);
        graphics.dispose();
        return image;
    }

    private static void row(Graphics2D graphics, Color color, int[][] cells, double left, double width, double top, double height) {
        graphics.setColor(color);
        for (int[] cell : cells) {
            int from = (int) Math.round(left + cell[0] * width / 14);
            int to = (int) Math.round(left + cell[1] * width / 14);
            int above = (int) Math.round(top);
            graphics.fillRect(from, above, to - from, (int) Math.round(top + height) - above);
        }
    }

    private static Color token(String name) throws IOException {
        Matcher line = Pattern.compile("-bs-" + name + ": *#([0-9A-F]{6})")
                .matcher(Files.readString(Path.of("resources/css/tokens-light.css")));
        assertThat(line.find()).isTrue();
        return new Color(Integer.parseInt(line.group(1), 16));
    }
}
