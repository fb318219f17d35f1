package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.config.ControlEvidenceConfiguration;
import io.jenkins.plugins.controlevidence.config.NamedPolicy;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.gate.Policy;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyException;
import io.jenkins.plugins.controlevidence.engine.gate.PolicyReader;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A request for a report, and the report.
 *
 * @param query what the address says
 * @param branches the protected branches where the address names none
 * @param catalogue what could be asked
 * @param repositories all repositories that the store knows
 * @param report the report
 */
record AskedReport(
        ReportQuery query, Set<String> branches, Catalogue catalogue, List<String> repositories, ControlReport report) {

    /**
     * Reads a request and finds its report.
     *
     * @param parameters of the request
     * @param reports where reports are kept
     * @param patience how long to wait for it
     * @return empty if the report is still being made
     * @throws IOException if the store or the settings cannot be read
     * @throws IllegalArgumentException if the request is not understood
     */
    static Optional<AskedReport> of(Function<String, String> parameters, ReportCache reports, Duration patience)
            throws IOException {
        Question question = question(parameters);
        return reports.get(question.catalogue(), question.request(), patience)
                .map(made -> new AskedReport(
                        question.query(),
                        question.branches(),
                        question.catalogue(),
                        made.repositories(),
                        made.report()));
    }

    /**
     * A request without its report.
     *
     * @param query what the address says
     * @param branches the protected branches where the address names none
     * @param catalogue what could be asked
     * @param request what the engine is asked
     */
    record Question(ReportQuery query, Set<String> branches, Catalogue catalogue, ReportRequest request) {}

    /**
     * Reads a request.
     *
     * @param parameters of the request
     * @throws IOException if the settings cannot be read
     * @throws IllegalArgumentException if the request is not understood
     */
    static Question question(Function<String, String> parameters) throws IOException {
        ControlEvidenceConfiguration settings = ControlEvidenceConfiguration.get();
        LocalDate today = Times.today();
        ReportQuery query = ReportQuery.of(parameters, settings.getReviewPeriod(), today);
        Set<String> branches = protectedBranches(settings.getPolicies());
        return new Question(query, branches, catalogue(settings.getControlCatalogue()), query.request(today, branches));
    }

    private static Catalogue catalogue(@CheckForNull String overlay) throws IOException {
        try {
            return overlay == null
                    ? Catalogue.soc2()
                    : Catalogue.parse(Messages.AskedReport_catalogue(), overlay.getBytes(StandardCharsets.UTF_8));
        } catch (CatalogueException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What the default policy or any of the administrator's protects: to cover more than one asks for is the safe side. */
    private static Set<String> protectedBranches(List<NamedPolicy> policies) throws IOException {
        Set<String> branches = new TreeSet<>(Policy.defaults().protectedBranches());
        try {
            for (NamedPolicy policy : policies) {
                branches.addAll(
                        PolicyReader.parse(policy.getId(), policy.getYaml().getBytes(StandardCharsets.UTF_8))
                                .protectedBranches());
            }
        } catch (PolicyException e) {
            throw new IOException(e.getMessage(), e);
        }
        return branches;
    }

    /** Name of a file that holds something of the report, such as {@code report.csv}. */
    String fileName(String name) {
        return query.fileName(name);
    }
}
