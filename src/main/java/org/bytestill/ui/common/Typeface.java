package org.bytestill.ui.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * The six bundled faces. Words stand in Inter, bytes and figures that align or change in JetBrains Mono, whose figures
 * are tabular. JavaFX knows only normal and bold, so medium and semi-bold are families of their own.
 */
public enum Typeface {
    UI("Inter-Regular.otf"), MEDIUM("Inter-Medium.otf"), SEMI("Inter-SemiBold.otf"),
    MONO("JetBrainsMono-Regular.ttf"), MONO_MEDIUM("JetBrainsMono-Medium.ttf"), MONO_SEMI("JetBrainsMono-SemiBold.ttf");

    /** Of the scripts of East Asia. */
    private static final char FIRST_WIDE = 0x2E80;

    private final String file;
    private final Map<Double, Font> sizes = new ConcurrentHashMap<>();
    private volatile String fontName;

    Typeface(String file) {
        this.file = file;
    }

    /** Makes the faces known to JavaFX, also by their family names in CSS. Call before the first scene. */
    public static void loadAll() {
        TextLayouts.keepApart();
        for (Typeface face : values()) {
            face.load();
        }
    }

    public Font font(double size) {
        return sizes.computeIfAbsent(size, pixels -> new Font(load(), pixels));
    }

    /** The family's name in style sheets. */
    String family() {
        return file.startsWith("Inter") ? "Inter, sans-serif" : "JetBrains Mono, monospace";
    }

    /** The weight in style sheets. */
    int weight() {
        return this == UI || this == MONO ? 400 : this == MEDIUM || this == MONO_MEDIUM ? 500 : 600;
    }

    /** Width of a line of text, in pixels. */
    public double width(String text, double size) {
        boolean isMono = this == MONO || this == MONO_MEDIUM || this == MONO_SEMI;
        // Signs of other scripts come from a font of the system, and are wider than a cell.
        if (isMono && isNarrow(text)) {
            return text.codePointCount(0, text.length()) * cellWidth(size);
        }
        return measured(text, size);
    }

    private static boolean isNarrow(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= FIRST_WIDE) {
                return false;
            }
        }
        return true;
    }

    /** Width of one monospaced cell; 0.6 em in JetBrains Mono. */
    private double cellWidth(double size) {
        return 0.6 * size;
    }

    private double measured(String text, double size) {
        Text node = new Text(text);
        node.setFont(font(size));
        return node.getLayoutBounds().getWidth();
    }

    private String load() {
        if (fontName == null) {
            try (InputStream in = Typeface.class.getResourceAsStream("/fonts/" + file)) {
                Font font = in == null ? null : Font.loadFont(in, 12);
                if (font == null) {
                    throw new IllegalStateException("the bundled font " + file + " cannot be read");
                }
                fontName = font.getName();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the bundled font " + file, e);
            }
        }
        return fontName;
    }
}
