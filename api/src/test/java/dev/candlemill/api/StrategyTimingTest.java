package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.WarmUp;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StrategyTimingTest {

    private static final AtomicReference<WarmUp> WARM_UP = new AtomicReference<>();

    @RegisterExtension
    static final ServerFixture SERVER =
            new ServerFixture(
                    settings -> settings, () -> new StrategyOptions(WARM_UP.get(), 60_000));

    /** The seed of the averages still weighs something when they cross. */
    @Test
    void isAskedForAnewEachTime() throws Exception {
        Rows rows = new Rows(SERVER.database);
        double[] opens = {20, 18, 16, 14, 12, 15, 18, 21};
        for (int hour = 0; hour < opens.length; hour++) {
            rows.hour("2025-07-01T%02d:30:00Z".formatted(13 + hour), opens[hour]);
        }

        WARM_UP.set(WarmUp.DEFINED);
        int defined = events();
        WARM_UP.set(WarmUp.STABLE);

        assertThat(defined).isPositive();
        assertThat(events()).isZero();
    }

    private static int events() throws Exception {
        return SERVER.send(
                        "POST",
                        "/api/v1/strategies/calculate",
                        "{\"symbol\":\"XNAS:AAPL\",\"timeframe\":\"1h\","
                                + "\"strategies\":[\"ema_cross(2,3)\"]}")
                .body()
                .at("/results/0/events")
                .size();
    }
}
