package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.export.ReportForm;
import java.io.IOException;
import java.util.List;
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

    private final ReportAnswers answers = new ReportAnswers();

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
        return answers.page(
                request::getParameter, asked -> HttpResponses.forwardToView(new ReportPage(asked), "index.jelly"));
    }

    /**
     * One requirement with the items of its populations.
     *
     * @param request says which, and which of its items
     * @return the page
     */
    @GET
    public HttpResponse doRequirement(StaplerRequest2 request) {
        HttpResponse elsewhere = LeafAddress.elsewhere(request);
        if (elsewhere != null) {
            return elsewhere;
        }
        return answers.page(request::getParameter, asked -> {
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
     * The key that evidence is signed with.
     *
     * @return the page
     * @throws IOException if the store cannot be opened
     */
    public KeyPage getKey() throws IOException {
        return KeyPage.current();
    }

    /** Samples of the report's populations. */
    public Sampling getSample() {
        return new Sampling(answers);
    }

    /**
     * The form in which a review is signed off.
     *
     * @param request says of what: a {@code record}, or a report, and perhaps the requirement's {@code id}
     * @return the form
     * @throws IOException if the store cannot be read
     */
    @GET
    public HttpResponse doReview(StaplerRequest2 request) throws IOException {
        PersonsRecord.checkPermission();
        HttpResponse elsewhere = LeafAddress.elsewhere(request);
        if (elsewhere != null) {
            return elsewhere;
        }
        String record = request.getParameter("record");
        if (record == null) {
            return answers.page(
                    request::getParameter,
                    asked -> HttpResponses.forwardToView(
                            ReviewPage.of(asked, request.getParameter("id")), "index.jelly"));
        }
        ReviewPage page = ReviewPage.ofRecord(record);
        return page == null ? HttpResponses.notFound() : HttpResponses.forwardToView(page, "index.jelly");
    }

    /**
     * Records a review.
     *
     * @param request says of what, and what was seen
     * @return leads to the record
     * @throws IOException if the store cannot be read
     */
    @RequirePOST
    public HttpResponse doSignOff(StaplerRequest2 request) throws IOException {
        PersonsRecord.checkPermission();
        String record = request.getParameter("record");
        if (record == null) {
            return answers.whole(
                    ControlEvidencePermissions.REVIEW,
                    request::getParameter,
                    asked -> ReviewPage.of(asked, request.getParameter("id")).sign(request));
        }
        ReviewPage page = ReviewPage.ofRecord(record);
        return page == null ? HttpResponses.notFound() : page.sign(request);
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
        return report(request, ReportForm.HTML, "text/html");
    }

    /**
     * The report as numbered pages to print.
     *
     * @param request says which
     * @return the file
     */
    @GET
    @WebMethod(name = "report.pdf")
    public HttpResponse doReportPdf(StaplerRequest2 request) {
        return report(request, ReportForm.PDF, "application/pdf");
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
        return report(request, ReportForm.CSV, "text/csv");
    }

    /**
     * All of the report as JSON.
     *
     * @param request says which
     * @return the file
     */
    @GET
    @WebMethod(name = "report.json")
    public HttpResponse doReportJson(StaplerRequest2 request) {
        return report(request, ReportForm.JSON, "application/json");
    }

    /**
     * The report as OSCAL assessment results.
     *
     * @param request says which
     * @return the file
     */
    @GET
    @WebMethod(name = "oscal.json")
    public HttpResponse doOscalJson(StaplerRequest2 request) {
        return report(request, ReportForm.OSCAL, "application/json");
    }

    private HttpResponse report(StaplerRequest2 request, ReportForm form, String mediaType) {
        return answers.whole(ControlEvidencePermissions.EXPORT, request::getParameter, asked -> {
            List<RecordRow> scans =
                    ReportForm.scans(asked.report(), ControllerEvidence.get().index());
            return new Download(
                    mediaType, asked.fileName(form.fileName()), to -> form.write(asked.report(), scans, to));
        });
    }

    /**
     * Offers a package by which somebody who trusts nobody can check the report; it is made if there is none.
     *
     * @param request says of which report
     * @return the page
     */
    @GET
    public HttpResponse doPackage(StaplerRequest2 request) {
        HttpResponse elsewhere = LeafAddress.elsewhere(request);
        if (elsewhere != null) {
            return elsewhere;
        }
        return answers.packagePage(request::getParameter);
    }

    /**
     * The package.
     *
     * @param request says of which report
     * @return the file
     */
    @GET
    @WebMethod(name = "package.zip")
    public HttpResponse doPackageZip(StaplerRequest2 request) {
        return answers.packageFile(request::getParameter);
    }

    /**
     * The conclusions for programs: {@code /control-evidence/api/json}, with the same query as the page.
     *
     * @return the API of this request's report
     */
    public Api getApi() {
        try {
            return new Api(new ReportSummary(answers.forPrograms(Stapler.getCurrentRequest2()::getParameter)
                    .report()));
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(400, e.getMessage());
        } catch (IOException e) {
            throw HttpResponses.errorWithoutStack(ReportAnswers.SERVICE_UNAVAILABLE, ReportAnswers.broken(e));
        }
    }
}
