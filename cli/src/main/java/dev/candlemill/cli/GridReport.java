package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.evaluation.GridSearch;
import dev.candlemill.evaluation.ParameterGrid;
import java.io.IOException;
import java.io.PrintWriter;

/** The rows of a grid, best of the first part first. */
record GridReport(
        EvaluationRange range, ParameterGrid grid, GridSearch.Data data, GridSearch.Result result) {

    void print(PrintWriter out, boolean asJson, int top) throws IOException {
        if (asJson) {
            printJson(out);
        } else {
            table(top).print(out);
            int shown = Math.min(top, result.rows().size());
            out.printf(
                    "(the best %d of %d by the first %d candles; the other %d, from %s on, were not"
                            + " looked at for that)%n",
                    shown,
                    result.rows().size(),
                    data.inSample().candles(),
                    data.outOfSample().candles(),
                    EvaluationReport.time(data.candles().openTime(data.outOfSample().from())));
            out.printf("buy and hold: %s, then %s%n", held(true), held(false));
            if (grid.skipped() > 0) {
                out.printf("%d combinations were refused: %s%n", grid.skipped(), grid.refusal());
            }
            result.failures()
                    .forEach((strategy, why) -> out.printf("%s failed: %s%n", strategy, why));
        }
        out.flush();
    }

    private String held(boolean inSample) {
        if (result.rows().isEmpty()) {
            return "-";
        }
        GridSearch.Row row = result.rows().get(0);
        return Numbers.percent((inSample ? row.inSample() : row.outOfSample()).buyAndHold());
    }

    private TextTable table(int top) {
        TextTable table =
                new TextTable(
                                "strategy",
                                "return",
                                "drawdown",
                                "trades",
                                "win rate",
                                "return after",
                                "drawdown",
                                "trades",
                                "win rate")
                        .right(1, 2, 3, 4, 5, 6, 7, 8);
        result.rows().stream()
                .limit(top)
                .forEach(
                        row ->
                                table.row(
                                        row.strategy(),
                                        Numbers.percent(row.inSample().totalReturn()),
                                        Numbers.percent(row.inSample().maxDrawdown()),
                                        Integer.toString(row.inSample().trades()),
                                        Numbers.percent(row.inSample().winRate()),
                                        Numbers.percent(row.outOfSample().totalReturn()),
                                        Numbers.percent(row.outOfSample().maxDrawdown()),
                                        Integer.toString(row.outOfSample().trades()),
                                        Numbers.percent(row.outOfSample().winRate())));
        return table;
    }

    private void printJson(PrintWriter out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartObject();
        json.writeStringField("symbol", range.symbol());
        json.writeStringField("timeframe", range.timeframe().wire());
        json.writeNumberField("in_sample_candles", data.inSample().candles());
        json.writeNumberField("out_of_sample_candles", data.outOfSample().candles());
        json.writeNumberField("skipped", grid.skipped());
        json.writeArrayFieldStart("rows");
        for (GridSearch.Row row : result.rows()) {
            json.writeStartObject();
            json.writeStringField("strategy", row.strategy());
            json.writeObjectFieldStart("in_sample");
            EvaluationReport.write(json, row.inSample());
            json.writeEndObject();
            json.writeObjectFieldStart("out_of_sample");
            EvaluationReport.write(json, row.outOfSample());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        out.println();
    }
}
