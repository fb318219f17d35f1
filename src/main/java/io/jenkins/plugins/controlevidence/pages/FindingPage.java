package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.build.BuildActors;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Disposition;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.index.DispositionLookup;
import io.jenkins.plugins.controlevidence.engine.index.FindingLookup;
import io.jenkins.plugins.controlevidence.engine.index.FindingLookup.Match;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A finding, and the form in which a person decides on it: {@code /control-evidence/finding/<fingerprint>/}. */
@Restricted(NoExternalUse.class)
public final class FindingPage {
    private static final int MOST_DECISIONS = 20;

    private final List<Match> matches;

    private FindingPage(List<Match> matches) {
        this.matches = matches;
    }

    /**
     * Finds a finding.
     *
     * @param fingerprint all of it
     * @return null if no scan has found it
     * @throws IOException if the index cannot be read
     */
    @CheckForNull
    static FindingPage find(String fingerprint) throws IOException {
        List<Match> matches = new FindingLookup(ControllerEvidence.get().index())
                .find(fingerprint).stream()
                        .filter(match -> match.fingerprint().equals(fingerprint))
                        .toList();
        return matches.isEmpty() ? null : new FindingPage(matches);
    }

    /** What it is. */
    public String getTitle() {
        return Printable.of(matches.get(0).title());
    }

    /** Its stable id. */
    public String getFingerprint() {
        return matches.get(0).fingerprint();
    }

    /** How bad it is. */
    public String getSeverity() {
        return matches.get(0).severity().id();
    }

    /** The rule that found it. */
    public String getRule() {
        return Printable.of(matches.get(0).tool()) + " "
                + Printable.of(matches.get(0).rule());
    }

    /** The repositories that have it. */
    public List<String> getRepositories() {
        return matches.stream().map(Match::repository).distinct().toList();
    }

    /**
     * What has been decided on it, the newest first.
     *
     * @return at most twenty
     * @throws IOException if the store cannot be read
     */
    public List<DecisionLine> getDecisions() throws IOException {
        ControllerEvidence evidence = ControllerEvidence.get();
        List<DecisionLine> lines = new ArrayList<>(new DispositionLookup(evidence.store(), evidence.index())
                .on(getFingerprint()).stream().map(DecisionLine::new).toList());
        Collections.reverse(lines);
        return lines.stream().limit(MOST_DECISIONS).toList();
    }

    /** Whether the person at the page may decide. */
    public boolean isDecidable() {
        return PersonsRecord.isPermitted();
    }

    /** The last day of an acceptance that is suggested: three months from now. */
    public LocalDate getSuggestedEnd() {
        return Times.today().plusMonths(3);
    }

    /**
     * Records a decision.
     *
     * @param request what was entered
     * @return leads to the record
     * @throws IOException if it cannot be recorded
     */
    @RequirePOST
    public HttpResponse doDispose(StaplerRequest2 request) throws IOException {
        PersonsRecord.checkPermission();
        String repository = PersonsRecord.required(request, "repository");
        Match match = matches.stream()
                .filter(one -> one.repository().equals(repository))
                .findFirst()
                .orElseThrow(() -> HttpResponses.errorWithoutStack(400, Messages.FindingPage_otherRepository()));
        Decision decision = decision(PersonsRecord.required(request, "decision"));
        String requestedBy = Util.fixEmptyAndTrim(request.getParameter("requestedBy"));
        String id = PersonsRecord.append(new Disposition(
                match.repository(),
                match.fingerprint(),
                decision,
                decision == Decision.ACCEPTED ? end(PersonsRecord.required(request, "until")) : null,
                PersonsRecord.required(request, "why"),
                PersonsRecord.optional(request, "ticket"),
                PersonsRecord.actor(),
                requestedBy == null ? null : BuildActors.of(requestedBy),
                PersonsRecord.now(),
                match.tool(),
                match.rule(),
                match.severity().id()));
        return HttpResponses.redirectTo("../../record/" + id + "/");
    }

    private static Decision decision(String name) {
        return Arrays.stream(Decision.values())
                .filter(decision -> decision.name().equals(name))
                .findFirst()
                .orElseThrow(() -> HttpResponses.errorWithoutStack(400, Messages.FindingPage_decision()));
    }

    private static LocalDate end(String text) {
        try {
            LocalDate end = LocalDate.parse(text);
            if (!end.isBefore(Times.today())) {
                return end;
            }
        } catch (DateTimeParseException e) {
            throw HttpResponses.errorWithoutStack(400, Messages.ReportQuery_date("until"));
        }
        throw HttpResponses.errorWithoutStack(400, Messages.FindingPage_ended());
    }
}
