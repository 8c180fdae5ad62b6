package dev.candlemill.api.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.candle.Answers.Answer;
import dev.candlemill.api.candle.Answers.Question;
import dev.candlemill.api.http.Document;
import dev.candlemill.calendar.Timeframe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final int MB = 1 << 20;

    @Test
    void whatWasNotAskedForTheLongestIsForgottenFirst() {
        Answers answers = new Answers(10 * MB);
        answers.put(question("A"), answer(4));
        answers.put(question("B"), answer(4));
        assertThat(answers.get(question("A"))).isPresent();

        answers.put(question("C"), answer(4));

        assertThat(answers.get(question("A"))).isPresent();
        assertThat(answers.get(question("B"))).isEmpty();
        assertThat(answers.get(question("C"))).isPresent();
    }

    @Test
    void aNewAnswerTakesThePlaceOfTheOldOne() {
        Answers answers = new Answers(10 * MB);
        answers.put(question("A"), answer(4));
        for (int i = 0; i < 100; i++) {
            answers.put(question("B"), answer(5));
        }

        assertThat(answers.get(question("A"))).isPresent();
    }

    @Test
    void anAnswerThatHasNoRoomIsNotHeld() {
        Answers answers = new Answers(10 * MB);
        answers.put(question("A"), answer(11));

        assertThat(answers.get(question("A"))).isEmpty();
        answers.put(question("B"), answer(10));
        assertThat(answers.get(question("B"))).isPresent();
    }

    @Test
    void rowsCountAndNotOnlyWhatIsMadeOfThem() {
        Answers answers = new Answers(10 * MB);
        for (int i = 0; i < 20; i++) {
            answers.put(question("A" + i), answer(new Slice(10_000, List.of()), 0));
        }

        assertThat(answers.get(question("A0"))).isEmpty();
        assertThat(answers.get(question("A19"))).isPresent();
    }

    @Test
    void aSliceKeepsNoRoomThatNothingCameFor() {
        Slice slice = new Slice(10_000, List.of("rsi_14"));
        slice.openTime[0] = 5;
        slice.values[0][0] = 50;
        slice.add(7);

        Slice trimmed = slice.trimmed();
        assertThat(trimmed.bytes()).isLessThan(200);
        assertThat(trimmed.size()).isOne();
        assertThat(trimmed.openTime).containsExactly(5);
        assertThat(trimmed.values[0]).containsExactly(50);
        assertThat(trimmed.version()).isEqualTo(slice.version());
    }

    private static Question question(String symbol) {
        CandleRequest request =
                new CandleRequest(
                        symbol,
                        Timeframe.H1,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        500,
                        List.of("rsi_14"));
        return new Question(request, Coverage.Detail.GAPS, true, Ends.FROM_BEFORE);
    }

    private static Answer answer(int megabytes) {
        return answer(new Slice(0, List.of()), megabytes * MB * 2 / 3 - MB / 4);
    }

    private static Answer answer(Slice slice, int bytes) {
        return new Answer(slice, Optional.empty(), new Document(new byte[bytes]));
    }
}
