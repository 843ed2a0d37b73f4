package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSettingsTest {
    private static final Rectangle2D SCREEN = new Rectangle2D(0, 0, 1920, 1080);
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        WindowSettings settings = new WindowSettings(Theme.Mode.DARK, 10, 20, 1300, 800, true);
        settings.write(folder.resolve("deep/window.json"));
        assertThat(WindowSettings.read(folder.resolve("deep/window.json"))).isEqualTo(settings);
    }

    @Test
    void aBrokenOrNewerFileDoesNotKeepTheWindowFromOpening() throws IOException {
        Path file = folder.resolve("window.json");
        Files.writeString(file, "{\"theme\": \"DA");
        assertThat(WindowSettings.read(file)).isEqualTo(WindowSettings.FIRST);
        Files.writeString(file, "{\"theme\": \"LIGHT\", \"dividers\": [1, 2]}");
        assertThat(WindowSettings.read(file).theme()).isEqualTo(Theme.Mode.LIGHT);
    }

    @Test
    void aWindowIsPutBackOnlyWhereItCanBeTakenHoldOf() {
        assertThat(WindowPlace.isOn(at(100, 100), SCREEN)).isTrue();
        assertThat(WindowPlace.isOn(at(1900, 100), SCREEN)).as("beyond the right edge").isFalse();
        assertThat(WindowPlace.isOn(at(100, -400), SCREEN)).as("title bar above the screen").isFalse();
        assertThat(WindowPlace.isOn(at(-1270, 100), SCREEN)).as("30 pixels are left").isFalse();
    }

    @Test
    void theFirstWindowIs1440By900InTheMiddleOrWhatTheScreenHasRoomFor() {
        Dimension2D frame = new Dimension2D(2, 26);
        assertThat(WindowPlace.bounds(WindowSettings.FIRST, frame, SCREEN, false)).isEqualTo(new Rectangle2D(239, 77, 1442, 926));
        Rectangle2D small = new Rectangle2D(0, 0, 1024, 700);
        assertThat(WindowPlace.bounds(WindowSettings.FIRST, frame, small, false)).isEqualTo(small);
    }

    @Test
    void aRememberedSizeAndPlaceHold() {
        Dimension2D frame = new Dimension2D(2, 26);
        assertThat(WindowPlace.bounds(at(100, 50), frame, SCREEN, true)).isEqualTo(new Rectangle2D(100, 50, 1302, 826));
        assertThat(WindowPlace.bounds(at(5000, 50), frame, SCREEN, false)).as("its screen is gone")
                .isEqualTo(new Rectangle2D(309, 127, 1302, 826));
    }

    private static WindowSettings at(double x, double y) {
        return new WindowSettings(Theme.Mode.SYSTEM, x, y, 1300, 800, false);
    }

    @Test
    void theFreeRoomIsThatOfTheDiskWhereTheRunsWillLie() {
        assertThat(new Home(folder.resolve("not/there/yet"), Optional.empty()).freeDiskBytes()).isPositive();
    }

    @Test
    void theSampleDataAreFoundBesideTheWorkingFolder() {
        assertThat(Home.ofUser().sampleData()).isPresent();
    }
}
