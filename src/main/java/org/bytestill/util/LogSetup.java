package org.bytestill.util;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;

/**
 * Where the log goes: sentences to standard error, whole reports to {@code .bytestill/bytestill.log} in the home folder. In code, since
 * Logback takes longer to read the same from XML than a command to start. Whoever names a file in {@code logback.configurationFile} gets
 * what that says.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String LEAST_LEVEL = "bytestill.log";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.NEUTRAL;
        }
        configure(context, Path.of(System.getProperty("user.home"), ".bytestill", "bytestill.log"));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void configure(LoggerContext context, Path log) {
        Appender<ILoggingEvent> console = console(context, asked(Level.WARN), false);
        Appender<ILoggingEvent> file = file(context, log);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        root.addAppender(file);
        context.getLogger("org.bytestill").setLevel(asked(Level.INFO));
        // What a command logs it has also said in a sentence of its own.
        Logger commands = context.getLogger("org.bytestill.cli");
        commands.setAdditive(false);
        commands.addAppender(file);
        // What is wrong with a file is told by who reads it.
        context.getLogger("org.apache.parquet").setLevel(Level.ERROR);
    }

    /** The least level that is told: the one that somebody asked for by a property or a variable of the environment, or the usual one. */
    static Level asked(Level usual) {
        return Level.toLevel(System.getProperty(LEAST_LEVEL, System.getenv(LEAST_LEVEL)), usual);
    }

    /**
     * Lines on standard error: standard output belongs to the data of a command.
     *
     * @param traces whether an exception's stack trace is told
     */
    static Appender<ILoggingEvent> console(LoggerContext context, Level least, boolean traces) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("STDERR");
        console.setContext(context);
        console.setTarget("System.err");
        console.addFilter(from(least, context));
        console.setEncoder(LogLines.encoder(context, false, traces));
        console.start();
        return console;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path path) {
        LateLogFile file = new LateLogFile(path);
        file.setName("FILE");
        file.setContext(context);
        file.addFilter(from(Level.WARN, context));
        file.start();
        return file;
    }

    private static ThresholdFilter from(Level least, LoggerContext context) {
        ThresholdFilter filter = new ThresholdFilter();
        filter.setContext(context);
        filter.setLevel(least.toString());
        filter.start();
        return filter;
    }
}
