package dev.candlemill.cli;

import dev.candlemill.jobs.config.Surroundings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** What every command works with. */
record Context(
        ProjectFolder project, Terminal terminal, Map<String, String> variables, Clock clock) {

    static Context ofProcess() {
        return new Context(
                ProjectFolder.ofProcess(),
                Terminal.ofProcess(),
                System.getenv(),
                Clock.systemUTC());
    }

    /** With the project's own folders and this machine's cores where nobody says otherwise. */
    Surroundings surroundings(Clock now, Map<String, String> addresses) {
        Map<String, String> fallbacks = new HashMap<>(addresses);
        fallbacks.put("checkpoint.dir", project.checkpoints().toString());
        fallbacks.put("parallelism", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new Surroundings(variables, now, fallbacks);
    }
}
