package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.postgres.ListingRules.Mistake;
import dev.candlemill.postgres.SymbolListings.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingRulesTest {

    @Test
    void tickersAndVenuesAreThoseOfTheirSymbols() {
        assertThat(mistakes("XNAS:AAPL", "AAPL", "XNAS")).isEmpty();
        assertThat(mistakes("XNYS:BRK.B", "BRK.B", "XNYS")).isEmpty();
        assertThat(mistakes("FX:EUR/USD", "EUR/USD", "FX")).isEmpty();
        assertThat(mistakes("^GSPC", "^GSPC", "")).isEmpty();
        assertThat(mistakes("local", "LOCAL", "XLON")).isEmpty();
        assertThat(mistakes("XNAS:AAPL", "MSFT", "XNYS"))
                .containsExactly(
                        new Mistake("ticker", "that of the symbol, AAPL", "MSFT"),
                        new Mistake("venue", "that of the symbol, XNAS", "XNYS"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aapl",
                "\u202eLPAA",
                "AA\u200bPL",
                "<script>",
                "=cmd()",
                "A B",
                "A:B",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"
            })
    void nothingElseIsATicker(String ticker) {
        assertThat(mistakes("XNAS:AAPL", ticker, "XNAS"))
                .containsExactly(
                        new Mistake(
                                "ticker",
                                "1 to 32 capital letters, digits and . _ - ^ = /",
                                ticker));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnas", "\u200fXNAS", "<b>", "=V", "ABCDEFGHIJKLMNOPQ"})
    void nothingElseIsAVenue(String venue) {
        assertThat(mistakes("LOCAL", "LOCAL", venue))
                .containsExactly(
                        new Mistake("venue", "1 to 16 capital letters, digits and . _ -", venue));
    }

    @Test
    void namesAreWhatIsSeenOfThem() {
        Listing hidden =
                new Listing("XNAS:A", "A", "XNAS", "Ap\u200bfel", "bond", "\u202eUSD", true, true);

        assertThat(ListingRules.mistakes(hidden))
                .extracting(Mistake::column)
                .containsExactly("name", "currency", "kind");
    }

    private static List<Mistake> mistakes(String symbol, String ticker, String venue) {
        return ListingRules.mistakes(
                new Listing(symbol, ticker, venue, "Äpfel & Söhne", "stock", "USD", true, true));
    }
}
