package dev.candlemill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.benchmarks.item.Item;
import dev.candlemill.benchmarks.item.Scale;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every item at a tiny size: what comes out, never how fast. */
class BenchmarksTest {

    static List<Item> items() {
        return Benchmarks.items();
    }

    @ParameterizedTest
    @MethodSource("items")
    void everyItemGivesFigures(Item item) throws Exception {
        Report report = Benchmarks.measure(List.of(item), Scale.tiny());

        assertThat(report.figures()).isNotEmpty();
        assertThat(report.figures()).allMatch(line -> line.item().equals(item.letter()));
        assertThat(report.figures())
                .filteredOn(line -> !line.what().contains("revisions"))
                .allMatch(line -> line.median() > 0 && Double.isFinite(line.median()));
        assertThat(report.toTable().lines()).hasSize(report.figures().size() + 3);
        assertThat(report.toJson()).contains("\"figures\"");
    }

    @Test
    void refusesAnUnknownItem() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Benchmarks()).setErr(new PrintWriter(err, true));

        assertThat(command.execute("--only", "a,z")).isEqualTo(2);
        assertThat(err.toString()).contains("found \"z\"");
    }
}
