package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * What the evidence page shows in place of a report.
 *
 * @param page the evidence page
 * @param status of the response
 * @param message what is wrong, or null if the report is only not ready
 */
record Interlude(
        EvidencePage page, int status, @CheckForNull String message) implements HttpResponse {
    /** The report is being made; the browser asks again by itself, without a script. */
    static Interlude pending(EvidencePage page) {
        return new Interlude(page, HttpServletResponse.SC_OK, null);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(status);
        if (message == null) {
            response.setHeader("Refresh", "3");
        }
        HttpResponses.forwardToView(page, message == null ? "pending.jelly" : "problem.jelly")
                .with("problem", message)
                .generateResponse(request, response, node);
    }
}
