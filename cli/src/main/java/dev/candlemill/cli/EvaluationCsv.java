package dev.candlemill.cli;

import dev.candlemill.evaluation.TradeOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trades in one file, the equity at the close of every candle in another. */
final class EvaluationCsv {

    private EvaluationCsv() {}

    static void write(EvaluationReport report, Path trades) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "side,signal_time,entry_time,entry_price,exit_time,exit_price,candles,return,state");
        for (TradeOutcome trade : report.evaluation().trades()) {
            lines.add(
                    String.join(
                            ",",
                            EvaluationReport.direction(trade),
                            EvaluationReport.time(trade.signalTime()),
                            EvaluationReport.time(trade.entryTime()),
                            Double.toString(trade.entryPrice()),
                            EvaluationReport.time(trade.exitTime()),
                            Double.toString(trade.exitPrice()),
                            Integer.toString(trade.candles()),
                            Double.toString(trade.returned()),
                            EvaluationReport.word(trade)));
        }
        Files.write(trades, lines);
        Files.write(beside(trades), equity(report));
    }

    private static Path beside(Path trades) {
        String name = trades.toString().replaceFirst("\\.csv$", "");
        return Path.of(name + "-equity.csv");
    }

    private static List<String> equity(EvaluationReport report) {
        double[] equity = report.evaluation().equity();
        List<String> lines = new ArrayList<>();
        lines.add("open_time,close_time,close,equity");
        for (int i = 0; i < equity.length; i++) {
            int candle = report.prices().from() + i;
            lines.add(
                    EvaluationReport.time(report.candles().openTime(candle))
                            + ","
                            + EvaluationReport.time(report.candles().closeTime(candle))
                            + ","
                            + report.candles().close(candle)
                            + ","
                            + equity[i]);
        }
        return lines;
    }
}
