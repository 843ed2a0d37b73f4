package org.bytestill.util;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A log file that is opened with its first line, so that there is none where nothing was to be told. */
final class LateLogFile extends AppenderBase<ILoggingEvent> {
    private final Path path;
    private @Nullable FileAppender<ILoggingEvent> file;

    LateLogFile(Path path) {
        this.path = path;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (file == null) {
            file = new FileAppender<>();
            file.setName(getName());
            file.setContext(getContext());
            file.setFile(path.toString());
            file.setEncoder(LogLines.encoder(getContext(), true, true));
            file.start();
        }
        file.doAppend(event);
    }

    @Override
    public void stop() {
        super.stop();
        if (file != null) {
            file.stop();
        }
    }
}
