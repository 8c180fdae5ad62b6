package dev.candlemill.jobs.validate;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.CalendarSettings;
import java.util.EnumMap;
import java.util.Map;

/** The validator without its Flink shell, for tests that fold in memory. */
public final class ValidatedPages {

    private final BarValidator validator;
    private final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);

    public ValidatedPages(CalendarSettings calendars, ValidationOptions options) {
        this.validator = new BarValidator(calendars, options);
    }

    public BarPage validated(BarPage page) {
        return validator.validated(page, this::count);
    }

    /** How many bars went to the rejected output, by reason. */
    public Map<RejectReason, Integer> rejected() {
        return rejected;
    }

    private void count(RejectedBar bar) {
        rejected.merge(bar.reason(), 1, Integer::sum);
    }
}
