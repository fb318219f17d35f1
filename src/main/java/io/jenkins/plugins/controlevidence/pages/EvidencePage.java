package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.report.CsvReport;
import io.jenkins.plugins.controlevidence.engine.report.HtmlReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * The evidence page, {@code /control-evidence/}: the control report of a period, and the way down from a requirement to its
 * items and to the records that prove them. Which report it is stands in the address. People with the permission decide on findings here, and sign off reviews.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class EvidencePage implements RootAction, StaplerProxy {
    /** Where the page is. */
    public static final String URL = "control-evidence";

    /** How long a reader waits for a report before the page says that it is being made, and comes back by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a program waits: it would not come back by itself. */
    private static final Duration PROGRAMS_PATIENCE = Duration.ofSeconds(100);

    private static final int SERVICE_UNAVAILABLE = 503;

    private final ReportCache reports = new ReportCache();

    /** Makes a response of a report. */
    @FunctionalInterface
    private interface Page {
        HttpResponse of(AskedReport asked) throws IOException;
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return Jenkins.get().hasPermission(ControlEvidencePermissions.VIEW) ? "symbol-ribbon" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.EvidencePage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Keeps those who may not see evidence out of the page and all that is below it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(ControlEvidencePermissions.VIEW);
        return this;
    }

    /**
     * The report of the period.
     *
     * @param request says which
     * @return the page
     */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request) {
        return show(request, asked -> HttpResponses.forwardToView(new ReportPage(asked), "index.jelly"));
    }

    /**
     * One requirement with the items of its populations.
     *
     * @param request says which, and which of its items
     * @return the page
     */
    @GET
    public HttpResponse doRequirement(StaplerRequest2 request) {
        return show(request, asked -> {
            RequirementPage page = RequirementPage.of(asked, request::getParameter);
            return page == null ? HttpResponses.notFound() : HttpResponses.forwardToView(page, "index.jelly");
        });
    }

    /**
     * A record of the ledger.
     *
     * @param id its id
     * @return null if there is none
     * @throws IOException if the store cannot be read
     */
    @CheckForNull
    public RecordPage getRecord(String id) throws IOException {
        return RecordPage.find(id, Jenkins.get());
    }

    /**
     * A finding, to be decided on.
     *
     * @param fingerprint its fingerprint
     * @return null if no scan has found it
     * @throws IOException if the index cannot be read
     */
    @CheckForNull
    public FindingPage getFinding(String fingerprint) throws IOException {
        return FindingPage.find(fingerprint);
    }

    /**
     * The form in which a review is signed off.
     *
     * @param request says of what: a {@code record}, or a report, and perhaps the requirement's {@code id}
     * @return the form
     */
    @GET
    public HttpResponse doReview(StaplerRequest2 request) {
        PersonsRecord.checkPermission();
        return review(request, page -> HttpResponses.forwardToView(page, "index.jelly"));
    }

    /**
     * Records a review.
     *
     * @param request says of what, and what was seen
     * @return leads to the record
     */
    @RequirePOST
    public HttpResponse doSignOff(StaplerRequest2 request) {
        PersonsRecord.checkPermission();
        return review(request, page -> page.sign(request));
    }

    private HttpResponse review(StaplerRequest2 request, ReviewStep step) {
        String record = request.getParameter("record");
        if (record == null) {
            return show(request, asked -> step.of(ReviewPage.of(asked, request.getParameter("id"))));
        }
        try {
            ReviewPage page = ReviewPage.ofRecord(record);
            return page == null ? HttpResponses.notFound() : step.of(page);
        } catch (IOException e) {
            return new Interlude(this, SERVICE_UNAVAILABLE, Messages.EvidencePage_broken());
        }
    }

    /** Does something with the form of a review. */
    @FunctionalInterface
    private interface ReviewStep {
        HttpResponse of(ReviewPage page) throws IOException;
    }

    /**
     * The report as one HTML file.
     *
     * @param request says which
     * @return the file
     */
    @GET
    @WebMethod(name = "report.html")
    public HttpResponse doReportHtml(StaplerRequest2 request) {
        return download(
                request,
                asked -> new Download("text/html", asked.fileName("html"), to -> HtmlReport.write(asked.report(), to)));
    }

    /**
     * Every item of the report as CSV.
     *
     * @param request says which
     * @return the file
     */
    @GET
    @WebMethod(name = "report.csv")
    public HttpResponse doReportCsv(StaplerRequest2 request) {
        return download(
                request,
                asked -> new Download("text/csv", asked.fileName("csv"), to -> CsvReport.write(asked.report(), to)));
    }

    /**
     * Every item of the report as JSON.
     *
     * @param request says which
     * @return the file
     */
    @GET
    @WebMethod(name = "report.json")
    public HttpResponse doReportJson(StaplerRequest2 request) {
        return download(
                request,
                asked -> new Download(
                        "application/json", asked.fileName("json"), to -> JsonReport.write(asked.report(), to)));
    }

    /**
     * The conclusions for programs: {@code /control-evidence/api/json}, with the same query as the page.
     *
     * @return the API of this request's report
     */
    public Api getApi() {
        try {
            Function<String, String> parameters = Stapler.getCurrentRequest2()::getParameter;
            return new Api(new ReportSummary(find(parameters, PROGRAMS_PATIENCE)
                    .orElseThrow(() ->
                            HttpResponses.errorWithoutStack(SERVICE_UNAVAILABLE, Messages.EvidencePage_beingMade()))
                    .report()));
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(400, e.getMessage());
        } catch (IOException e) {
            throw HttpResponses.errorWithoutStack(SERVICE_UNAVAILABLE, Messages.EvidencePage_broken());
        }
    }

    private HttpResponse download(StaplerRequest2 request, Page page) {
        Jenkins.get().checkPermission(ControlEvidencePermissions.EXPORT);
        try {
            Optional<AskedReport> asked = find(request::getParameter, PROGRAMS_PATIENCE);
            return asked.isPresent()
                    ? page.of(asked.get())
                    : HttpResponses.errorWithoutStack(SERVICE_UNAVAILABLE, Messages.EvidencePage_beingMade());
        } catch (IllegalArgumentException e) {
            return HttpResponses.errorWithoutStack(400, e.getMessage());
        } catch (IOException e) {
            return HttpResponses.errorWithoutStack(SERVICE_UNAVAILABLE, Messages.EvidencePage_broken());
        }
    }

    private HttpResponse show(StaplerRequest2 request, Page page) {
        try {
            Optional<AskedReport> asked = find(request::getParameter, PATIENCE);
            return asked.isPresent() ? page.of(asked.get()) : Interlude.pending(this);
        } catch (IllegalArgumentException e) {
            return new Interlude(this, 400, e.getMessage());
        } catch (IOException e) {
            return new Interlude(this, SERVICE_UNAVAILABLE, Messages.EvidencePage_broken());
        }
    }

    private Optional<AskedReport> find(Function<String, String> parameters, Duration patience) throws IOException {
        return AskedReport.of(parameters, reports, patience);
    }
}
