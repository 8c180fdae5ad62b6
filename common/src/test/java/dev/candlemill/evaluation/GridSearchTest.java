package dev.candlemill.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyReplay;
import dev.candlemill.strategy.Walk;
import dev.candlemill.strategy.WarmUp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GridSearchTest {

    private static final StrategyOptions OPTIONS = new StrategyOptions(WarmUp.USABLE, 60_000);
    private static final Strategies KNOWN = Strategies.load(GridSearchTest.class.getClassLoader());

    @Test
    void everyRowIsWhatItsStrategyGetsAlone() {
        CandleSeries candles = new CandleSeries(Timeframe.H1);
        Walk.random(Timeframe.H1, 600, 5).forEach(candles::add);
        PriceSeries first = new PriceSeries(candles, 100, 450);
        PriceSeries rest = new PriceSeries(candles, 450, 600);
        TradingRules rules = new TradingRules(Side.BOTH, 5, 1);
        List<String> strategies =
                ParameterGrid.of("sma_cross", "fast=2..12,slow=10..40/3", KNOWN).strategies();
        List<Integer> progress = new ArrayList<>();

        GridSearch.Result result =
                new GridSearch(
                                new GridSearch.Data(candles, Map.of(), first, rest),
                                KNOWN,
                                OPTIONS,
                                rules)
                        .run(strategies, (done, of) -> progress.add(done));

        assertThat(result.failures()).isEmpty();
        assertThat(result.rows()).hasSize(strategies.size());
        assertThat(progress).containsExactly(64, strategies.size());
        assertThat(result.rows())
                .isSortedAccordingTo(
                        Comparator.comparingDouble(row -> -row.inSample().totalReturn()));
        for (GridSearch.Row row : result.rows()) {
            var events =
                    new StrategyReplay(List.of(row.strategy()), Timeframe.H1, KNOWN, OPTIONS)
                            .over(candles, Map.of())
                            .events()
                            .get(row.strategy());
            assertThat(row.inSample()).isEqualTo(Evaluation.of(first, events, rules).performance());
            assertThat(row.outOfSample())
                    .isEqualTo(Evaluation.of(rest, events, rules).performance());
        }
    }
}
