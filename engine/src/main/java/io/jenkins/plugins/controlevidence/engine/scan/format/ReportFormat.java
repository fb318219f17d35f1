package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The formats of reports that can be read. */
public enum ReportFormat {
    /** SARIF 2.1.0. */
    SARIF(
            "application/sarif+json",
            new SarifReader(),
            false,
            Set.of("snippet", "contextRegion", "fixes", "contents", "fingerprints", "partialFingerprints")),
    /** CycloneDX JSON with a list of vulnerabilities, which may be empty but must be there. */
    CYCLONEDX_VULNERABILITIES("application/vnd.cyclonedx+json", new CycloneDxReader(true), false, Set.of()),
    /** CycloneDX JSON, an inventory. */
    CYCLONEDX("application/vnd.cyclonedx+json", new CycloneDxReader(false), false, Set.of()),
    /** SPDX 2 JSON, an inventory. */
    SPDX("application/spdx+json", new SpdxReader(), false, Set.of()),
    /** Gitleaks' JSON. */
    GITLEAKS("application/json", new GitleaksReader(), false, Set.of("Match", "Secret", "Line")),
    /** TruffleHog's JSON lines. */
    TRUFFLEHOG(
            "application/jsonl",
            new TrufflehogReader(),
            true,
            Set.of("Raw", "RawV2", "Redacted", "ExtraData", "StructuredData", "SecretParts")),
    /** The baseline of detect-secrets. */
    DETECT_SECRETS("application/json", new DetectSecretsReader(), false, Set.of("hashed_secret")),
    /** Bandit's JSON. */
    BANDIT("application/json", new BanditReader(), false, Set.of()),
    /** ESLint's JSON. */
    ESLINT("application/json", new EslintReader(), false, Set.of("source", "output")),
    /** pip-audit's JSON. */
    PIP_AUDIT("application/json", new PipAuditReader(), false, Set.of()),
    /** JSON of npm audit, version 2. */
    NPM_AUDIT("application/json", new NpmAuditReader(), false, Set.of()),
    /** OSV-Scanner's JSON. */
    OSV("application/json", new OsvReader(), false, Set.of()),
    /** OWASP Dependency-Check's JSON. */
    DEPENDENCY_CHECK("application/json", new DependencyCheckReader(), false, Set.of()),
    /** ZAP's traditional JSON. */
    ZAP("application/json", new ZapReader(), false, Set.of("attack", "evidence", "request-header", "request-body")),
    /** Wapiti's JSON. */
    WAPITI("application/json", new WapitiReader(), false, Set.of("http_request", "curl_command", "detail")),
    /** Nuclei's JSON lines. */
    NUCLEI(
            "application/jsonl",
            new NucleiReader(),
            true,
            Set.of("request", "response", "curl-command", "extracted-results"));

    private final String mediaType;
    private final ReportReader reader;
    private final boolean lines;
    private final Set<String> revealing;

    ReportFormat(String mediaType, ReportReader reader, boolean lines, Set<String> revealing) {
        this.mediaType = mediaType;
        this.reader = reader;
        this.lines = lines;
        this.revealing = revealing;
    }

    /**
     * The name as it stands in files.
     *
     * @return lower case with hyphens, such as {@code npm-audit}
     */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The format of that name.
     *
     * @param id as {@link #id()} gives it
     * @return the format
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static ReportFormat byId(String id) {
        for (ReportFormat format : values()) {
            if (format.id().equals(id)) {
                return format;
            }
        }
        throw new IllegalArgumentException("no format is called " + id);
    }

    /**
     * The media type of a report.
     *
     * @return such as {@code application/sarif+json}
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Whether a report is a line for each finding, so that one without findings is empty and one cut off between two lines looks
     * whole: then only the tool's own word that it came to its end makes it proof.
     *
     * @return true for JSON lines
     */
    public boolean lines() {
        return lines;
    }

    /** Fields that are not kept, at any depth. SARIF of tools that do not look for credentials keeps what it quotes, redacted. */
    Set<String> dropped(boolean secretsReport) {
        return this == SARIF && !secretsReport ? Set.of() : revealing;
    }

    /**
     * Reads a report, in one pass and in bounded memory.
     *
     * @param file the report
     * @return what it says
     * @throws BrokenReportException if it is cut off, not of this format or beyond a limit
     * @throws IOException if the file cannot be read
     */
    public ReportContent read(Path file) throws IOException {
        ReportContent content = new ReportContent();
        JsonReport.read(file, parser -> {
            while (parser.nextToken() != null) {
                reader.read(parser, content);
                if (!lines) {
                    if (parser.nextToken() != null) {
                        throw new BrokenReportException("goes on after its end: it is more than one document");
                    }
                    return;
                }
            }
            if (!lines) {
                throw new BrokenReportException("is empty");
            }
        });
        return content;
    }
}
