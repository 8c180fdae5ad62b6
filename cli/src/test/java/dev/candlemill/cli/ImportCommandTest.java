package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {

    @TempDir Path folder;

    @Test
    void listsSymbolsAndReplacesThem() throws Exception {
        TestProject project = new TestProject(folder);
        Path file =
                write(
                        "symbol,name,kind,is_active\n"
                                + "XNAS:AAPL,\"Apfel, Inc.\",stock,\n"
                                + "CRYPTO:BTCUSD,Bitcoin,crypto,false\n");

        assertThat(project.run("symbols", "import", file.toString()).out())
                .isEqualTo("(2 symbols listed)\n");
        write("name,symbol\nApfel,XNAS:AAPL\n");
        project.run("symbols", "import", file.toString());

        assertThat(
                        project.run(
                                        "sql",
                                        "-o",
                                        "csv",
                                        "SELECT symbol, ticker, venue, name, kind, is_active"
                                                + " FROM ticker_index ORDER BY symbol")
                                .out())
                .contains("CRYPTO:BTCUSD,BTCUSD,CRYPTO,Bitcoin,crypto,f")
                .contains("XNAS:AAPL,AAPL,XNAS,Apfel,stock,t");
    }

    @Test
    void takesAFileAsExcelWritesIt() throws Exception {
        Path file = write("\ufeffsymbol,name\r\nXNAS:AAPL,Apfel\r\n");

        assertThat(new TestProject(folder).run("symbols", "import", file.toString()).out())
                .isEqualTo("(1 symbols listed)\n");
    }

    @Test
    void namesEveryMistakeAndImportsNothing() throws Exception {
        TestProject project = new TestProject(folder);
        Path file = write("symbol,kind,is_primary\nA B,bond,maybe\nXNAS:A,,\nXNAS:A,,\n");

        TestProject.Run run = project.run("symbols", "import", file.toString());

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err())
                .contains("nothing was imported")
                .contains("listings.csv:2: symbol: expected 1 to 64 letters")
                .contains("listings.csv:2: kind: expected one of")
                .contains("listings.csv:2: is_primary: expected true or false, found \"maybe\"")
                .contains("listings.csv:4: symbol: expected each symbol once");
    }

    @Test
    void tickersAndNamesAreWhatIsSeenOfThem() throws Exception {
        TestProject project = new TestProject(folder);
        Path file =
                write(
                        "symbol,ticker,venue,name\n"
                                + "XNAS:A,=cmd(),XNYS,a\n"
                                + "XNAS:B,,,Ap\u202efel\n"
                                + "XNAS:C,c,,a\n");

        assertThat(project.run("symbols", "import", file.toString()).err())
                .contains("listings.csv:2: ticker: expected 1 to 32 capital letters")
                .contains("listings.csv:2: venue: expected that of the symbol, XNAS")
                .contains("listings.csv:3: name: expected at most 200 characters")
                .contains("found \"Ap?fel\"")
                .contains("listings.csv:4: ticker: expected 1 to 32 capital letters");
    }

    @Test
    void refusesColumnsThatItDoesNotKnow() throws Exception {
        TestProject project = new TestProject(folder);
        Path file = write("symbol,isin\nXNAS:A,US0\n");

        assertThat(project.run("symbols", "import", file.toString()).err())
                .contains("listings.csv:1: no column 'isin'");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("listings.csv"), text);
    }
}
