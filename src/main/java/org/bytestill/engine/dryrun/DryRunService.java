package org.bytestill.engine.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.cost.CostStore;
import org.bytestill.engine.cost.UsedCost;
import org.bytestill.engine.plan.RunEstimate;
import org.bytestill.problem.Check;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.ChildJava;

/**
 * Tries a configuration in a process of its own, and keeps what it used for the estimates of this configuration. Whatever becomes of the
 * process, its folder is removed.
 */
public final class DryRunService {
    /** What {@code bin/bytestill} gives a command, so that memory is that of a run. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash", "-DOPT_OUT_TRACKING=true");
    private static final String PREFIX = ".bytestill-dry-run-";

    private final CostStore costs;

    public DryRunService(CostStore costs) {
        this.costs = costs;
    }

    /**
     * On the calling thread.
     *
     * @throws UserError             if it cannot even begin; what fails later is a finding
     * @throws CancellationException if the listener ends it
     */
    public DryRunReport run(DryRunRequest request, DryRunListener listener) {
        Check.that(ChildJava.isThere(), "There is no program %s: a dry run needs a process of its own. Install Java, or start the run.",
                ChildJava.program());
        RunConfig config = RunConfigFile.resolved(request.config(), request.base().toAbsolutePath().normalize());
        Path folder = folder(request.runFolder());
        try {
            Path yaml = folder.resolve("run.yaml");
            AtomicFile.write(yaml, RunConfigFile.write(config));
            DryRunReport report = follow(yaml, folder.resolve("run"), listener);
            if (report.isFine() && report.used().updateSeconds() > 0) {
                costs.add(new UsedCost(Instant.now(), true, RunEstimate.key(config), report.said(), report.used()));
            }
            return report;
        } finally {
            AtomicFile.deleteFolder(folder);
        }
    }

    /** A new folder on the disk of the run, beside the folder of the runs if that is not there yet; what died before is removed. */
    private static Path folder(Path runFolder) {
        Path place = runFolder.toAbsolutePath().normalize().getParent();
        while (place != null && !Files.isDirectory(place)) {
            place = place.getParent();
        }
        Path existing = place == null ? Path.of("").toAbsolutePath() : place;
        removeDead(existing);
        try {
            return Files.createTempDirectory(existing, PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw UserError.disk("A dry run needs a folder in %s, which cannot be made (%s). Choose another runs folder.", existing,
                    e.getMessage()).causedBy(e);
        }
    }

    private static void removeDead(Path place) {
        try (Stream<Path> children = Files.list(place)) {
            children.filter(child -> child.getFileName().toString().matches("\\Q" + PREFIX + "\\E\\d{1,18}-.*"))
                    .filter(child -> ProcessHandle.of(pid(child)).isEmpty()).forEach(AtomicFile::deleteFolder);
        } catch (IOException | UserError e) {
            // Left where it is: it harms nobody.
        }
    }

    private static long pid(Path folder) {
        return Long.parseLong(folder.getFileName().toString().substring(PREFIX.length()).split("-")[0]);
    }

    private static DryRunReport follow(Path yaml, Path folder, DryRunListener listener) {
        List<DryRunFinding> findings = new ArrayList<>();
        Process process = start(yaml, folder);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode told = DryRunProtocol.read(line);
                switch (told.path("kind").asText()) {
                    case DryRunProtocol.PROGRESS -> requireGoesOn(listener.progress(DryRunStage.valueOf(told.path("stage").asText()),
                            told.path("done").asLong(), told.path("total").asLong()));
                    case DryRunProtocol.FINDING -> {
                        findings.add(DryRunProtocol.finding(told));
                        listener.found(findings.get(findings.size() - 1));
                    }
                    case DryRunProtocol.REPORT -> {
                        return DryRunProtocol.report(told, findings);
                    }
                    default -> throw refused(told);
                }
            }
            throw died();
        } catch (IOException e) {
            throw died().causedBy(e);
        } finally {
            end(process);
        }
    }

    private static void requireGoesOn(boolean goesOn) {
        if (!goesOn) {
            throw new CancellationException("The dry run was cancelled.");
        }
    }

    private static UserError refused(JsonNode told) {
        ExitCode code = Arrays.stream(ExitCode.values()).filter(known -> known.code() == told.path("exit").asInt()).findFirst()
                .orElse(ExitCode.INTERNAL_ERROR);
        return UserError.of(code, "%s", told.path("text").asText());
    }

    private static UserError died() {
        return UserError.of(ExitCode.OUT_OF_MEMORY,
                "The process of the dry run ended in the middle, most often because the system had no memory left for it."
                        + " Compute fewer documents at once (training.micro_batch_documents), or close other programs.");
    }

    private static Process start(Path yaml, Path folder) {
        ProcessBuilder builder = ChildJava.of(OPTIONS, DryRunServer.class, yaml.toString(), folder.toString());
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1"); // as bin/bytestill does
        try {
            return builder.start();
        } catch (IOException e) {
            throw UserError.disk("The dry run's process cannot be started: %s.", e.getMessage()).causedBy(e);
        }
    }

    /** Its folder can be removed only when nothing writes into it any more. */
    private static void end(Process process) {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
