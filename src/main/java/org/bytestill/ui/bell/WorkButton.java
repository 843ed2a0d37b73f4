package org.bytestill.ui.bell;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import org.bytestill.engine.job.Job;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Work that is under way, in the header while there is any: how far each is, and its end if somebody wants that. */
public final class WorkButton extends Button {
    private static final double WIDTH = 320;

    private final Texts texts = Texts.of("bell");
    private final ContextMenu menu = new ContextMenu();
    private List<Job> shown = List.of();

    public WorkButton() {
        Ui.style(this, "flat", "small");
        setId("work");
        setGraphic(Ui.icon("mdi2p-progress-clock", "accent"));
        Ui.explain(this, texts.get("work"));
        menu.setId("work-menu");
        setOnAction(event -> menu.show(this, Side.BOTTOM, 0, 0));
        Ui.show(this, false);
    }

    /** Shows what is under way of these jobs; cheap if nothing has changed. */
    public void look(List<Job> jobs) {
        List<Job> running = jobs.stream().filter(Job::isRunning).toList();
        Ui.show(this, !running.isEmpty());
        setText(inWords(running));
        setAccessibleText(texts.get("work.count", running.size()));
        if (!running.equals(shown)) {
            shown = running;
            menu.getItems().setAll(running.stream().map(this::row).toList());
        }
        menu.getItems().forEach(row -> ((JobRow) row).renew());
        if (running.isEmpty()) {
            menu.hide();
        }
    }

    private String inWords(List<Job> running) {
        return running.size() == 1 ? texts.get("work.one", nameOf(running.get(0)), Format.percent(running.get(0).share(), 0))
                : texts.get("work.count", running.size());
    }

    private String nameOf(Job job) {
        return texts.get("kind." + job.kind().name().toLowerCase(Locale.ROOT));
    }

    private JobRow row(Job job) {
        return new JobRow(job);
    }

    /** A job, its bar, and the word that ends it. */
    private final class JobRow extends CustomMenuItem {
        private final Job job;
        private final ProgressBar bar = new ProgressBar(0);
        private final Label percent = Ui.text("", "mono", "c12");

        JobRow(Job job) {
            this.job = job;
            bar.setPrefWidth(WIDTH);
            setContent(Ui.size(Ui.column(4, Ui.row(8, Ui.text(nameOf(job), "semi", "c12"),
                    Ui.value(String.valueOf(job.subject().getFileName()), "c12", "muted"), Ui.space(), percent,
                    Ui.link(texts.get("cancel"), job::cancel)), bar), WIDTH, -1));
            setHideOnClick(false);
        }

        void renew() {
            bar.setProgress(job.share());
            percent.setText(Format.percent(job.share(), 0) + " %");
        }
    }
}
