package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What GitHub exports of the people of an organisation or an enterprise. The REST API's list of members says neither their roles
 * nor their second factors; the GraphQL API's and the reports of the web pages do.
 */
final class GitHubExports {
    private static final String[] LOGIN = {"login", "username", "github_com_login", "raw_login"};
    private static final String[] TWO_FACTOR = {
        "github_com_two_factor_auth",
        "2fa_enabled",
        "tfa_enabled",
        "two_factor_enabled",
        "two_factor_authentication",
        "two_factor_auth",
        "has_two_factor_enabled"
    };
    private static final String[] ROLE = {
        "role", "role_name", "github_com_enterprise_roles", "github_com_member_roles", "github_com_enterprise_role"
    };
    private static final Set<String> PRIVILEGED = Set.of("owner", "admin", "enterprise owner", "site admin");

    static final List<ExportFormat> FORMATS = List.of(
            new ExportFormat(
                    "github-graphql-members",
                    "GitHub, GraphQL: organization.membersWithRole with role and hasTwoFactorEnabled",
                    "data.organization.memberswithrole.edges",
                    ExportFormat.all("node.login"),
                    false,
                    GitHubExports::edge),
            new ExportFormat(
                    "github-members",
                    "GitHub, REST: the members or outside collaborators of an organisation, or the JSON of its People page",
                    "",
                    ExportFormat.any("login")
                            .and(ExportFormat.any("node_id", "site_admin").or(ExportFormat.any(TWO_FACTOR))),
                    false,
                    GitHubExports::person),
            new ExportFormat(
                    "github-people",
                    "GitHub, CSV: the members that the People page of an organisation or enterprise exports, or the users of"
                            + " a GitHub Enterprise Server",
                    ExportFormat.TABLE,
                    ExportFormat.any("github_com_login")
                            .or(ExportFormat.any("login").and(ExportFormat.any(ROLE))),
                    false,
                    GitHubExports::person));

    private GitHubExports() {}

    private static Account edge(ExportRow row) {
        List<String> roles = row.all("role");
        String login = row.text("node.login");
        return new Account(
                login == null ? "" : login,
                or(row.text("node.name"), or(login, "")),
                row.text("node.email", "node.organizationverifieddomainemails"),
                roles,
                privileged(roles),
                type(login, null),
                Answer.YES,
                row.answer("hastwofactorenabled"),
                null,
                List.of());
    }

    private static Account person(ExportRow row) {
        String login = row.text(LOGIN);
        List<String> roles = row.all(ROLE).stream()
                .flatMap(cell -> List.of(cell.split(",")).stream())
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .toList();
        Answer siteAdmin = row.answer("site_admin");
        return new Account(
                login == null ? "" : login,
                or(row.text("name", "github_com_name"), or(login, "")),
                row.text("email", "github_com_verified_domain_emails", "saml_name_id", "github_com_saml_name"),
                roles,
                siteAdmin == Answer.YES ? Answer.YES : privileged(roles),
                type(login, row.text("type")),
                row.answer("suspended") == Answer.YES ? Answer.NO : Answer.YES,
                row.answer(TWO_FACTOR),
                row.time("last_active"),
                List.of());
    }

    /** A role may be of an organisation ({@code acme:Owner}). Roles that are known and none of these are not privileged. */
    private static Answer privileged(List<String> roles) {
        if (roles.isEmpty()) {
            return Answer.UNKNOWN;
        }
        return Answer.of(roles.stream()
                .map(role -> role.substring(role.lastIndexOf(':') + 1).strip().toLowerCase(Locale.ROOT))
                .anyMatch(PRIVILEGED::contains));
    }

    private static AccountType type(@CheckForNull String login, @CheckForNull String type) {
        if ("Bot".equals(type) || login != null && login.endsWith("[bot]")) {
            return AccountType.BOT;
        }
        return type == null || "User".equals(type) ? AccountType.PERSON : AccountType.UNKNOWN;
    }

    private static String or(@CheckForNull String first, String second) {
        return first == null ? second : first;
    }
}
