package org.bytestill.ui.common;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.bytestill.problem.UserError;

/** Drawings and screens as files: SVG with the same shapes and words, or PNG in twice the size, drawn with twice the pixels. */
public final class PictureFile {
    private static final double PNG_SCALE = 2;
    private static final double FOOT_LINE = 18;
    private static final double FOOT_MARGIN = 8;
    private static final double FOOT_SIZE = 11;

    private PictureFile() {}

    /**
     * A drawing that can be made a file.
     *
     * @param title   what it shows, for those who cannot see it
     * @param words   stand below it
     * @param drawing draws into its width and height, in pixels
     */
    public record Picture(ThemeColors tokens, double width, double height, String title, List<String> words,
            CanvasPicture.Drawing drawing) {
        private List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (String each : words) {
                String longer = lines.isEmpty() ? each : lines.get(lines.size() - 1) + "   " + each;
                if (!lines.isEmpty() && Typeface.UI.width(longer, FOOT_SIZE) <= width - 2 * FOOT_MARGIN) {
                    lines.set(lines.size() - 1, longer);
                } else {
                    lines.add(each);
                }
            }
            return lines;
        }

        private double wholeHeight() {
            return height + (words.isEmpty() ? 0 : FOOT_LINE * lines().size() + FOOT_MARGIN);
        }

        private void draw(Painter pen) {
            pen.fill(ThemeColor.PANEL, 0, 0, width, wholeHeight());
            drawing.draw(pen, width, height);
            List<String> lines = lines();
            for (int line = 0; line < lines.size(); line++) {
                pen.text(lines.get(line), FOOT_MARGIN, height + FOOT_LINE * (line + 0.5), Typeface.UI, FOOT_SIZE, ThemeColor.MUTED,
                        Painter.Align.LEFT);
            }
        }
    }

    /** Writes a drawing; the end of the file's name says in which form. Throws UserError if it cannot be written. */
    public static void save(Picture picture, Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            Canvas canvas = new Canvas(picture.width() * PNG_SCALE, picture.wholeHeight() * PNG_SCALE);
            canvas.getGraphicsContext2D().scale(PNG_SCALE, PNG_SCALE);
            picture.draw(new Painter(canvas.getGraphicsContext2D(), picture.tokens()));
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setFill(Color.TRANSPARENT);
            write(canvas.snapshot(parameters, null), file);
        } else {
            write(file, svg(picture));
        }
    }

    /** A drawing as an SVG file. */
    public static String svg(Picture picture) {
        SvgSurface surface = new SvgSurface(picture.width(), picture.wholeHeight());
        picture.draw(new Painter(surface, picture.tokens()));
        return surface.file(picture.title());
    }

    /** Writes a screen as it is now; what is drawn on it is drawn anew for it. */
    public static void savePng(Node node, Path file) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(PNG_SCALE, PNG_SCALE));
        Paint ground = node.getScene().getFill();
        parameters.setFill(ground);
        WritableImage image;
        eachDrawing(node, drawing -> drawing.setDensity(PNG_SCALE));
        try {
            image = node.snapshot(parameters, null);
        } finally {
            eachDrawing(node, drawing -> drawing.setDensity(1));
        }
        write(image, file);
    }

    private static void eachDrawing(Node node, Consumer<DenselyDrawn> then) {
        if (node instanceof DenselyDrawn drawing) {
            then.accept(drawing);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> eachDrawing(child, then));
        }
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** Writes a text, such as a table. Throws UserError if it cannot be written. */
    public static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private static UserError unwritten(Path file, IOException e) {
        return UserError.disk("%s cannot be written (%s). Choose another place.", file, e.getMessage()).causedBy(e);
    }
}
