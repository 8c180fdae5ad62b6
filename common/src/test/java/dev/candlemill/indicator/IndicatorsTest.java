package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.spec.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IndicatorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sma | sma(20)",
                "SMA( 50 ) | sma(50)",
                "macd | macd(12,26,9)",
                "bollinger(20,2.0) | bollinger(20,2)",
                "bb | bollinger(20,2)",
                "stoch(14,3) | stochastic(14,3,1)",
                "stoch(14,3,3) | stochastic(14,3,3)",
                "rma(14) | smma(14)",
                "rsi(14,mean=wilder) | rsi(14)",
                "rsi(bars=7,mean=cutler) | rsi(7,mean=cutler)",
                "obv | obv",
                "ichimoku | ichimoku(9,26,52)",
                "keltner | keltner(20,2,10)",
                "supertrend | supertrend(10,3)",
                "stochrsi | stochrsi(14,14,3,3)",
                "psar | psar(0.02,0.2)"
            })
    void readsWhatSomebodyWrote(String written, String canonical) {
        assertThat(Indicators.of(written)).hasToString(canonical);
    }

    @Test
    void namesTheNearestAndAllForAnUnknownName() {
        assertThatThrownBy(() -> Indicators.of("smaa(20)"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("no indicator 'smaa': expected one of [sma, ema, macd, ")
                .hasMessageEndingWith("tr]; did you mean sma?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "macd(26,12,9) | macd(26,12,9): fast expected to be below slow, found 26 and 12",
                "kama(10,30,30) | kama(10,30,30): fast expected to be below slow, found 30 and 30",
                "psar(0.3,0.2) | psar(0.3,0.2): step expected not to be above max, found 0.3 and 0.2",
                "ichimoku(26,9,52) | ichimoku(26,9,52): expected conversion below base, and base below"
                        + " span",
                "sma(0) | sma(0): bars expected a whole number from 1 to 5000 candles, found 0",
                "sma(2.5) | sma(2.5): bars expected a whole number from 1 to 5000 candles, found 2.5",
                "rsi(14,mean=x) | rsi(14,mean=x): mean expected one of [wilder, cutler], found x"
            })
    void refusesWhatCannotBeMeant(String written, String message) {
        assertThatThrownBy(() -> Indicators.of(written))
                .isInstanceOf(SpecException.class)
                .hasMessage(message);
    }

    @Test
    void describesEveryIndicator() {
        assertThat(Indicators.all())
                .allSatisfy(
                        definition -> {
                            assertThat(definition.title()).isNotBlank();
                            assertThat(definition.unit()).isNotBlank();
                            assertThat(definition.source()).isNotBlank();
                            Indicator made = Indicators.of(definition.name());
                            assertThat(Indicators.of(made.spec())).hasToString(made.toString());
                        })
                .extracting(IndicatorDefinition::name)
                .doesNotHaveDuplicates();
    }
}
