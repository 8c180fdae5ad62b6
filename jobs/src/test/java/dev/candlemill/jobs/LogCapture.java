package dev.candlemill.jobs;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Everything that this JVM logs while it is open, exceptions with their causes included. */
final class LogCapture extends AbstractAppender implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerConfig root;
    private final Level before;

    private LogCapture(LoggerConfig root) {
        super(
                "capture",
                null,
                PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable").build(),
                false,
                Property.EMPTY_ARRAY);
        this.root = root;
        this.before = root.getLevel();
    }

    /** From that level on, whatever the configuration says. */
    static LogCapture of(Level level) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        LogCapture capture = new LogCapture(context.getConfiguration().getRootLogger());
        capture.start();
        capture.root.addAppender(capture, level, null);
        Configurator.setRootLevel(level);
        return capture;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(getLayout().toSerializable(event).toString());
    }

    @Override
    public void close() {
        Configurator.setRootLevel(before);
        root.removeAppender(getName());
        stop();
    }
}
