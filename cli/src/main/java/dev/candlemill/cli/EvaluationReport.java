package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.evaluation.Evaluation;
import dev.candlemill.evaluation.EventCounts;
import dev.candlemill.evaluation.Performance;
import dev.candlemill.evaluation.PriceSeries;
import dev.candlemill.evaluation.TradeOutcome;
import dev.candlemill.evaluation.TradingRules;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.strategy.StrategyOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** One strategy's trades and what they come to: as tables and a chart, or as JSON. */
record EvaluationReport(
        String strategy,
        EvaluationRange range,
        TradingRules rules,
        StrategyOptions options,
        CandleSeries candles,
        PriceSeries prices,
        Evaluation evaluation) {

    void print(PrintWriter out, boolean asJson) throws IOException {
        if (asJson) {
            printJson(out);
        } else {
            out.printf(
                    "%s on %s %s, %s, fee %s bps, slippage %s bps, indicators %s, grace %s s%n%n",
                    strategy,
                    range.symbol(),
                    range.timeframe().wire(),
                    side(),
                    Numbers.plain(rules.feeBps()),
                    Numbers.plain(rules.slippageBps()),
                    warmUp(),
                    Numbers.plain(options.graceMillis() / 1000.0));
            trades().print(out);
            out.println();
            EquityChart.print(evaluation.equity(), out);
            out.println();
            summary().print(out);
        }
        out.flush();
    }

    private String warmUp() {
        return options.warmUp().name().toLowerCase(Locale.ROOT);
    }

    private String side() {
        return rules.side().name().toLowerCase(Locale.ROOT);
    }

    static String word(TradeOutcome trade) {
        return trade.state().name().toLowerCase(Locale.ROOT);
    }

    static String direction(TradeOutcome trade) {
        return trade.isLong() ? "long" : "short";
    }

    private TextTable trades() {
        TextTable table =
                new TextTable(
                                "side", "entry", "price", "exit", "price", "candles", "return",
                                "state")
                        .right(2, 4, 5, 6);
        for (TradeOutcome trade : evaluation.trades()) {
            table.row(
                    direction(trade),
                    time(trade.entryTime()),
                    Numbers.plain(trade.entryPrice()),
                    time(trade.exitTime()),
                    Numbers.plain(trade.exitPrice()),
                    Integer.toString(trade.candles()),
                    Numbers.percent(trade.returned()),
                    word(trade));
        }
        return table;
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private TextTable summary() {
        Performance sum = evaluation.performance();
        EventCounts events = evaluation.events();
        return new TextTable("summary", "")
                .right(1)
                .row("first candle", time(candles.openTime(prices.from())))
                .row("end of the last", time(candles.closeTime(prices.to() - 1)))
                .row("candles", Integer.toString(prices.candles()))
                .row("events", Integer.toString(events.all()))
                .row("  of them idle", Integer.toString(events.idle()))
                .row("  without a next open", Integer.toString(events.unfilled()))
                .row("trades", Integer.toString(sum.trades()))
                .row("win rate", Numbers.percent(sum.winRate()))
                .row("average return", Numbers.percent(sum.averageReturn()))
                .row("total return", Numbers.percent(sum.totalReturn()))
                .row("buy and hold", Numbers.percent(sum.buyAndHold()))
                .row("max drawdown", Numbers.percent(sum.maxDrawdown()))
                .row("exposure", Numbers.percent(sum.exposure()));
    }

    private void printJson(PrintWriter out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartObject();
        json.writeStringField("strategy", strategy);
        json.writeStringField("symbol", range.symbol());
        json.writeStringField("timeframe", range.timeframe().wire());
        json.writeStringField("from", time(candles.openTime(prices.from())));
        json.writeStringField("to", time(candles.closeTime(prices.to() - 1)));
        json.writeStringField("side", side());
        json.writeNumberField("fee_bps", rules.feeBps());
        json.writeNumberField("slippage_bps", rules.slippageBps());
        json.writeStringField("warm_up", warmUp());
        json.writeNumberField("grace_seconds", options.graceMillis() / 1000.0);
        json.writeNumberField("candles", prices.candles());
        json.writeNumberField("events", evaluation.events().all());
        json.writeNumberField("events_idle", evaluation.events().idle());
        json.writeNumberField("events_unfilled", evaluation.events().unfilled());
        json.writeObjectFieldStart("summary");
        write(json, evaluation.performance());
        json.writeEndObject();
        json.writeArrayFieldStart("trades");
        for (TradeOutcome trade : evaluation.trades()) {
            write(json, trade);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        out.println();
    }

    static void write(JsonGenerator json, Performance sum) throws IOException {
        json.writeNumberField("trades", sum.trades());
        Numbers.write(json, "win_rate", sum.winRate());
        Numbers.write(json, "average_return", sum.averageReturn());
        Numbers.write(json, "total_return", sum.totalReturn());
        Numbers.write(json, "buy_and_hold", sum.buyAndHold());
        Numbers.write(json, "max_drawdown", sum.maxDrawdown());
        Numbers.write(json, "exposure", sum.exposure());
    }

    private static void write(JsonGenerator json, TradeOutcome trade) throws IOException {
        json.writeStartObject();
        json.writeStringField("side", direction(trade));
        json.writeStringField("signal_time", time(trade.signalTime()));
        json.writeStringField("entry_time", time(trade.entryTime()));
        json.writeNumberField("entry_price", trade.entryPrice());
        json.writeStringField("exit_time", time(trade.exitTime()));
        json.writeNumberField("exit_price", trade.exitPrice());
        json.writeNumberField("candles", trade.candles());
        json.writeNumberField("return", trade.returned());
        json.writeStringField("state", word(trade));
        json.writeEndObject();
    }
}
