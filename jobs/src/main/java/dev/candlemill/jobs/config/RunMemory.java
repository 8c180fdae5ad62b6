package dev.candlemill.jobs.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What one attempt of a run leaves for a later {@code --resume}, in the run's own folder. Nothing
 * is written before the run begins, so that what is refused leaves the folder of an earlier attempt
 * as it was.
 */
public final class RunMemory {

    private final Resume.Kind kind;
    private final Settings settings;
    private final Optional<String> folder;
    private final boolean wasThere;
    private volatile boolean isRemembered;

    private RunMemory(Resume.Kind kind, Settings settings, Optional<String> folder) {
        this.kind = kind;
        this.settings = settings;
        this.folder = folder;
        this.wasThere = folder.map(Resume::isThere).orElse(false);
    }

    /** Of a run that nothing is kept of. */
    public static RunMemory none() {
        return new RunMemory(Resume.Kind.BACKFILL, Settings.of(List.of()), Optional.empty());
    }

    static RunMemory of(Resume.Kind kind, Settings settings, Optional<String> folder) {
        return new RunMemory(kind, settings, folder);
    }

    /** The run begins: keeps its settings beside what will be its checkpoints. */
    public void remember() throws IOException {
        if (folder.isPresent()) {
            Resume.remember(kind, settings, folder.get());
        }
        isRemembered = true;
    }

    /** Whether the run has begun. */
    public boolean isRemembered() {
        return isRemembered;
    }

    /** The run has finished: removes its folder, its checkpoints included. */
    public void forget() throws IOException {
        if (folder.isPresent()) {
            Resume.forget(folder.get());
        }
    }

    /** The attempt ended: removes what it prepared, unless it began or another was there first. */
    public void forgetUnlessBegun() throws IOException {
        if (!isRemembered && !wasThere) {
            forget();
        }
    }
}
