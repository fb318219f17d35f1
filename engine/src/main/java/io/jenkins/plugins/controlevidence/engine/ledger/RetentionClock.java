package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceRecord;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.DrawnSample;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.FrozenReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How old the records of a ledger are, told from the ledger alone. A document that a person writes may say any time, and the clock of
 * the machine that removes may be wrong. So a record is taken to be no older than the newest run, scan or gate before it, and now to be no
 * later than the newest of all; and the period of a report that was frozen, or of a sample, ages as a whole.
 */
final class RetentionClock {
    /** Kinds that machines alone make, with the time that it was. */
    private static final Set<String> TELL_THE_TIME = Set.of("run", "scan", "gate");

    private final List<Period> periods = new ArrayList<>();

    @CheckForNull
    private Instant newest;

    /** From its first moment to the first one after it. */
    private record Period(Instant start, Instant end) {
        static Period of(EvidenceRecord record) {
            try {
                return new Period(
                        day(record, "from").atStartOfDay(ZoneOffset.UTC).toInstant(),
                        day(record, "to")
                                .plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant());
            } catch (DateTimeException e) {
                return new Period(Instant.MIN, Instant.MAX); // a period that cannot be read ends never
            }
        }

        private static LocalDate day(EvidenceRecord record, String field) {
            return LocalDate.parse(
                    record.statement().path("predicate").path(field).asText());
        }
    }

    /** Takes in the next record. */
    void accept(EvidenceRecord record) {
        if (TELL_THE_TIME.contains(record.kind())) {
            newest = notBefore(record.finished());
        } else if (record.kind().equals(FrozenReport.KIND) || record.kind().equals(DrawnSample.KIND)) {
            periods.add(Period.of(record));
        }
    }

    /** The later of a time and the newest that the ledger tells. */
    Instant notBefore(Instant time) {
        return newest != null && newest.isAfter(time) ? newest : time;
    }

    /** What is older than this has been kept long enough by a rule; nothing has in a ledger that tells no time. */
    Instant before(Retention retention, Instant now) {
        if (newest == null) {
            return Instant.MIN;
        }
        Instant limit = retention.before(newest.isBefore(now) ? newest : now);
        Instant before = limit;
        for (Period period : periods) {
            if (period.end().isAfter(limit) && period.start().isBefore(before)) {
                before = period.start();
            }
        }
        return before;
    }
}
