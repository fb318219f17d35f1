package io.jenkins.plugins.controlevidence.pages;

import hudson.Util;
import hudson.model.User;
import io.jenkins.plugins.controlevidence.build.BuildActors;
import io.jenkins.plugins.controlevidence.build.BuildInvocation;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;

/** What a person who is logged in decides on a page, recorded in their name. */
final class PersonsRecord {
    private static final int MAX_TEXT = 2_000;

    private PersonsRecord() {}

    /** Says no to those who may not review. */
    static void checkPermission() {
        Jenkins.get().checkPermission(ControlEvidencePermissions.REVIEW);
    }

    /** Whether the person at the page may review. */
    static boolean isPermitted() {
        return Jenkins.get().hasPermission(ControlEvidencePermissions.REVIEW);
    }

    /** Who is at the page. Whoever is not logged in is nobody in particular, and the record says so. */
    static Actor actor() {
        User user = User.current();
        return BuildActors.of(user == null ? null : user.getId());
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Records what was decided.
     *
     * @return the record's id
     * @throws IOException if it cannot be recorded
     */
    static String append(Activity activity) throws IOException {
        return ControllerEvidence.get()
                .append(List.of(ActivityStatement.of(activity, invocation(), List.of())))
                .get(0)
                .id();
    }

    /** What the record says of where it was decided. */
    static Invocation invocation() {
        return BuildInvocation.ofController("page of Jenkins, user "
                + Printable.of(Jenkins.getAuthentication2().getName()));
    }

    /** A text that has to be there. */
    static String required(StaplerRequest2 request, String name) {
        String text = optional(request, name);
        if (text == null) {
            throw HttpResponses.errorWithoutStack(400, Messages.PersonsRecord_missing(name));
        }
        return text;
    }

    /** A text, or null if nothing was entered. */
    static String optional(StaplerRequest2 request, String name) {
        String text = Util.fixEmptyAndTrim(request.getParameter(name));
        if (text != null && text.length() > MAX_TEXT) {
            throw HttpResponses.errorWithoutStack(400, Messages.ReportQuery_tooMuch(name));
        }
        return text;
    }
}
