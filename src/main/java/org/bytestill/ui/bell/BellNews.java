package org.bytestill.ui.bell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.util.Texts;
import org.slf4j.LoggerFactory;

/**
 * Finds what is new in the runs of a folder, whoever computes them, and among the jobs of this process. Reads run.json of each, and the
 * events of those alone that have changed since. Not on the window's thread, and by one thread at a time.
 */
final class BellNews {
    private static final Texts TEXTS = Texts.of("bell");
    /** Some file systems know whole seconds alone: a run that ended just now must not seem older than its last event. */
    private static final Duration FILE_TIMES_ARE_OFF_BY = Duration.ofSeconds(2);

    private final Engine engine;
    private final Path runsFolder;
    private final Map<Path, Run> opened = new HashMap<>();
    private final Map<Path, RunState> states = new HashMap<>();
    private final Set<Job> told = new HashSet<>();
    private Instant until;

    /** @param until what happened up to here is no news */
    BellNews(Engine engine, Path runsFolder, Instant until) {
        this.engine = engine;
        this.runsFolder = runsFolder;
        this.until = until;
    }

    Instant until() {
        return until;
    }

    List<BellItem> look() {
        List<BellItem> news = new ArrayList<>();
        Instant latest = until;
        for (RunSummary summary : engine.runs(runsFolder)) {
            boolean active = summary.state().isActive();
            if (summary.broken().isEmpty() && (active || summary.changedAt() != null
                    && summary.changedAt().isAfter(until.minus(FILE_TIMES_ARE_OFF_BY)))) {
                for (RunEvent event : events(summary.folder())) {
                    if (event.at().isAfter(until)) {
                        latest = event.at().isAfter(latest) ? event.at() : latest;
                        add(event, summary, news);
                    }
                }
            }
            RunState before = states.put(summary.folder(), summary.state());
            if (before != null && before.isActive() && summary.state() == RunState.INTERRUPTED) {
                news.add(new BellItem(Instant.now(), BellItem.Kind.INTERRUPTED, summary.folder().toString(), summary.name(),
                        TEXTS.get("interrupted"), false));
            }
            if (!active) {
                opened.remove(summary.folder());
            }
        }
        until = latest;
        engine.jobs().stream().filter(job -> !job.isRunning() && told.add(job)).forEach(job -> add(job, news));
        return news;
    }

    private List<RunEvent> events(Path folder) {
        try {
            return opened.computeIfAbsent(folder, engine::open).events();
        } catch (UserError e) {
            LoggerFactory.getLogger(BellNews.class).debug("{} cannot be read; the list of runs says so", folder, e);
            return List.of();
        }
    }

    private static void add(RunEvent event, RunSummary run, List<BellItem> news) {
        BellItem.Kind kind = switch (event.kind()) {
            case DONE -> BellItem.Kind.DONE;
            case FAILED -> BellItem.Kind.FAILED;
            case WARNING -> BellItem.Kind.ALERT;
            default -> event.alert().isEmpty() ? null : BellItem.Kind.ALERT;
        };
        if (kind != null) {
            news.add(new BellItem(event.at(), kind, run.folder().toString(), run.name(), event.message(), false));
        }
    }

    private static void add(Job job, List<BellItem> news) {
        if (job.state() == Job.State.CANCELLED) {
            return;
        }
        boolean failed = job.state() == Job.State.FAILED;
        String words = failed ? job.failure() : TEXTS.get("ended." + job.kind().name().toLowerCase(Locale.ROOT), job.subject());
        news.add(new BellItem(Instant.now(), failed ? BellItem.Kind.JOB_FAILED : BellItem.Kind.JOB_DONE, "",
                String.valueOf(job.subject().getFileName()), words, false));
    }
}
