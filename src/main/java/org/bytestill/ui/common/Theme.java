package org.bytestill.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.bytestill.util.Language;

/**
 * Light, dark or high contrast, for style sheets and canvases alike, switched while everything is shown. One object for the whole
 * window; used on the JavaFX thread.
 */
public final class Theme {
    /** What the user asked for. */
    public enum Mode { SYSTEM, LIGHT, DARK, CONTRAST }

    /**
     * Of single screens. The scene has them, not their nodes: JavaFX remembers what sheets come to by the list of them, and forgets it with
     * the node that brought one along, so that each turn to such a screen would begin anew.
     */
    private static final List<String> SCREENS = List.of("/css/wizard.css", "/css/inspector.css", "/css/export.css", "/css/tasks.css",
            "/css/preview.css");

    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(this, "mode", Mode.SYSTEM);
    private final ReadOnlyObjectWrapper<ThemeColors> tokens = new ReadOnlyObjectWrapper<>(this, "tokens");
    private final Set<Scene> scenes = Collections.newSetFromMap(new WeakHashMap<>());
    private final boolean systemIsDark;

    /**
     * Loads the fonts and puts the theme on, before the first window is shown, so that none flashes white.
     *
     * @param systemIsDark whether the desktop asks for a dark look, see {@link SystemScheme}
     */
    public Theme(Mode initial, boolean systemIsDark) {
        this.systemIsDark = systemIsDark;
        Typeface.loadAll();
        mode.addListener((observable, before, now) -> apply());
        mode.set(initial);
        if (tokens.get() == null) {
            apply();
        }
    }

    public ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    public boolean isDark() {
        return mode.get() == Mode.DARK || mode.get() == Mode.CONTRAST || mode.get() == Mode.SYSTEM && systemIsDark;
    }

    /** Whether everything is drawn in high contrast, which is dark too. */
    public boolean isHighContrast() {
        return mode.get() == Mode.CONTRAST;
    }

    private ThemeColors.Scheme scheme() {
        return isHighContrast() ? ThemeColors.Scheme.CONTRAST : isDark() ? ThemeColors.Scheme.DARK : ThemeColors.Scheme.LIGHT;
    }

    /** From light to dark and back; what the system wants is no longer asked. */
    public void toggle() {
        mode.set(isDark() ? Mode.LIGHT : Mode.DARK);
    }

    /** Current colours; changes with the theme. */
    public ReadOnlyObjectProperty<ThemeColors> tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    public ThemeColors tokens() {
        return tokens.get();
    }

    /**
     * A dressed scene. It is dressed before anything is in it: JavaFX works a node's style out when it comes into a scene, and again when
     * the scene is given a sheet.
     */
    public Scene scene(Parent root, double width, double height) {
        Scene scene = new Scene(new Region(), width, height);
        dress(scene);
        scene.setRoot(root);
        return scene;
    }

    /** Dresses a scene now and at every change. Dialogs and popups inherit from the scene of their owner. */
    public void dress(Scene scene) {
        scenes.add(scene);
        dressNow(scene);
    }

    private void apply() {
        boolean dark = isDark();
        Application.setUserAgentStylesheet((dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
        tokens.set(ThemeColors.of(scheme()));
        scenes.forEach(this::dressNow);
    }

    private void dressNow(Scene scene) {
        List<String> names = new ArrayList<>(
                List.of("/css/javafx-bridge.css", ThemeColors.stylesheet(scheme()), "/css/look.css", "/css/app.css"));
        if (isHighContrast()) {
            names.add("/css/contrast.css");
        }
        names.addAll(SCREENS);
        List<String> sheets = names.stream().map(sheet -> Theme.class.getResource(sheet).toExternalForm()).toList();
        if (!scene.getStylesheets().equals(sheets)) {
            scene.getStylesheets().setAll(sheets);
        }
        scene.setFill(tokens().get(ThemeColor.APP));
        scene.setNodeOrientation(Language.current().isRightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    }
}
