package dev.candlemill.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanPartTest {

    private static final long TIME = 1000;

    private static final BarProvider PROVIDER =
            new FakeProvider(
                    List.of(
                            new SymbolRange("ACROSS", 0, 2000),
                            new SymbolRange("AFTER", 1000, 2000),
                            new SymbolRange("FREE", 0, 2000)),
                    range ->
                            List.of(
                                    page(range.symbol(), 100, 999),
                                    page(range.symbol(), 500, 1000)));

    @Test
    void theFirstPartHasWhatOpensBeforeAndAllOfOtherSymbols() throws IOException {
        BarProvider first = PlanPart.before(PROVIDER, TIME, Set.of("ACROSS", "AFTER"));

        assertThat(first.plan())
                .containsExactly(
                        new SymbolRange("ACROSS", 0, 1000), new SymbolRange("FREE", 0, 2000));
        assertThat(lines(first))
                .containsExactly(
                        "ACROSS 100 999 until 1000 bad 1",
                        "ACROSS 500 until 1000 bad 1",
                        "FREE 100 999 until 1500 bad 1",
                        "FREE 500 1000 until 1500 bad 1");
    }

    @Test
    void theSecondPartHasTheRestAndWhatIsInNoFirstPart() throws IOException {
        BarProvider second = PlanPart.since(PROVIDER, TIME, Set.of("ACROSS", "AFTER"));

        assertThat(second.plan())
                .containsExactly(
                        new SymbolRange("ACROSS", 1000, 2000),
                        new SymbolRange("AFTER", 1000, 2000));
        assertThat(lines(second))
                .containsExactly(
                        "ACROSS until 1500 bad 0",
                        "ACROSS 1000 until 1500 bad 0",
                        "AFTER 100 999 until 1500 bad 1",
                        "AFTER 500 1000 until 1500 bad 1");
    }

    @Test
    void aPartGoesOnFromThePositionOfItsProvider() throws IOException {
        BarProvider second = PlanPart.since(PROVIDER, TIME, Set.of("ACROSS"));
        SymbolRange range = second.plan().get(0);
        try (PageCursor cursor = second.open(range, 0)) {
            cursor.next();
            try (PageCursor again = second.open(range, cursor.position())) {
                assertThat(line(again.next())).isEqualTo("ACROSS 1000 until 1500 bad 0");
            }
        }
    }

    @Test
    void partsOfAPageSayWhereItStands() throws IOException {
        SymbolRange range = new SymbolRange("ACROSS", 0, 2000);
        BarProvider whole =
                new FakeProvider(
                        List.of(range),
                        r -> List.of(page(r.symbol(), 500, 1000).withPlace("f:2-3")));
        for (BarProvider part :
                List.of(
                        PlanPart.before(whole, TIME, Set.of("ACROSS")),
                        PlanPart.since(whole, TIME, Set.of("ACROSS")))) {
            try (PageCursor cursor = part.open(part.plan().get(0), 0)) {
                assertThat(cursor.next()).extracting(BarPage::place).isEqualTo("f:2-3");
            }
        }
    }

    private static List<String> lines(BarProvider part) throws IOException {
        List<String> lines = new ArrayList<>();
        for (SymbolRange range : part.plan()) {
            try (PageCursor cursor = part.open(range, 0)) {
                for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                    lines.add(line(page));
                }
            }
        }
        return lines;
    }

    private static String line(BarPage page) {
        StringBuilder line = new StringBuilder(page.symbol());
        for (int i = 0; i < page.bars().size(); i++) {
            line.append(' ').append(page.bars().openTime(i));
        }
        return line + " until " + page.coveredUntil() + " bad " + page.badLines().size();
    }

    private static BarPage page(String symbol, long... openTimes) {
        BarColumns bars = new BarColumns(openTimes.length);
        for (long time : openTimes) {
            bars.add(new Bar(time, 1, 1, 1, 1, 1), BarSize.M1);
        }
        return BarPage.of(symbol, bars, 1500, 1500, "fake")
                .withBadLines(List.of(new BadLine(RejectReason.UNPARSABLE, "f:1", "x")));
    }
}
