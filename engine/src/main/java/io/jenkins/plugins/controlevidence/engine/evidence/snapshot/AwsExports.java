package io.jenkins.plugins.controlevidence.engine.evidence.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What AWS IAM exports of an account: the credential report knows passwords, second factors and the ages of keys; {@code
 * get-account-authorization-details} knows groups and policies.
 */
final class AwsExports {
    private static final String ROOT = "<root_account>";

    /** Policies of AWS that let who has them give themselves any other. */
    private static final Set<String> PRIVILEGED = Set.of("AdministratorAccess", "IAMFullAccess", "PowerUserAccess");

    static final List<ExportFormat> FORMATS = List.of(
            new ExportFormat(
                    "aws-credential-report",
                    "AWS IAM, CSV: the credential report (aws iam get-credential-report)",
                    ExportFormat.TABLE,
                    ExportFormat.all("user", "arn", "mfa_active", "password_enabled", "access_key_1_active"),
                    false,
                    AwsExports::credentials),
            new ExportFormat(
                    "aws-authorization-details",
                    "AWS IAM, JSON: aws iam get-account-authorization-details",
                    "userdetaillist",
                    ExportFormat.all("username", "arn"),
                    false,
                    AwsExports::details));

    private AwsExports() {}

    private static Account credentials(ExportRow row) {
        String user = row.text("user");
        boolean root = ROOT.equals(user);
        Answer password = row.answer("password_enabled");
        List<AccessKey> keys = new ArrayList<>();
        for (String key : List.of("access_key_1", "access_key_2", "cert_1", "cert_2")) {
            Answer active = row.answer(key + "_active");
            Instant rotated = row.time(key + "_last_rotated");
            if (active == Answer.YES || rotated != null) {
                keys.add(new AccessKey(key, null, rotated, active));
            }
        }
        AccountType type = root || password == Answer.YES
                ? AccountType.PERSON
                : password == Answer.NO ? AccountType.SERVICE : AccountType.UNKNOWN;
        boolean anyKey = keys.stream().anyMatch(key -> key.active() == Answer.YES);
        Instant lastUsed = Stream.of(
                        row.time("password_last_used"),
                        row.time("access_key_1_last_used_date"),
                        row.time("access_key_2_last_used_date"))
                .filter(time -> time != null)
                .max(Instant::compareTo)
                .orElse(null);
        return new Account(
                user == null ? "" : user,
                user == null ? "" : user,
                null,
                root ? List.of("root") : List.of(),
                root ? Answer.YES : Answer.UNKNOWN,
                type,
                root || anyKey ? Answer.YES : password,
                row.answer("mfa_active"),
                lastUsed,
                keys);
    }

    /** A policy of the account's own making may allow anything, so that nobody is known to be without privileges. */
    private static Account details(ExportRow row) {
        String user = row.text("username");
        List<String> policies = row.all("attachedmanagedpolicies.policyname", "userpolicylist.policyname");
        List<String> roles = new ArrayList<>();
        row.all("grouplist").forEach(group -> roles.add("group " + group));
        policies.forEach(policy -> roles.add("policy " + policy));
        return new Account(
                user == null ? "" : user,
                user == null ? "" : user,
                null,
                roles,
                policies.stream().anyMatch(PRIVILEGED::contains) ? Answer.YES : Answer.UNKNOWN,
                AccountType.UNKNOWN,
                Answer.UNKNOWN,
                Answer.UNKNOWN,
                null,
                List.of());
    }
}
