package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Google Workspace exports: the users of the administrators' console, and those of the Directory API. */
final class GoogleExports {
    private static final String[] EMAIL = {"primaryemail", "email_address"};

    static final List<ExportFormat> FORMATS = List.of(
            new ExportFormat(
                    "google-directory-users",
                    "Google Workspace, Directory API: users.list",
                    "users",
                    ExportFormat.all("primaryemail"),
                    false,
                    GoogleExports::account),
            new ExportFormat(
                    "google-users-csv",
                    "Google Workspace, CSV: the users that the administrators' console exports",
                    ExportFormat.TABLE,
                    ExportFormat.any("primaryemail")
                            .or(ExportFormat.all("email_address").and(ExportFormat.any("status", "2sv_enrolled"))),
                    false,
                    GoogleExports::account));

    private GoogleExports() {}

    private static Account account(ExportRow row) {
        String email = row.text(EMAIL);
        String id = email == null ? "" : email;
        String full = row.text("name.fullname");
        String first = row.text("first_name", "name.givenname");
        String last = row.text("last_name", "name.familyname");
        String both = ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip();
        Answer admin = row.answer("isadmin");
        Answer delegated = row.answer("isdelegatedadmin");
        List<String> roles = new ArrayList<>();
        if (admin == Answer.YES) {
            roles.add("super administrator");
        }
        if (delegated == Answer.YES) {
            roles.add("delegated administrator");
        }
        return new Account(
                id,
                full != null ? full : both.isEmpty() ? id : both,
                email,
                roles,
                row.has("isdelegatedadmin") ? admin.or(delegated) : admin == Answer.YES ? admin : Answer.UNKNOWN,
                AccountType.PERSON,
                active(row, row.text("status")),
                row.answer("isenrolledin2sv", "2sv_enrolled"),
                row.time("lastlogintime", "last_sign_in"),
                List.of());
    }

    private static Answer active(ExportRow row, @CheckForNull String status) {
        if (row.answer("archived") == Answer.YES) {
            return Answer.NO;
        }
        if (status == null) {
            return row.answer("suspended").not();
        }
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "active" -> Answer.YES;
            case "suspended", "archived" -> Answer.NO;
            default -> Answer.UNKNOWN;
        };
    }
}
