package dev.candlemill.api;

import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.WarmUp;
import java.io.IOException;

/** When the strategies of the jobs speak. */
@FunctionalInterface
public interface StrategyTiming {

    /**
     * As it is now; it changes with the runs.
     *
     * @throws IOException when nobody can say
     */
    StrategyOptions current() throws IOException;

    /** As in a job that was told nothing. */
    static StrategyTiming standard() {
        return () -> new StrategyOptions(WarmUp.USABLE, 60_000);
    }
}
