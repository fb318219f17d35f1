package io.jenkins.plugins.controlevidence.pages;

import hudson.Util;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.report.sample.Packet;
import io.jenkins.plugins.controlevidence.engine.report.sample.PacketPages;
import io.jenkins.plugins.controlevidence.engine.report.sample.PacketReader;
import io.jenkins.plugins.controlevidence.engine.report.sample.Sample;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * Samples, {@code /control-evidence/sample/}: draws items of a population, and shows all that there is about each. The sample stands
 * in the address; whoever opens it on the same ledger draws the same items. Nothing is recorded unless somebody asks for it.
 */
@Restricted(NoExternalUse.class)
public final class Sampling {
    private static final int CONFLICT = 409;

    private final ReportAnswers answers;

    Sampling(ReportAnswers answers) {
        this.answers = answers;
    }

    /** Makes a response of a sample. */
    @FunctionalInterface
    private interface Page {
        HttpResponse of(SamplePage drawn, Sample sample) throws IOException;
    }

    /** A population is of all controls: which one the report page was narrowed to does not matter. */
    private static Function<String, String> parameters(StaplerRequest2 request) {
        return name -> name.equals("control") ? null : request.getParameter(name);
    }

    private static ReportAnswers.Page drawn(StaplerRequest2 request, Page page) {
        return asked -> {
            SamplePage drawn = new SamplePage(asked, SampleQuery.of(request::getParameter));
            Sample sample = drawn.sample();
            if (sample == null) {
                throw new IllegalArgumentException(Messages.Sampling_nothingDrawn());
            }
            return page.of(drawn, sample);
        };
    }

    /**
     * The form, and the sample if the address has one.
     *
     * @param request says which
     * @return the page
     */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request) {
        return answers.page(
                parameters(request),
                asked -> HttpResponses.forwardToView(
                        new SamplePage(asked, SampleQuery.of(request::getParameter)), "index.jelly"));
    }

    /**
     * All that there is about one item of the sample.
     *
     * @param request says which sample, and the {@code item} by its number, from 1
     * @return the page
     */
    @GET
    public HttpResponse doPacket(StaplerRequest2 request) {
        HttpResponse elsewhere = LeafAddress.elsewhere(request);
        if (elsewhere != null) {
            return elsewhere;
        }
        return answers.page(parameters(request), drawn(request, (drawn, sample) -> {
            int number = Paging.number(request.getParameter("item"));
            return number < 1 || number > sample.items().size()
                    ? HttpResponses.notFound()
                    : HttpResponses.forwardToView(
                            new PacketPage(
                                    drawn,
                                    number,
                                    reader(drawn)
                                            .read(sample.items().subList(number - 1, number))
                                            .get(0)),
                            "index.jelly");
        }));
    }

    /**
     * The packets of all items as one HTML file.
     *
     * @param request says which sample
     * @return the file
     */
    @GET
    @WebMethod(name = "packets.html")
    public HttpResponse doPackets(StaplerRequest2 request) {
        return answers.whole(ControlEvidencePermissions.EXPORT, parameters(request), drawn(request, (drawn, sample) -> {
            List<Packet> packets = reader(drawn).read(sample.items());
            return new Download(
                    "text/html",
                    "sample-of-" + sample.population().name() + ".html",
                    to -> PacketPages.write(drawn.report(), sample, packets, to));
        }));
    }

    /**
     * Records that the sample was drawn.
     *
     * @param request says which, and by its {@code digest} of which population: what is recorded is what was looked at
     * @return leads to the record
     */
    @RequirePOST
    public HttpResponse doRecord(StaplerRequest2 request) {
        return answers.whole(ControlEvidencePermissions.REVIEW, parameters(request), drawn(request, (drawn, sample) -> {
            if (!sample.population().sha256().equals(Util.fixEmptyAndTrim(request.getParameter("digest")))) {
                throw HttpResponses.errorWithoutStack(CONFLICT, Messages.Sampling_changed());
            }
            String id = PersonsRecord.append(sample.toActivity(drawn.report(), PersonsRecord.now()));
            return HttpResponses.redirectTo("../record/" + id + "/");
        }));
    }

    private static PacketReader reader(SamplePage drawn) throws IOException {
        ControllerEvidence evidence = ControllerEvidence.get();
        return new PacketReader(evidence.store(), evidence.index(), drawn.report());
    }
}
