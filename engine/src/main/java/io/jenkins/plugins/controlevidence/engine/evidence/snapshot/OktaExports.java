package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Okta exports: its users, and which factors they have enrolled. */
final class OktaExports {
    private static final String[] LOGIN = {
        "profile.login", "login", "user_login", "username", "okta_username", "user.login", "user_name"
    };
    private static final String[] STATUS = {"status", "user_status", "user.status", "okta_status"};
    private static final String[] FACTOR = {
        "factor_type",
        "factortype",
        "factor",
        "factors",
        "factor_name",
        "enrolled_factors",
        "factors_enrolled",
        "authenticator",
        "authenticators",
        "enrolled_authenticators",
        "mfa_factors"
    };
    private static final String[] ENROLLED = {"mfa_enrolled", "mfa_enabled", "is_mfa_enrolled", "enrolled"};
    private static final String[] ROLES = {"admin_roles", "assigned_roles", "assigned_roles.type", "roles", "admin_role"
    };

    private static final Set<String> ACTIVE =
            Set.of("active", "provisioned", "recovery", "password_expired", "locked_out");
    private static final Set<String> INACTIVE = Set.of("deprovisioned", "deactivated", "suspended", "staged");

    /** Words that say that there is no factor. An empty cell says nothing. */
    private static final Set<String> NO_FACTOR = Set.of("none", "not enrolled", "not_enrolled", "no factors");

    static final List<ExportFormat> FORMATS = List.of(
            new ExportFormat(
                    "okta-users",
                    "Okta, REST: the users (GET /api/v1/users)",
                    "",
                    ExportFormat.all("profile.login", "status"),
                    false,
                    OktaExports::account),
            new ExportFormat(
                    "okta-factors-csv",
                    "Okta, CSV: the report of enrolled factors, one row for a user or for each factor of a user",
                    ExportFormat.TABLE,
                    ExportFormat.any(LOGIN).and(ExportFormat.any(FACTOR).or(ExportFormat.any(ENROLLED))),
                    true,
                    OktaExports::account),
            new ExportFormat(
                    "okta-users-csv",
                    "Okta, CSV: the users with their login and status",
                    ExportFormat.TABLE,
                    ExportFormat.any(LOGIN).and(ExportFormat.any(STATUS)),
                    false,
                    OktaExports::account));

    private OktaExports() {}

    private static Account account(ExportRow row) {
        String login = row.text(LOGIN);
        String id = login == null ? "" : login;
        String first = row.text("profile.firstname", "first_name", "firstname", "profile.first_name");
        String last = row.text("profile.lastname", "last_name", "lastname", "profile.last_name");
        String both = ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip();
        return new Account(
                id,
                both.isEmpty() ? id : both,
                row.text("profile.email", "email", "primary_email", "user.email"),
                row.all(ROLES),
                privileged(row),
                AccountType.PERSON,
                active(row),
                mfa(row),
                row.time("lastlogin", "last_login"),
                List.of());
    }

    /** Any of Okta's administrator roles counts. Only an export that has a column for them can say that somebody has none. */
    private static Answer privileged(ExportRow row) {
        for (String name : ROLES) {
            if (row.has(name)) {
                String role = row.text(name);
                return Answer.of(role != null && !"none".equalsIgnoreCase(role));
            }
        }
        return Answer.UNKNOWN;
    }

    private static Answer active(ExportRow row) {
        String status = lower(row.text(STATUS));
        return ACTIVE.contains(status) ? Answer.YES : INACTIVE.contains(status) ? Answer.NO : Answer.UNKNOWN;
    }

    private static Answer mfa(ExportRow row) {
        Answer told = row.answer(ENROLLED);
        if (told != Answer.UNKNOWN) {
            return told;
        }
        String factor = row.text(FACTOR);
        if (factor == null) {
            return Answer.UNKNOWN;
        }
        if (NO_FACTOR.contains(lower(factor))) {
            return Answer.NO;
        }
        if (!row.has("factor_status") && !row.has("enrollment_status")) {
            return Answer.YES;
        }
        String status = lower(row.text("factor_status", "enrollment_status"));
        return "active".equals(status) || "enrolled".equals(status) ? Answer.YES : Answer.UNKNOWN;
    }

    private static String lower(@CheckForNull String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
