package dev.candlemill.api.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.api.candle.Answers.Answer;
import dev.candlemill.api.candle.Answers.Question;
import dev.candlemill.calendar.Timeframe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void whatWasNotAskedForTheLongestIsForgottenFirst() {
        Answers answers = new Answers(10);
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
        Answers answers = new Answers(10);
        answers.put(question("A"), answer(4));
        for (int i = 0; i < 100; i++) {
            answers.put(question("B"), answer(5));
        }

        assertThat(answers.get(question("A"))).isPresent();
    }

    @Test
    void anAnswerThatHasNoRoomIsNotHeld() {
        Answers answers = new Answers(10);
        answers.put(question("A"), answer(11));

        assertThat(answers.get(question("A"))).isEmpty();
        answers.put(question("B"), answer(10));
        assertThat(answers.get(question("B"))).isPresent();
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
        return new Question(request, Coverage.Detail.GAPS, true);
    }

    private static Answer answer(int bytes) {
        return new Answer(new Slice(0, List.of()), Optional.empty(), new byte[bytes], "tag");
    }
}
