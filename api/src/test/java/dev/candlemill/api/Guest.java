package dev.candlemill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody at a socket, who reads all, or no more than the snapshot until told to. */
class Guest implements WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SNAPSHOT = "snapshot";

    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile boolean reads;
    volatile int closedWith;

    Guest(boolean reads) {
        this.reads = reads;
    }

    /** Goes on with what is on its way. */
    void read(WebSocket socket) {
        reads = true;
        socket.request(1);
    }

    /** Half a message of a connection that broke is worth nothing. */
    @Override
    public void onOpen(WebSocket socket) {
        part.setLength(0);
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(message(part.toString()));
            part.setLength(0);
        }
        if (reads || !last || !isSubscribed()) {
            socket.request(1);
        }
        return null;
    }

    /** Without the part that only makes it heavy. */
    private static JsonNode message(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.path("signal") instanceof ObjectNode signal) {
                signal.remove("job_id");
            }
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closedWith = code;
        return null;
    }

    boolean isSubscribed() {
        return messages.stream().anyMatch(Guest::isSnapshot);
    }

    JsonNode snapshot() {
        return messages.stream().filter(Guest::isSnapshot).findFirst().orElseThrow();
    }

    private static boolean isSnapshot(JsonNode message) {
        return message.path("type").asText().equals(SNAPSHOT);
    }

    /** The numbers of what counts, in the order of their coming. */
    List<Long> counted() {
        return messages.stream()
                .filter(
                        message ->
                                !isSnapshot(message)
                                        && !message.path("type").asText().equals("resumed")
                                        && message.path("is_final").asBoolean(true)
                                        && message.has("seq"))
                .map(message -> message.get("seq").asLong())
                .toList();
    }

    JsonNode last() {
        return messages.get(messages.size() - 1);
    }
}
