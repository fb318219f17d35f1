package io.jenkins.plugins.controlevidence.engine.demo;

import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Standard;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** The scanners that the made-up company uses, each with the version that it had at a time. */
final class Scanners {
    /** The built-in scanner for secrets. */
    static final String SECRETS = "secrets";
    /** Static analysis. */
    static final String SAST = "semgrep";
    /** Known vulnerabilities of libraries. */
    static final String SCA = "trivy";
    /** Configuration of infrastructure. */
    static final String CONFIGURATION = "checkov";
    /** The running application. */
    static final String DAST = "zap";

    /** All of them. */
    static final List<String> ALL = List.of(SECRETS, SAST, SCA, CONFIGURATION, DAST);
    /** Those that run on every push. */
    static final List<String> ON_PUSH = List.of(SECRETS, SAST, SCA, CONFIGURATION);
    /** Those that run every night. */
    static final List<String> NIGHTLY = List.of(SECRETS, SCA);

    private Scanners() {}

    static Family family(String tool) {
        return switch (tool) {
            case SECRETS -> Family.SECRETS;
            case SAST -> Family.SAST;
            case SCA -> Family.SCA;
            case CONFIGURATION -> Family.CONFIGURATION;
            case DAST -> Family.DAST;
            default -> throw new IllegalArgumentException(tool);
        };
    }

    /** Exactly which scanner ran: updated every second month; the database of vulnerabilities is from the last midnight. */
    static ToolIdentity identity(String tool, Instant at) {
        ZonedDateTime time = at.atZone(ZoneOffset.UTC);
        String version = "1." + (time.getYear() % 100) + "." + (time.getMonthValue() + 1) / 2;
        Instant midnight = time.truncatedTo(ChronoUnit.DAYS).toInstant();
        VulnerabilityDatabase database = tool.equals(SCA)
                ? new VulnerabilityDatabase(null, time.toLocalDate().toString(), midnight)
                : null;
        Standard standard = tool.equals(CONFIGURATION)
                ? new Standard("Example company's baseline", String.valueOf(time.getYear()), sha256("baseline"))
                : null;
        return new ToolIdentity(tool, version, sha256(tool + " rules of " + version), database, standard);
    }

    /** A made-up digest: of a text that says of what. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
