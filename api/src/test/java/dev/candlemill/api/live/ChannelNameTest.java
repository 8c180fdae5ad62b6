package dev.candlemill.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "market|XNAS:AAPL|1h",
                "market|^GSPC|1M",
                "setup|a-b_1",
                "favorites|5m",
                "signals"
            })
    void readsWhatItWrites(String text) {
        assertThat(ChannelName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "market",
                "market|A",
                "market|A|1h|",
                "market|A\"|1h",
                "market|A|7m",
                "setup|No",
                "signals|x",
                "favorites|"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelName.parse(text))
                .withMessage(ChannelName.EXPECTED);
    }
}
