package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Review;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The form in which a person signs off that they have looked at what the machines put out: at a record, at a requirement in a
 * period, or at a whole period.
 */
@Restricted(NoExternalUse.class)
public final class ReviewPage {
    @CheckForNull
    private final String record;

    @CheckForNull
    private final String requirement;

    @CheckForNull
    private final LocalDate from;

    @CheckForNull
    private final LocalDate to;

    private ReviewPage(
            @CheckForNull String record,
            @CheckForNull String requirement,
            @CheckForNull LocalDate from,
            @CheckForNull LocalDate to) {
        this.record = record;
        this.requirement = requirement;
        this.from = from;
        this.to = to;
    }

    /** The form for one record; null if there is no such record. */
    @CheckForNull
    static ReviewPage ofRecord(String id) throws IOException {
        boolean known = id.matches("[0-9a-f]{64}")
                && !ControllerEvidence.get().store().ledger().find(id).isEmpty();
        return known ? new ReviewPage(id, null, null, null) : null;
    }

    /** The form for a report, of one requirement or of all that was asked for. */
    static ReviewPage of(AskedReport asked, @CheckForNull String requirement) {
        boolean known = requirement != null
                && asked.report().results().stream()
                        .anyMatch(result -> result.requirement().id().equals(requirement));
        return new ReviewPage(
                null,
                known ? requirement : null,
                asked.query().from(),
                asked.query().to());
    }

    /** Id of the record that was looked at, or null. */
    @CheckForNull
    public String getRecord() {
        return record;
    }

    /** Id of the requirement that was looked at, or null. */
    @CheckForNull
    public String getRequirement() {
        return requirement;
    }

    /** First day that was looked at, or null. */
    @CheckForNull
    public LocalDate getFrom() {
        return from;
    }

    /** Last day that was looked at, or null. */
    @CheckForNull
    public LocalDate getTo() {
        return to;
    }

    /** Who would sign. */
    public String getPerson() {
        return PersonsRecord.actor().name();
    }

    /**
     * Records a review.
     *
     * @param request what was entered
     * @return leads to the record
     * @throws IOException if it cannot be recorded
     */
    HttpResponse sign(StaplerRequest2 request) throws IOException {
        Review.Conclusion conclusion = conclusion(PersonsRecord.required(request, "conclusion"));
        String action = PersonsRecord.optional(request, "action");
        if (action == null && conclusion != Review.Conclusion.NOTHING_TO_DO) {
            throw HttpResponses.errorWithoutStack(400, Messages.ReviewPage_action());
        }
        String id = PersonsRecord.append(new Review(
                new Review.Subject(record == null ? List.of() : List.of(record), requirement, from, to, null),
                PersonsRecord.actor(),
                PersonsRecord.now(),
                conclusion,
                PersonsRecord.optional(request, "notes"),
                action == null
                        ? List.of()
                        : List.of(new Review.Action(action, PersonsRecord.optional(request, "ticket")))));
        return HttpResponses.redirectTo("record/" + id + "/");
    }

    private static Review.Conclusion conclusion(String name) {
        return Arrays.stream(Review.Conclusion.values())
                .filter(conclusion -> conclusion.name().equals(name))
                .findFirst()
                .orElseThrow(() -> HttpResponses.errorWithoutStack(400, Messages.ReviewPage_conclusion()));
    }
}
