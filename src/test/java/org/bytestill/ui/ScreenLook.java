package org.bytestill.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Language;

/**
 * One way to see all screens.
 *
 * @param percent the scale of everything, 100 or 200
 * @param width   of the window's content, in units of which {@code percent} / 100 pixels make one
 */
record ScreenLook(Language language, Theme.Mode theme, int percent, int width, int height) {
    private static final int[][] SIZES = {{1024, 700}, {1440, 900}, {1920, 1080}};
    private static final int[] USUAL = SIZES[1];

    /** Each theme in each size, and each language in light and dark, drawn as large as it is and twice as large. */
    static List<ScreenLook> all() {
        List<ScreenLook> looks = new ArrayList<>();
        for (Theme.Mode theme : new Theme.Mode[] {Theme.Mode.LIGHT, Theme.Mode.DARK, Theme.Mode.CONTRAST}) {
            for (int[] size : SIZES) {
                looks.add(new ScreenLook(Language.ENGLISH, theme, 100, size[0], size[1]));
            }
        }
        for (Theme.Mode theme : new Theme.Mode[] {Theme.Mode.LIGHT, Theme.Mode.DARK}) {
            for (Language language : Language.values()) {
                looks.add(new ScreenLook(language, theme, 200, USUAL[0], USUAL[1]));
                if (language != Language.ENGLISH) {
                    looks.add(new ScreenLook(language, theme, 100, USUAL[0], USUAL[1]));
                }
            }
        }
        looks.add(new ScreenLook(Language.ENGLISH, Theme.Mode.CONTRAST, 200, USUAL[0], USUAL[1]));
        // The narrowest window in the other languages, too.
        looks.add(new ScreenLook(Language.CHINESE, Theme.Mode.LIGHT, 100, SIZES[0][0], SIZES[0][1]));
        looks.add(new ScreenLook(Language.PSEUDO, Theme.Mode.LIGHT, 100, SIZES[0][0], SIZES[0][1]));
        return looks;
    }

    /** Whether {@code -Dlooks=REGEX} asks for it. */
    boolean isWanted() {
        return toString().matches(System.getProperty("looks", ".*"));
    }

    /** As it stands at the end of a picture's name. */
    @Override
    public String toString() {
        return language.tag() + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + percent + "-" + width + "x" + height;
    }
}
