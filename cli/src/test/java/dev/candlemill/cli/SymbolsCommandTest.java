package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SymbolsCommandTest {

    @TempDir Path folder;

    @Test
    void tracksAndUntracksSymbolsAndSaysWhyTheyAreFollowed() {
        TestProject project = new TestProject(folder);

        TestProject.Run tracked = project.run("symbols", "track", "XNAS:AAPL", "CRYPTO:BTCUSD");
        assertThat(tracked.code()).as(tracked.err()).isZero();
        assertThat(tracked.out()).contains("XNAS:AAPL").endsWith("(2 symbols)\n");
        project.run(
                "setup",
                "add",
                "mine",
                "--symbol=XNAS:AAPL",
                "--timeframes=1h",
                "--strategy=rsi(14,30,70)");

        assertThat(project.run("symbols", "list").out())
                .contains("it is tracked, setups on it are active: 1");
        assertThat(project.run("symbols", "untrack", "XNAS:AAPL", "CRYPTO:BTCUSD").out())
                .contains("setups on it are active: 1")
                .doesNotContain("it is tracked")
                .endsWith("(1 symbol)\n");
    }

    @Test
    void wantsSymbolsThatCanBeSome() {
        TestProject project = new TestProject(folder);

        TestProject.Run none = project.run("symbols", "track");
        assertThat(none.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(none.err()).contains("expected a SYMBOL like XNAS:AAPL, found none");
        TestProject.Run wrong = project.run("symbols", "track", "XNAS:AAPL", "a b");
        assertThat(wrong.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(wrong.err()).contains("found [a b]");
    }
}
