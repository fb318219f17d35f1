package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What GitLab exports: the users of an instance, the members of a group or project. */
final class GitLabExports {
    private static final Map<String, String> LEVELS = Map.of(
            "5", "Minimal access",
            "10", "Guest",
            "15", "Planner",
            "20", "Reporter",
            "30", "Developer",
            "40", "Maintainer",
            "50", "Owner",
            "60", "Admin");
    private static final Set<String> PRIVILEGED = Set.of("maintainer", "owner", "admin", "administrator");
    private static final Set<String> ORDINARY =
            Set.of("minimal access", "guest", "planner", "reporter", "developer", "security manager");
    private static final String[] ROLE = {"role", "max_role", "access_level"};
    private static final String[] TWO_FACTOR = {"two_factor_enabled", "two_factor", "2fa", "2fa_enabled"};

    /** The users that GitLab makes for the access tokens of projects and groups, and for service accounts. */
    private static final Pattern TOKEN_USER = Pattern.compile("(project|group)_\\d+_bot\\w*|service_account_\\w+");

    static final List<ExportFormat> FORMATS = List.of(
            new ExportFormat(
                    "gitlab-users",
                    "GitLab, REST: the users of an instance (as an administrator), or the members of a group or project",
                    "",
                    ExportFormat.all("username", "state"),
                    false,
                    GitLabExports::account),
            new ExportFormat(
                    "gitlab-members-csv",
                    "GitLab, CSV: the members of a group, the permissions of all users, or users with two_factor_enabled",
                    ExportFormat.TABLE,
                    ExportFormat.any("username")
                            .and(ExportFormat.any("max_role", "access_level", "membership_type")
                                    .or(ExportFormat.any(TWO_FACTOR))),
                    true,
                    GitLabExports::account));

    private GitLabExports() {}

    private static Account account(ExportRow row) {
        String user = row.text("username");
        String id = user == null ? "" : user;
        List<String> roles = roles(row);
        String name = row.text("name");
        return new Account(
                id,
                name == null ? id : name,
                row.text("email", "public_email"),
                roles,
                privileged(row, roles),
                row.answer("bot") == Answer.YES || TOKEN_USER.matcher(id).matches()
                        ? AccountType.BOT
                        : AccountType.PERSON,
                active(row.text("state")),
                row.answer(TWO_FACTOR),
                row.time("last_activity_on", "last_activity", "current_sign_in_at", "last_sign_in_at"),
                List.of());
    }

    /** The role, and with the place that it is for where the export names one: {@code Owner of acme/shop}. */
    private static List<String> roles(ExportRow row) {
        List<String> roles = new ArrayList<>();
        String place = row.text("path", "source");
        for (String role : row.all(ROLE)) {
            String word = LEVELS.getOrDefault(role, role);
            roles.add(place == null ? word : word + " of " + place);
        }
        if (row.answer("is_admin") == Answer.YES) {
            roles.add("Admin");
        }
        return roles;
    }

    /** A role of somebody's own making may be allowed anything. */
    private static Answer privileged(ExportRow row, List<String> roles) {
        Set<String> words = Set.copyOf(roles.stream()
                .map(role -> role.split(" of ", 2)[0].toLowerCase(Locale.ROOT))
                .toList());
        if (words.stream().anyMatch(PRIVILEGED::contains)) {
            return Answer.YES;
        }
        if (!words.isEmpty()) {
            return ORDINARY.containsAll(words) ? Answer.NO : Answer.UNKNOWN;
        }
        return row.answer("is_admin");
    }

    private static Answer active(@CheckForNull String state) {
        return state == null ? Answer.UNKNOWN : Answer.of("active".equals(state));
    }
}
