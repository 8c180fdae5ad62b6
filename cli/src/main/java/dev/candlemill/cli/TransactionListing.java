package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.kafka.OpenTransactions.OpenTransaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Prints open transactions, for people or for programs. */
final class TransactionListing {

    private TransactionListing() {}

    static void print(PrintWriter out, List<OpenTransaction> open) {
        TextTable table =
                new TextTable("run", "topic", "began", "the broker aborts it", "transactional id");
        open.forEach(
                one ->
                        table.row(
                                one.runId(),
                                one.topic(),
                                one.began().toString(),
                                one.ends().toString(),
                                one.id()));
        table.print(out);
        out.println("(" + open.size() + (open.size() == 1 ? " is open)" : " are open)"));
    }

    static void printJson(PrintWriter out, List<OpenTransaction> open) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartArray();
        for (OpenTransaction one : open) {
            json.writeStartObject();
            json.writeStringField("run", one.runId());
            json.writeStringField("topic", one.topic());
            json.writeNumberField("partitions", one.partitions());
            json.writeStringField("began", one.began().toString());
            json.writeStringField("ends", one.ends().toString());
            json.writeStringField("transactional_id", one.id());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.flush();
        out.println();
    }
}
