package org.bytestill.ui.dashboard;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.PictureFile;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.chart.ChartCsv;
import org.bytestill.ui.common.chart.TimeChart;
import org.bytestill.util.Texts;

/** What can be saved of a dashboard: a chart as a picture or as its values, and the page. */
final class DashboardFiles {
    private final Texts texts = Texts.of("dashboard");
    private final FilePicker files;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;

    DashboardFiles(FilePicker files, Tasks tasks, Consumer<Throwable> failed) {
        this.files = files;
        this.tasks = tasks;
        this.failed = failed;
    }

    /** As SVG or in twice the pixels as PNG, by the name that is chosen; {@code words} stand below the chart. */
    void savePicture(TimeChart chart, String ending, List<String> words) {
        files.save(texts.get("save.picture"), chart.getId() + ending).ifPresent(file -> {
            PictureFile.Picture picture = chart.picture(words);
            write(() -> PictureFile.save(picture, file));
        });
    }

    /** Every value of a metric. */
    void saveValues(MetricLog log, Metric metric) {
        files.save(texts.get("save.values"), metric.key() + ".csv")
                .ifPresent(file -> inBackground(() -> PictureFile.write(file, ChartCsv.of(log, metric))));
    }

    void savePage(Node page, String run) {
        files.save(texts.get("save.page"), run + ".png").ifPresent(file -> write(() -> PictureFile.savePng(page, file)));
    }

    /** Asks for the file of a report, which is written elsewhere. */
    void saveReport(String run, Consumer<Path> writer) {
        files.save(texts.get("save.report"), run + ".html").ifPresent(file -> inBackground(() -> writer.accept(file)));
    }

    private void inBackground(Runnable writing) {
        tasks.run(Executors.callable(writing), done -> {}, failed);
    }

    /** A picture is drawn on the window's thread. */
    private void write(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }
}
