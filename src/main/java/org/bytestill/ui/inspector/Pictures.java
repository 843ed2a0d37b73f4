package org.bytestill.ui.inspector;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Paint;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.util.Texts;

/** The pictures that are seen, as files: SVG with the same shapes and words, or PNG in twice the size. */
final class Pictures {
    private static final double PNG_SCALE = 2;

    private Pictures() {}

    /** The pictures below a node that can be seen now, in the order in which they stand. */
    static List<CanvasPicture> seen(Parent root) {
        List<CanvasPicture> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private static void collect(Node node, List<CanvasPicture> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof CanvasPicture pic) {
            if (pic.getId() != null && pic.getWidth() > 0) {
                found.add(pic);
            }
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }

    /** What a picture is called in a menu. */
    static String nameOf(CanvasPicture pic, Texts texts) {
        try {
            return texts.get("picture." + pic.getId());
        } catch (MissingResourceException e) { // a picture without a name of its own has that of its node
            return pic.getId().replace("inspector-", "").replace('-', ' ');
        }
    }

    /** Writes one picture with words below it; the end of the file's name says in which form. */
    static void save(CanvasPicture pic, List<String> words, Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            savePng(pic.copy(words), pic.getScene().getFill(), file);
        } else {
            write(file, pic.svg(words));
        }
    }

    static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw cannotBeWritten(file, e);
        }
    }

    private static UserError cannotBeWritten(Path file, IOException e) {
        return UserError.disk("%s cannot be written (%s). Choose another place.", file, e.getMessage()).causedBy(e);
    }

    static void savePng(Node node, Path file) {
        savePng(node, node.getScene().getFill(), file);
    }

    private static void savePng(Node node, Paint background, Path file) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(PNG_SCALE, PNG_SCALE));
        parameters.setFill(background);
        WritableImage image = node.snapshot(parameters, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw cannotBeWritten(file, e);
        }
    }
}
