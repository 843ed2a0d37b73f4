package org.bytestill.ui.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;

/** The colours of one theme, read from its token stylesheet, so that canvases and CSS share one source. */
public final class ThemeColors {
    private static final Pattern LINE = Pattern.compile("-bs-([\\w-]+): *(#[0-9A-Fa-f]{6})");
    private static final int HEAT_STEPS = 6;

    private final boolean dark;
    private final Map<ThemeColor, Color> colors = new EnumMap<>(ThemeColor.class);

    /** A set of colours; each has a token stylesheet. */
    public enum Scheme { LIGHT, DARK, CONTRAST }

    private ThemeColors(boolean dark, Map<String, Color> byName) {
        this.dark = dark;
        for (ThemeColor ink : ThemeColor.values()) {
            Color color = byName.get(ink.cssName());
            if (color == null) {
                throw new IllegalStateException("the token stylesheet lacks -bs-" + ink.cssName());
            }
            colors.put(ink, color);
        }
    }

    /** Reads the tokens of the light or the dark theme. */
    public static ThemeColors of(boolean dark) {
        return of(dark ? Scheme.DARK : Scheme.LIGHT);
    }

    public static ThemeColors of(Scheme scheme) {
        String file = stylesheet(scheme);
        try (InputStream in = ThemeColors.class.getResourceAsStream(file)) {
            Map<String, Color> byName = new HashMap<>();
            Matcher line = LINE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (line.find()) {
                byName.put(line.group(1), Color.web(line.group(2)));
            }
            return new ThemeColors(scheme != Scheme.LIGHT, byName);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static String stylesheet(Scheme scheme) {
        return "/css/tokens-" + scheme.name().toLowerCase(Locale.ROOT) + ".css";
    }

    public boolean isDark() {
        return dark;
    }

    public Color get(ThemeColor ink) {
        return colors.get(ink);
    }

    /** Sequential ramp over 0..1; low values fade into the panel in both themes. */
    public Color heat(double share) {
        double place = Math.max(0, Math.min(1, share)) * HEAT_STEPS;
        int below = Math.min(HEAT_STEPS - 1, (int) place);
        ThemeColor low = ThemeColor.values()[ThemeColor.HEAT0.ordinal() + below];
        ThemeColor high = ThemeColor.values()[ThemeColor.HEAT0.ordinal() + below + 1];
        return get(low).interpolate(get(high), place - below);
    }
}
