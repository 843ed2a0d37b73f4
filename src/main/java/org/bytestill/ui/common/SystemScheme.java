package org.bytestill.ui.common;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the desktop whether it is dark: JavaFX 21 has no way to. Light if it does not answer within half a second. */
public final class SystemScheme {
    private static final Logger LOG = LoggerFactory.getLogger(SystemScheme.class);
    private static final long LIMIT_MILLIS = 500;

    private SystemScheme() {}

    public static boolean isDark() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return answer("reg", "query", "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize", "/v",
                    "AppsUseLightTheme")
                    .contains("0x0");
        }
        if (os.contains("mac")) {
            return answer("defaults", "read", "-g", "AppleInterfaceStyle").contains("Dark");
        }
        return answer("gsettings", "get", "org.gnome.desktop.interface", "color-scheme").contains("dark");
    }

    private static String answer(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
            if (!process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.debug("the desktop's colour scheme is not known: {}", e.getMessage());
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
