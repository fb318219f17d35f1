package io.jenkins.plugins.controlevidence.engine.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.evidence.EvidenceException;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.StrictJson;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the signature of a package says: of which report it is, of which ledger at which size, and, by the digest of the list of
 * files, what is in it.
 *
 * @param request which report
 * @param judged on how many records it rests, counted from the first
 * @param frozen id of the record of the report, if it was frozen, or null
 * @param catalogueDigest SHA-256 of the catalogue, see {@code Catalogue}
 * @param origin name of the ledger
 * @param size how many records the ledger has in the package
 * @param rootHash root of the ledger at that size, lower-case hexadecimal
 * @param madeBy name and version of the program
 * @param manifestSha256 SHA-256 of {@code MANIFEST}, lower-case hexadecimal
 */
public record PackageStatement(
        ReportRequest request,
        long judged,
        @CheckForNull String frozen,
        String catalogueDigest,
        String origin,
        long size,
        String rootHash,
        String madeBy,
        String manifestSha256) {
    /** The predicate's type. */
    public static final String PREDICATE_TYPE = "https://plugins.jenkins.io/control-evidence/package/v1";

    private static final String SUBJECT = "MANIFEST";

    Statement statement() {
        ObjectNode predicate = StrictJson.MAPPER.createObjectNode().put("madeBy", madeBy);
        ObjectNode report = predicate.putObject("report");
        report.put("from", request.from().toString());
        report.put("to", request.to().toString());
        report.put("asOf", request.asOf().toString());
        putAll(report.putArray("controls"), request.controls());
        putAll(report.putArray("repositories"), request.repositories());
        putAll(report.putArray("protectedBranches"), request.protectedBranches());
        report.put("records", judged);
        if (frozen != null) {
            report.put("frozen", frozen);
        }
        predicate.putObject("catalogue").put("sha256", catalogueDigest);
        predicate.putObject("ledger").put("origin", origin).put("size", size).put("rootHash", rootHash);
        return new Statement(
                List.of(new Statement.Subject(SUBJECT, Map.of("sha256", manifestSha256))), PREDICATE_TYPE, predicate);
    }

    private static void putAll(ArrayNode array, Set<String> values) {
        values.forEach(array::add);
    }

    /**
     * Reads what a signature says.
     *
     * @param statement the statement that was signed
     * @return what it says
     * @throws EvidenceException if it is no statement about a package
     */
    public static PackageStatement of(Statement statement) throws EvidenceException {
        JsonNode predicate = statement.predicate();
        JsonNode report = predicate.path("report");
        JsonNode ledger = predicate.path("ledger");
        if (!statement.predicateType().equals(PREDICATE_TYPE)
                || statement.subjects().size() != 1
                || !statement.subjects().get(0).name().equals(SUBJECT)) {
            throw new EvidenceException("The statement is not about a package");
        }
        ReportRequest request;
        try {
            request = new ReportRequest(
                    date(report, "from"),
                    date(report, "to"),
                    date(report, "asOf"),
                    set(report, "controls"),
                    set(report, "repositories"),
                    set(report, "protectedBranches"));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new EvidenceException("The statement does not tell which report it is of", e);
        }
        return new PackageStatement(
                request,
                report.path("records").asLong(-1),
                report.path("frozen").textValue(),
                predicate.path("catalogue").path("sha256").asText(),
                ledger.path("origin").asText(),
                ledger.path("size").asLong(-1),
                ledger.path("rootHash").asText(),
                predicate.path("madeBy").asText(),
                statement.subjects().get(0).digest().getOrDefault("sha256", ""));
    }

    /**
     * What the package shows.
     *
     * @return the scope of the report
     */
    public PackageScope scope() {
        return new PackageScope(request, frozen);
    }

    private static LocalDate date(JsonNode report, String field) {
        return LocalDate.parse(report.path(field).asText());
    }

    private static Set<String> set(JsonNode report, String field) {
        Set<String> values = new TreeSet<>();
        report.path(field).forEach(value -> values.add(value.asText()));
        return values;
    }
}
