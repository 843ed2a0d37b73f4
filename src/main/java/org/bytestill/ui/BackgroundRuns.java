package org.bytestill.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.util.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that were left to go on in the background, so that the next start shows them again; a file of the user's home. One that is
 * damaged names none: the list of runs shows them all the same.
 */
final class BackgroundRuns {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundRuns.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    BackgroundRuns(Path file) {
        this.file = file;
    }

    /** What became of the runs since: those that still go on, and those that have ended. */
    record Found(List<Run> goingOn, List<Run> ended) {}

    void add(Path run) {
        Set<Path> all = new LinkedHashSet<>(read());
        all.add(run);
        write(all);
    }

    /** Looks what became of them; those that have ended are named once. */
    Found find(Engine engine) {
        List<Run> goingOn = new ArrayList<>();
        List<Run> ended = new ArrayList<>();
        for (Path each : read()) {
            try {
                Run run = engine.open(each);
                RunState state = run.progress().state();
                (state.isActive() || state == RunState.PAUSED ? goingOn : ended).add(run);
            } catch (UserError e) {
                LOG.info("{} was left in the background and cannot be opened: {}", each, e.getMessage());
            }
        }
        if (!read().isEmpty()) {
            write(goingOn.stream().map(Run::folder).toList());
        }
        return new Found(goingOn, ended);
    }

    private List<Path> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String[] paths = JSON.readValue(file.toFile(), String[].class);
            return paths == null ? List.of() : Arrays.stream(paths).flatMap(BackgroundRuns::path).toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be read; runs in the background are in the list of runs: {}", file, e.getMessage());
            return List.of();
        }
    }

    private static Stream<Path> path(String name) {
        try {
            return name == null ? Stream.empty() : Stream.of(Path.of(name));
        } catch (IllegalArgumentException e) {
            return Stream.empty(); // a damaged file: no path
        }
    }

    private void write(Iterable<Path> runs) {
        List<String> names = new ArrayList<>();
        runs.forEach(run -> names.add(run.toString()));
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, JSON.writeValueAsString(names) + "\n");
        } catch (UserError e) {
            LOG.warn("{}", e.getMessage());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; runs in the background are in the list of runs: {}", file, e.getMessage());
        }
    }
}
