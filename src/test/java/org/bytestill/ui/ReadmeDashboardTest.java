package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import org.awaitility.Awaitility;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the README's picture of the dashboard: the sample run as recommended, {@code sample-data/quick.yaml}, from start to finish.
 * {@code mvn test -Preal -Dtest=ReadmeDashboardTest} writes target/shots/readme-dashboard-light.png and -dark.png; copy the light one to
 * resources/help/dashboard.png. {@code -Dreadme.run=DIR} draws a finished run of the same configuration instead.
 */
@Tag("real")
@Tag("ui")
class ReadmeDashboardTest {
    private static final Path QUICK = Path.of("sample-data/quick.yaml");

    @TempDir
    Path folder;

    @Test
    void theSampleRunAsRecommended() throws Exception {
        Path runFolder = folder.resolve("runs/sample");
        Files.createDirectories(runFolder.getParent());
        try (TrainingEngine engine = new TrainingEngine()) {
            String given = System.getProperty("readme.run");
            if (given != null) {
                copy(Path.of(given), runFolder);
            }
            RunConfig quick = RunConfigFile.read(QUICK);
            Run run = given == null ? engine.start(quick, QUICK.toAbsolutePath().getParent(), runFolder) : engine.open(runFolder);
            Awaitility.await().atMost(Duration.ofMinutes(40)).pollInterval(Duration.ofSeconds(1))
                    .until(() -> run.progress().state() == RunState.DONE);
            assertThat(run.config().objective()).isEqualTo("covering");
            assertThat(run.config().training().updates()).isEqualTo(quick.training().updates());
            for (Theme.Mode mode : new Theme.Mode[] {Theme.Mode.LIGHT, Theme.Mode.DARK}) {
                draw(engine, run, mode);
            }
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private void draw(TrainingEngine engine, Run run, Theme.Mode mode) throws Exception {
        Home home = new Home(folder, Optional.of(QUICK.toAbsolutePath().getParent()));
        try (FxRoom room = new FxRoom(); ShownWindow shown = new ShownWindow(engine, home, mode, 1600, 1000)) {
            FxRoom.onFx(() -> {
                shown.window().show(run, Tab.DASHBOARD);
                return null;
            });
            FxRoom.until(() -> ((Labeled) shown.scene().lookup("#status")).getText().startsWith("Done")
                    && !String.valueOf(shown.scene().lookup("#divergence").getAccessibleText()).contains("nothing measured"));
            FxRoom.shot(shown.scene(), "readme-dashboard-" + mode.name().toLowerCase(Locale.ROOT));
        }
    }
}
