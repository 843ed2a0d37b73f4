package org.bytestill.engine.machine;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the computer from going to sleep by itself, by the system's own program for it. That one reads from this process and ends with it,
 * however this one ends, so that no computer is kept awake by a run that is gone. Where there is no such program nothing happens.
 */
public final class WakeLock {
    private static final Logger LOG = LoggerFactory.getLogger(WakeLock.class);
    /** ES_CONTINUOUS and ES_SYSTEM_REQUIRED, until the input ends. */
    private static final String WINDOWS = "$t = Add-Type -PassThru -Name Awake -MemberDefinition '[DllImport(\"kernel32.dll\")] public static"
            + " extern uint SetThreadExecutionState(uint flags);'; $null = $t::SetThreadExecutionState([uint32]\"0x80000001\");"
            + " $null = [Console]::In.ReadLine()";

    private final List<String> command;
    private @Nullable Process holder;
    private boolean isHeld;

    /** By the program of this system. */
    public WakeLock() {
        this(command(System.getProperty("os.name"), ProcessHandle.current().pid()));
    }

    /** @param command runs as long as the computer is kept awake, and ends when its input does */
    WakeLock(List<String> command) {
        this.command = command;
    }

    /** @param process of this program: caffeinate does not read, it watches */
    static List<String> command(String os, long process) {
        String system = os.toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return List.of("caffeinate", "-i", "-s", "-w", String.valueOf(process));
        }
        if (system.contains("win")) {
            return List.of("powershell", "-NoProfile", "-NonInteractive", "-Command", WINDOWS);
        }
        return List.of("systemd-inhibit", "--what=idle:sleep", "--who=Bytestill", "--why=A model is being trained", "--mode=block", "cat");
    }

    /** Holds the computer awake from now on, or lets it sleep. Never fails; the same again does nothing. */
    public synchronized void hold(boolean awake) {
        if (awake == isHeld) {
            return;
        }
        isHeld = awake;
        if (!awake) {
            release();
            return;
        }
        try {
            holder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            LOG.info("The computer is not kept awake: {}", e.getMessage());
        }
    }

    private void release() {
        Process held = holder;
        holder = null;
        if (held != null) {
            try {
                held.getOutputStream().close();
            } catch (IOException e) {
                LOG.debug("{} has ended already", command.get(0), e);
            }
            held.destroy();
        }
    }

    /** The process that holds it; null if none does. */
    synchronized @Nullable Process holder() {
        return holder;
    }
}
