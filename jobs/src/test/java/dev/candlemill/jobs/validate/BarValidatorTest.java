package dev.candlemill.jobs.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.candle.Bars;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarValidatorTest {

    private static final long NOW = Bars.at("2025-07-02T15:00:00Z");

    private final List<RejectedBar> rejected = new ArrayList<>();

    @Test
    void letsAPageWithoutFaultGoOnAsItIs() {
        BarPage page = page(BarSize.M5, Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10));

        assertThat(validate(page)).isSameAs(page);
        assertThat(rejected).isEmpty();
    }

    @Test
    void tellsWhereARecordStandsWhenItsPageDoes() {
        Bar bad = Bars.flat(Bars.at("2025-07-02T13:31:00Z"), 10);

        validate(page(BarSize.M5, bad).withPlace("bars-0@7"));
        validate(page(BarSize.M5, bad));

        assertThat(rejected).extracting(RejectedBar::place).containsExactly("bars-0@7", "test");
    }

    @Test
    void checksABarThatIsNotFinalLikeAnyOther() {
        BarValidator validator = validator(ValidationOptions.withSkew(0));
        FormingBar good =
                new FormingBar(page(BarSize.M5, Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10)));
        FormingBar bad =
                new FormingBar(page(BarSize.M5, Bars.flat(Bars.at("2025-07-02T13:31:00Z"), 10)));

        assertThat(validator.validated(good, rejected::add)).isSameAs(good);
        assertThat(validator.validated(bad, rejected::add))
                .isInstanceOfSatisfying(
                        BarPage.class, page -> assertThat(page.inputCount()).isEqualTo(1));
        assertThat(rejected).extracting(RejectedBar::reason).containsExactly(RejectReason.OFF_GRID);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1, 1, 1, 1, NOT_FINITE",
        "1, Infinity, 1, 1, 1, NOT_FINITE",
        "1, 1, 1, 1, -Infinity, NOT_FINITE",
        "1, 1, 2, 1, 1, HIGH_BELOW_LOW",
        "5, 2, 1, 1, 1, OUTSIDE_RANGE",
        "1, 2, 1, 3, 1, OUTSIDE_RANGE",
        "1, 2, 1, 1, -1, NEGATIVE_VOLUME",
        "0, 0, 0, 0, 1, NEGATIVE_PRICE",
        "-37.63, -37.63, -37.63, -37.63, 1, NEGATIVE_PRICE"
    })
    void rejectsValuesThatCannotBeABar(
            double open,
            double high,
            double low,
            double close,
            double volume,
            RejectReason reason) {
        Bar bad = new Bar(Bars.at("2025-07-02T13:35:00Z"), open, high, low, close, volume);
        Bar good = Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10);

        BarPage valid = validate(page(BarSize.M5, good, bad));

        assertThat(valid.bars().size()).isEqualTo(1);
        assertThat(valid.bars().bar(0)).isEqualTo(good);
        assertThat(valid.rejectedByReason()[reason.ordinal()]).isEqualTo(1);
        assertThat(valid.inputCount()).isEqualTo(2);
        assertThat(rejected).extracting(RejectedBar::reason).containsExactly(reason);
        assertThat(rejected.get(0).openTime()).isEqualTo(bad.openTime());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-02T13:31:00Z, OFF_GRID",
        "2025-07-02T15:05:00Z, FUTURE",
        "2262-04-11T14:00:00Z, FUTURE",
        "2025-07-02T13:25:00Z, OUTSIDE_SESSION",
        "2025-07-01T20:00:00Z, OUTSIDE_SESSION",
        "2025-06-29T15:00:00Z, OUTSIDE_SESSION",
        "1970-01-01T00:00:00Z, NOT_COVERED"
    })
    void rejectsTimesThatCannotBeABar(String time, RejectReason reason) {
        BarPage valid = validate(page(BarSize.M5, Bars.flat(Bars.at(time), 10)));

        assertThat(valid.bars().isEmpty()).isTrue();
        assertThat(rejected).extracting(RejectedBar::reason).containsExactly(reason);
    }

    @Test
    void acceptsABarWithinTheSkewOfTheMarketClock() {
        validate(
                page(
                        BarSize.M1,
                        Bars.flat(Bars.at("2025-07-02T15:01:00Z"), 10),
                        Bars.flat(Bars.at("2025-07-02T15:02:00Z"), 10)));

        assertThat(rejected).singleElement().matches(bar -> bar.reason() == RejectReason.FUTURE);
        assertThat(rejected.get(0).openTime()).isEqualTo(Bars.at("2025-07-02T15:02:00Z"));
    }

    @Test
    void acceptsTheClosingAuctionOnRequestAndNothingElseOutside() {
        BarPage page =
                page(
                        BarSize.M1,
                        Bars.flat(Bars.at("2025-07-01T20:00:00Z"), 10),
                        Bars.flat(Bars.at("2025-07-01T20:01:00Z"), 10));

        BarPage valid =
                validator(new ValidationOptions(60_000, true, null, null))
                        .validated(page, rejected::add);

        assertThat(valid.bars().size()).isEqualTo(1);
        assertThat(rejected)
                .extracting(RejectedBar::reason)
                .containsExactly(RejectReason.OUTSIDE_SESSION);
    }

    /** The calendar of XNYS begins at midnight in New York, that of crypto at midnight UTC. */
    @Test
    void leavesOpenWhatClosesAtTheFirstCoveredInstant() {
        BarValidator merging = validator(new ValidationOptions(60_000, true, null, null));
        Bar atFirst = Bars.flat(Bars.at("1997-01-01T05:00:00Z"), 10);

        BarPage checked = merging.validated(page(BarSize.M5, atFirst), rejected::add);

        assertThat(checked.bars().isEmpty()).isTrue();
        assertThat(rejected)
                .extracting(RejectedBar::reason)
                .containsExactly(RejectReason.NOT_COVERED);

        Bar ofCrypto = Bars.flat(Bars.at("2007-01-01T00:00:00Z"), 10);
        BarPage crypto = pageOf("CRYPTO:ONE", BarSize.M5, ofCrypto);
        assertThat(merging.validated(crypto, rejected::add)).isSameAs(crypto);
    }

    @Test
    void acceptsNegativePricesWhereTheVenueSaysSo() {
        CalendarSettings futures = CalendarSettings.of("CMEG", Alignment.SESSION, Hours.REGULAR);
        BarPage page =
                pageOf(
                        "ESZ13",
                        BarSize.M5,
                        new Bar(Bars.at("2013-10-08T14:00:00Z"), -37.63, -37, -38, -37.5, 1));

        new BarValidator(futures, ValidationOptions.withSkew(60_000))
                .validated(page, rejected::add);

        assertThat(rejected).isEmpty();
    }

    @Test
    void rejectsABarSizeThatTheRunDoesNotAccept() {
        BarPage page = page(BarSize.M1, Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10));

        validator(new ValidationOptions(60_000, false, BarSize.M5, null))
                .validated(page, rejected::add);
        validate(page(BarSize.D1, Bars.flat(Bars.at("2025-07-02T00:00:00Z"), 10)));

        assertThat(rejected)
                .extracting(RejectedBar::reason)
                .containsExactly(RejectReason.BAR_SIZE, RejectReason.BAR_SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE candles; --",
                "../../etc/passwd",
                "<script>alert(1)</script>",
                "=cmd()",
                "A\u202EB",
                "A\u200BB",
                "A\u0000B",
                "\uD83D\uDE00",
                ""
            })
    void rejectsEveryBarOfAHostileSymbol(String symbol) {
        BarColumns bars = BarColumns.of(BarSize.M5, Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10));

        BarPage valid = validate(BarPage.of(symbol, bars, NOW, NOW, "test"));

        assertThat(valid.bars().isEmpty()).isTrue();
        assertThat(rejected)
                .extracting(RejectedBar::reason)
                .containsExactly(RejectReason.BAD_SYMBOL);
    }

    @Test
    void rejectsSymbolsThatTheIndexInUseDoesNotList() {
        BarPage page = page(BarSize.M5, Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10));
        ValidationOptions knowsIt = new ValidationOptions(60_000, false, null, Set.of("XNAS:TEST"));
        ValidationOptions knowsOther =
                new ValidationOptions(60_000, false, null, Set.of("XNAS:OTHER"));

        validator(knowsIt).validated(page, rejected::add);
        assertThat(rejected).isEmpty();
        validator(knowsOther).validated(page, rejected::add);

        assertThat(rejected)
                .extracting(RejectedBar::reason)
                .containsExactly(RejectReason.UNKNOWN_SYMBOL);
    }

    @Test
    void countsAndForwardsWhatTheReaderCouldNotParse() {
        BarPage page =
                page(BarSize.M5, Bars.flat(Bars.at("2025-07-02T13:30:00Z"), 10))
                        .withBadLines(
                                List.of(
                                        new BadLine(
                                                RejectReason.UNPARSABLE,
                                                "bars.csv:7",
                                                "a,b\u0000c")));

        BarPage valid = validate(page);

        assertThat(valid.badLines()).isEmpty();
        assertThat(valid.inputCount()).isEqualTo(2);
        assertThat(rejected.get(0).place()).isEqualTo("bars.csv:7");
        assertThat(rejected.get(0).text()).isEqualTo("a,b?c");
    }

    private BarPage validate(BarPage page) {
        return validator(ValidationOptions.withSkew(60_000)).validated(page, rejected::add);
    }

    private static BarValidator validator(ValidationOptions options) {
        return new BarValidator(
                CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR), options);
    }

    private static BarPage page(BarSize size, Bar... bars) {
        return pageOf("XNAS:TEST", size, bars);
    }

    private static BarPage pageOf(String symbol, BarSize size, Bar... bars) {
        return BarPage.of(symbol, BarColumns.of(size, bars), NOW, NOW, "test");
    }
}
