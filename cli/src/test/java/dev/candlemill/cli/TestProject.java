package dev.candlemill.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Runs commands in this JVM on a project folder of their own, and keeps what they print. */
final class TestProject {

    private final Path root;
    private final Map<String, String> variables;
    private final Clock clock;

    TestProject(Path root) {
        this(root, Map.of(), Clock.systemUTC());
    }

    private TestProject(Path root, Map<String, String> variables, Clock clock) {
        this.root = root;
        this.variables = variables;
        this.clock = clock;
    }

    TestProject with(String variable, String text) {
        return new TestProject(root, Map.of(variable, text), clock);
    }

    /** The same in the future. */
    TestProject after(Duration duration) {
        return new TestProject(root, variables, Clock.offset(clock, duration));
    }

    /** What a command did. */
    record Run(int code, String out, String err) {}

    Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        Context context = new Context(new ProjectFolder(root), terminal, variables, clock);
        int code = Candlemill.commandLine(context).execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return new Run(code, out.toString(), err.toString());
    }
}
