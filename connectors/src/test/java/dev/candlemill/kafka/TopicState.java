package dev.candlemill.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic of ours says in the end, to a reader that keeps the newest record of each event. */
public final class TopicState {

    /** Of JSON: what differs between runs that agree. */
    private static final Pattern REVISION =
            Pattern.compile("\"(?:revision|indicator_revision|candle_revision)\":(\\d+),");

    private static final Pattern STATUS = Pattern.compile("\"status\":\"(?:NEW|REVISED)\",");
    private static final String RETRACTED = "\"status\":\"RETRACTED\"";

    private static final Pattern EPOCH = Pattern.compile("\"epoch\":(\\d+)");
    private static final Pattern RUN = Pattern.compile(",\"job_id\":\"[^\"]*\",\"epoch\":\\d+");

    private TopicState() {}

    /**
     * What a consumer holds that reads as docs/kafka.md says: of each event id the record of the
     * highest epoch, of these of the highest revision, of these the last; as key and value, by
     * event id, without revisions, without what names the run, and without what was retracted.
     */
    public static Collection<String> newest(List<ConsumerRecord<byte[], byte[]>> records) {
        TreeMap<String, String> newest = new TreeMap<>();
        TreeMap<String, Integer> revisions = new TreeMap<>();
        TreeMap<String, Long> epochs = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String id = new String(record.headers().lastHeader("event_id").value(), UTF_8);
            String value = new String(record.value(), UTF_8);
            int revision = revisions(value);
            long epoch = epoch(value);
            long known = epochs.getOrDefault(id, -1L);
            if (epoch > known || epoch == known && revision >= revisions.get(id)) {
                revisions.put(id, revision);
                epochs.put(id, epoch);
                newest.put(id, new String(record.key(), UTF_8) + content(value));
            }
        }
        newest.values().removeIf(content -> content.contains(RETRACTED));
        return newest.values();
    }

    /** Records beyond the first under their event's revision. */
    public static long repeated(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.size()
                - records.stream()
                        .map(
                                record ->
                                        new String(
                                                        record.headers()
                                                                .lastHeader("event_id")
                                                                .value(),
                                                        UTF_8)
                                                + revisions(new String(record.value(), UTF_8)))
                        .distinct()
                        .count();
    }

    private static String content(String value) {
        String content = STATUS.matcher(REVISION.matcher(value).replaceAll("")).replaceAll("");
        return RUN.matcher(content).replaceFirst("");
    }

    private static long epoch(String value) {
        return EPOCH.matcher(value)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** None of a record's revisions ever falls, so their sum says which record is newer. */
    private static int revisions(String value) {
        return REVISION.matcher(value)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .sum();
    }
}
