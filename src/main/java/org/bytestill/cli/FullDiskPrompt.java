package org.bytestill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.RunState;

/** Says that a run waits for room on its disk, and takes the answer of a person at the terminal. */
final class FullDiskPrompt {
    private static final String UNSAVED = "unsaved";

    private final Run run;
    private final Terminal terminal;
    private final InputStream in = System.in;
    private final StringBuilder typed = new StringBuilder();
    private String told = "";

    FullDiskPrompt(Run run, Terminal terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    void look() {
        RunProgress progress = run.progress();
        boolean waits = progress.state() == RunState.PAUSED && !progress.message().isEmpty();
        if (waits && told.isEmpty()) {
            terminal.note("%s Here: type the name of a folder, or %s, and press Enter.", progress.message(), UNSAVED);
        }
        told = waits ? progress.message() : "";
        if (waits) {
            read();
        }
    }

    /** Without waiting: most runs have nobody at the terminal. */
    private void read() {
        try {
            while (in.available() > 0) {
                int next = in.read();
                if (next == '\n') {
                    answer(new String(typed.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip());
                    typed.setLength(0);
                } else if (next >= 0) {
                    typed.append((char) next);
                }
            }
        } catch (IOException e) {
            typed.setLength(0); // there is no terminal to read from
        }
    }

    private void answer(String line) {
        if (line.equals(UNSAVED)) {
            run.goOnUnsaved();
        } else if (!line.isEmpty()) {
            run.saveTo(Path.of(line));
        }
    }
}
