package org.bytestill.engine.machine;

import java.awt.AWTException;
import java.awt.Image;
import java.awt.SystemTray;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the desktop something in its own way: notify-send on Linux, osascript on macOS, the tray on Windows. Where there is none of it nothing
 * happens: whatever is told is kept by the window too.
 */
public final class DesktopNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopNotifier.class);

    private DesktopNotifier() {}

    /** Never fails. Starts a process: not on the window's thread. */
    public static void show(String title, String text) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        try {
            if (os.contains("win")) {
                tray(title, text);
            } else {
                new ProcessBuilder(command(os, title, text)).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
        } catch (IOException | AWTException | RuntimeException | LinkageError e) {
            LOG.debug("The desktop was not told: {}", e.toString());
        }
    }

    /** Arguments are handed over as they are: no shell reads them. */
    static List<String> command(String os, String title, String text) {
        return os.contains("mac")
                ? List.of("osascript", "-e", "on run {text, title}", "-e", "display notification text with title title", "-e", "end run",
                        text,
                        title)
                : List.of("notify-send", "--app-name=Bytestill", "--", title, text);
    }

    private static void tray(String title, String text) throws AWTException {
        if (!SystemTray.isSupported()) {
            return;
        }
        Image image = Toolkit.getDefaultToolkit().createImage(DesktopNotifier.class.getResource("/icons/bytestill-32.png"));
        TrayIcon icon = new TrayIcon(image, "Bytestill");
        icon.setImageAutoSize(true);
        SystemTray.getSystemTray().add(icon);
        icon.displayMessage(title, text, TrayIcon.MessageType.NONE);
        icon.addActionListener(event -> SystemTray.getSystemTray().remove(icon));
    }
}
