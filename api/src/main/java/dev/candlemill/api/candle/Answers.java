package dev.candlemill.api.candle;

import dev.candlemill.api.candle.Coverage.Detail;
import dev.candlemill.api.http.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered last, by question: to be given again while {@link Version} says that no row of
 * it has changed. Holds so many bytes of rows and documents, and forgets what was not asked for the
 * longest.
 */
final class Answers {

    /** A question; two that are equal get the same document while nothing changes. */
    record Question(CandleRequest request, Detail detail, boolean asColumns, Ends ends) {}

    /** A document, and what it was made of. */
    record Answer(Slice slice, Optional<Coverage> coverage, Document document) {

        /** With what a question and an entry take themselves. */
        long bytes() {
            return document.bytes() + slice.bytes() + ENTRY_BYTES;
        }
    }

    private static final long ENTRY_BYTES = 2_000;

    private final long mostBytes;
    private final Map<Question, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Answers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized Optional<Answer> get(Question question) {
        return Optional.ofNullable(answers.get(question));
    }

    synchronized void put(Question question, Answer answer) {
        Answer before = answers.put(question, answer);
        bytes += answer.bytes() - (before == null ? 0 : before.bytes());
        var oldest = answers.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
