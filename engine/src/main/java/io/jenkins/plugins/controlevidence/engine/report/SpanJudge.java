package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Each;
import io.jenkins.plugins.controlevidence.engine.control.Per;
import io.jenkins.plugins.controlevidence.engine.control.Population;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges days and windows of a cadence: each is proven by a record that was finished in it. Windows count from the first day of
 * the period; one that ends after the last day that is judged is not yet due.
 */
final class SpanJudge implements Judge {
    private static final Period DAY = Period.ofDays(1);

    /** A day or window: its first day and the first day after it. */
    private record Span(LocalDate first, LocalDate next) {
        Instant start() {
            return first.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        Instant end() {
            return next.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Population population = test.population();
        Proofs proofs = new Proofs(test, facts);
        TreeMap<Instant, Span> spans = spans(population, facts.request());
        Map<Span, Map<String, List<RecordRow>>> records = new HashMap<>();
        for (RecordRow row : proofs.matching(facts.ofProtected())) {
            Map.Entry<Instant, Span> span = spans.floorEntry(lastMoment(row));
            if (span != null && lastMoment(row).isBefore(span.getValue().end())) {
                records.computeIfAbsent(span.getValue(), k -> new HashMap<>())
                        .computeIfAbsent(owner(population.per(), row), k -> new ArrayList<>())
                        .add(row);
            }
        }
        List<Item> items = new ArrayList<>();
        for (Span span : spans.values()) {
            for (String owner : owners(test, facts)) {
                List<RecordRow> rows = records.getOrDefault(span, Map.of()).getOrDefault(owner, List.of());
                items.add(judge(subject(population, span, owner), span, proofs.decide(rows), facts.request()));
            }
        }
        return items;
    }

    /** What ends at midnight, as a day's summary does, belongs to the day before. */
    private static Instant lastMoment(RecordRow row) {
        return row.finished().isAfter(row.started()) ? row.finished().minusNanos(1) : row.finished();
    }

    private static Item judge(Item.Subject subject, Span span, Proofs.Decision decision, ReportRequest request) {
        Instant from = span.start();
        Instant until = span.end();
        RecordRow record = decision.record();
        if (decision.proven()) {
            return Item.proven(
                    subject, from, until, decision.reason(), Item.Coverage.ITEM, record.finished(), decision.ids());
        }
        boolean due = !until.isAfter(request.end());
        if (!due && decision.outcome() != Outcome.FAILED) {
            return Item.notDue(
                    subject,
                    from,
                    until,
                    "not due before the end of " + span.next().minusDays(1));
        }
        String reason = record == null
                ? decision.reason() + " on " + (subject.kind().equals("day") ? "this day" : "any day of this window")
                : decision.reason();
        return Item.exception(subject, from, until, decision.outcome(), reason, decision.ids());
    }

    private static TreeMap<Instant, Span> spans(Population population, ReportRequest request) {
        Period length = population.each() == Each.DAY ? DAY : population.cadence();
        TreeMap<Instant, Span> spans = new TreeMap<>();
        LocalDate first = request.from();
        for (int number = 1; !first.isAfter(request.to()); number++) {
            LocalDate next = request.from().plus(length.multipliedBy(number));
            Span span = new Span(first, next);
            spans.put(span.start(), span);
            first = next;
        }
        return spans;
    }

    private static Item.Subject subject(Population population, Span span, String owner) {
        boolean day = population.each() == Each.DAY;
        String name = day
                ? span.first().toString()
                : span.first() + " to " + span.next().minusDays(1);
        String repository = population.per() == Per.REPOSITORY && !owner.isEmpty() ? owner : null;
        String detail = population.per() == Per.TOOL || population.per() == Per.SYSTEM ? owner : "";
        return new Item.Subject(day ? "day" : "window", repository, null, name, detail);
    }

    /** For whom each span is judged; one nameless owner where there is none, so that a day without any evidence is counted. */
    private static List<String> owners(ControlTest test, Facts facts) {
        List<String> owners =
                switch (test.population().per()) {
                    case SCOPE -> List.of();
                    case REPOSITORY -> facts.repositories();
                    case TOOL -> facts.tools();
                    case SYSTEM -> facts.systems(test);
                };
        return owners.isEmpty() ? Collections.singletonList("") : owners;
    }

    private static String owner(Per per, RecordRow row) {
        return switch (per) {
            case SCOPE -> "";
            case REPOSITORY -> orEmpty(row.repository());
            case TOOL -> orEmpty(row.tool());
            case SYSTEM -> orEmpty(row.about());
        };
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
