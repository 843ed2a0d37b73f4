package org.bytestill.ui.inspector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.PictureFile;
import org.bytestill.util.Texts;

/** The pictures that are seen, as files: SVG with the same shapes and words, or PNG in twice the size. */
final class Pictures {
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
        PictureFile.save(pic.picture(words), file);
    }

    static void write(Path file, String content) {
        PictureFile.write(file, content);
    }

    static void savePng(Node node, Path file) {
        PictureFile.savePng(node, file);
    }
}
